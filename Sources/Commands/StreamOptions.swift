import ArgumentParser
import Basics

/// Where lines come from and go to.
struct StreamOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Read this file, in place of standard input.", valueName: "file"), completion: .file())
  var input: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write this file, in place of standard output.", valueName: "file"), completion: .file())
  var output: String?

  /// Hands all lines to `body`, chunk by chunk, and writes what it makes of them. What is there is written before more is
  /// waited for.
  /// - Parameter body: the lines, and the number of the first, from 0.
  func stream(_ body: (_ lines: [String], _ first: Int) throws -> [String]) throws {
    let input = try LineInput(path: input)
    let output = try TextOutput(path: output, input: self.input)
    defer { Console.standard.warn(ofRepairs: input) }
    var first = 0
    while let lines = try input.nextChunk() {
      try output.write(lines: try body(lines, first))
      first += lines.count
    }
  }
}

/// How many threads work.
struct WorkerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads; as many as there are cores by default. The output does not depend on it.", valueName: "n"))
  var workers: Int?

  func validate() throws {
    if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers is 1 to 1024") }
  }

  var count: Int { workers ?? WorkerPool.processorCount }
}

extension Console {
  /// Says how many lines were not UTF-8, if there were any.
  func warn(ofRepairs input: LineInput) {
    switch input.repairedLines {
    case 0: break
    case 1: warn("1 line was not valid UTF-8: U+FFFD stands for its bad bytes")
    case let count: warn("\(count) lines were not valid UTF-8: U+FFFD stands for their bad bytes")
    }
  }
}

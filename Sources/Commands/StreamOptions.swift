import ArgumentParser
import Basics
import Inference
import TextProcessing

/// The input and the output of a command that works on lines.
struct StreamOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Read this file instead of standard input.", valueName: "file"), completion: .file())
  var input: String?

  @OptionGroup var encoding: EncodingOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write this file, in place of standard output: aside, and renamed when all is done. If the command is interrupted or "
        + "fails, an older file stays as it is, and the lines that are done are kept as FILE.partial.",
      valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    if output?.isEmpty == true { throw ValidationError("--output needs the name of a file") }
  }

  /// Hands all lines to `body`, chunk by chunk, and writes its output. The lines that are there are written before more
  /// are waited for.
  /// - Parameter body: the lines, and the number of the first, from 0.
  func stream(_ body: (_ lines: [String], _ first: Int) throws -> [String]) throws {
    let input = try encoding.lines(input)
    let output = try TextOutput(path: output, input: self.input)
    defer { Console.standard.warn(ofRepairs: input) }
    try output.complete {
      var first = 0
      while let lines = try input.nextChunk() {
        try output.write(lines: try body(lines, first))
        first += lines.count
      }
    }
  }
}

/// The output for some consecutive lines.
private struct TransformedLines: Sendable {
  var bytes: [UInt8] = []
  /// Lines that were not UTF-8.
  var repairedCount = 0
}

extension StreamOptions {
  /// A worker's task is a group of lines of about this many bytes.
  private static let shareBytes = 1 << 14

  /// Like `stream`, but lines are passed to `transform` one by one, on the pool's threads, and never become strings.
  /// - Parameter transform: appends the transformed line to the output, without LF.
  func stream(
    on pool: WorkerPool, _ transform: @escaping @Sendable (_ line: inout LineBuffer, _ output: inout [UInt8]) -> Void
  ) throws {
    let input = try encoding.lines(input)
    let output = try TextOutput(path: output, input: self.input)
    defer { Console.standard.warn(ofRepairs: input) }
    try output.complete {
      while let chunk = try input.nextBytes() {
        let shares = Self.shares(of: chunk)
        let transformed = pool.map(shares.count) { _, share in Self.transform(chunk, shares[share], transform) }
        for part in transformed {
          input.repairedLines += part.repairedCount
          try output.write(part.bytes)
        }
      }
    }
  }

  private static func shares(of chunk: LineChunk) -> [Range<Int>] {
    var shares: [Range<Int>] = []
    var first = 0
    for (index, line) in chunk.lines.enumerated() {
      let isLast = index == chunk.lines.count - 1
      guard isLast || line.upperBound - chunk.lines[first].lowerBound >= shareBytes else { continue }
      shares.append(first..<index + 1)
      first = index + 1
    }
    return shares
  }

  private static func transform(
    _ chunk: LineChunk, _ share: Range<Int>, _ transform: (inout LineBuffer, inout [UInt8]) -> Void
  ) -> TransformedLines {
    var result = TransformedLines()
    var buffer = LineBuffer()
    chunk.bytes.withUnsafeBufferPointer { bytes in
      for line in chunk.lines[share] {
        if buffer.decode(UnsafeBufferPointer(rebasing: bytes[line])) > 0 { result.repairedCount += 1 }
        transform(&buffer, &result.bytes)
        result.bytes.append(0x0A)
      }
    }
    return result
  }
}

/// The number of threads.
struct WorkerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of threads (default: one for each core). It does not change the output.", valueName: "n"))
  var workers: Int?

  func validate() throws {
    if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers must be from 1 to 1024") }
  }

  var count: Int { workers ?? WorkerPool.processorCount }
}

extension Console {
  /// Says how many lines were not UTF-8, if there were any.
  func warn(ofRepairs input: LineInput) {
    switch input.repairedLines {
    case 0: break
    case 1: warn("1 line was not valid UTF-8: U+FFFD stands for its bad bytes (--encoding names another encoding)")
    case let count:
      warn("\(count) lines were not valid UTF-8: U+FFFD stands for their bad bytes (--encoding names another encoding)")
    }
  }
}

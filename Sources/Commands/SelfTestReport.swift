import Basics
import Inference

/// `mt inspect --self-test`: a line of output for each check, and the verdict.
struct SelfTestReport {
  let folder: String
  private let test: SelfTest

  /// - Parameter input: a file of lines, `-` for standard input, or nil for lines that the test makes itself.
  init(_ bundle: ModelBundle, folder: String, input: String?) throws {
    self.folder = folder
    let lines = try input.map { try LineInput(path: $0) }
    test = SelfTest(bundle, lines: try lines?.allLines())
    if let lines { Console.standard.warn(ofRepairs: lines) }
  }

  func run() throws {
    // A damaged file has been refused by now.
    let unchecked = try ModelBundle.uncheckedFiles(folder)
    try write("ok", "every file that has a checksum agrees with it")
    if !unchecked.isEmpty { try write("note", "without a checksum: \(unchecked.joined(separator: ", "))") }
    let lines = "\(test.lines.count) \(plural("line", test.lines.count))"
    let result = try test.run { check in
      try write(check.failure == nil ? "ok" : "FAIL", check.name)
      guard let failure = check.failure else { return }
      try write("", "line \(failure.line): \(failure.source)")
      try write("", "expected: \(failure.expected)")
      try write("", "found:    \(failure.found)")
    }
    guard result.failed == 0 else {
      try StandardOutput.write("\(folder): \(result.failed) of \(result.of) checks on \(lines) failed\n")
      throw ExitStatus.checkFailed
    }
    try StandardOutput.write("\(folder): all is well: \(result.of) checks on \(lines)\n")
  }

  private func write(_ verdict: String, _ text: String) throws {
    let padding = String(repeating: " ", count: 6 - verdict.utf8.count)
    try StandardOutput.write(verdict + padding + Console.printable(text) + "\n")
  }
}

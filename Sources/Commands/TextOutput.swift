import Basics
import Glibc

/// A command's product: standard output, or a file in its place.
final class TextOutput {
  private let path: String?
  private let descriptor: Int32

  /// - Parameters:
  ///   - path: nil for standard output. What is there is overwritten.
  ///   - input: what is read meanwhile, and therefore cannot be written to: nil for standard input.
  init(path: String?, input: String?) throws(FileError) {
    self.path = path
    try Self.check(path, input: input)
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: AtomicFile.systemReason()) }
  }

  deinit { if path != nil { close(descriptor) } }

  /// Writes each line with its LF, at once.
  func write(lines: [String]) throws {
    try write(Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  func write(_ bytes: [UInt8]) throws {
    guard let path else { return try StandardOutput.write(bytes) }
    switch bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) {
    case nil: break
    case .closedPipe: throw OutputError.closedPipe
    case .cannotWrite(let reason): throw FileError.cannotWrite(path: path, reason: reason)
    }
  }

  /// Refuses to write to a file that is read. Terminals, pipes and devices can be read and written at once.
  /// - Parameters: as those of `init`.
  static func check(_ path: String?, input: String?) throws(FileError) {
    guard let output = status(of: path, or: STDOUT_FILENO), let input = status(of: input, or: STDIN_FILENO),
      output.st_mode & S_IFMT == S_IFREG, output.st_dev == input.st_dev, output.st_ino == input.st_ino
    else { return }
    throw .cannotCreate(path: path ?? "standard output", reason: "it is the input too")
  }

  private static func status(of path: String?, or descriptor: Int32) -> stat? {
    var status = stat()
    let result = path.map { stat($0, &status) } ?? fstat(descriptor, &status)
    return result == 0 ? status : nil
  }
}

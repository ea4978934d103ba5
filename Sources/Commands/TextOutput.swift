import Basics
import Glibc

/// A command's product: standard output, or a file in its place.
final class TextOutput {
  private let path: String?
  private let descriptor: Int32

  /// - Parameters:
  ///   - path: nil for standard output. What is there is overwritten.
  ///   - input: a file that is read meanwhile, and that therefore cannot be written to.
  init(path: String?, input: String?) throws(FileError) {
    self.path = path
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    if let input, Self.isSameFile(path, input) {
      throw .cannotCreate(path: path, reason: "it is the input too")
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

  private static func isSameFile(_ left: String, _ right: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(left, &first) == 0 && stat(right, &second) == 0 && first.st_mode & S_IFMT == S_IFREG
      && first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}

import Basics
import Glibc

/// An open file or pipe. It closes itself.
final class InputFile {
  /// The path of standard input, which has no other.
  static let standardInput = "-"
  /// The name of standard input in errors.
  static let standardInputName = "standard input"

  /// The path, or the name of standard input, as it appears in errors.
  let path: String
  private let descriptor: Int32
  /// The part of the file that is still to be read, of one that is read in part.
  private var part: Range<Int>?

  /// - Parameter path: `-` is standard input.
  init(path: String) throws(CorpusError) {
    if path == Self.standardInput {
      (self.path, descriptor) = (Self.standardInputName, STDIN_FILENO)
      return
    }
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .file(errno == ENOENT ? .missing(path) : .cannotOpen(path: path, reason: AtomicFile.systemReason()))
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .file(.cannotOpen(path: path, reason: "it is a folder"))
    }
  }

  /// A part of a file, as if it were one.
  /// - Parameter name: what errors call it.
  init(path: String, part: Range<Int>, name: String) throws(CorpusError) {
    let file = try InputFile(path: path)
    (self.path, self.part) = (name, part)
    // The file closes itself when it is let go of: not before its descriptor has a second one.
    descriptor = withExtendedLifetime(file) { dup(file.descriptor) }
    guard descriptor >= 0 else { throw .file(.cannotOpen(path: path, reason: AtomicFile.systemReason())) }
  }

  deinit {
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// Reads on from where the last read ended. Returns the number of bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CorpusError) -> Int {
    guard let part else { return try count { Glibc.read(descriptor, buffer.baseAddress, buffer.count) } }
    let read = try count { pread(descriptor, buffer.baseAddress, min(buffer.count, part.count), part.lowerBound) }
    self.part = (part.lowerBound + read)..<part.upperBound
    return read
  }

  /// Fills `buffer` with the bytes from `offset` on. Returns their number, which is less where the file ends.
  func read(into buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws(CorpusError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let read = try count { pread(descriptor, buffer.baseAddress! + filled, buffer.count - filled, offset + filled) }
      if read == 0 { break }
      filled += read
    }
    return filled
  }

  /// Some bytes of the file, fewer where it ends.
  func bytes(_ place: Range<Int>) throws(CorpusError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, place.count), alignment: 16)
    defer { buffer.deallocate() }
    let count = try read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<place.count]), from: place.lowerBound)
    return Array(buffer[..<count])
  }

  /// The size of the file.
  func byteCount() throws(CorpusError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .file(.cannotRead(path: path, reason: AtomicFile.systemReason()))
    }
    return Int(status.st_size)
  }

  /// Whether there is something to read, or the end; waits so long for it. -1 waits for ever.
  func isReady(_ milliseconds: Int32) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, milliseconds) != 0
  }

  private func count(_ call: () -> Int) throws(CorpusError) -> Int {
    var count = call()
    while count < 0 && (errno == EINTR || errno == EAGAIN) {
      if errno == EAGAIN { _ = isReady(-1) }
      count = call()
    }
    guard count >= 0 else { throw .file(.cannotRead(path: path, reason: AtomicFile.systemReason())) }
    return count
  }
}

import Basics
import Glibc

/// A file while it is written from its beginning to its end.
final class OutputFile {
  private let path: String
  private var descriptor: Int32

  /// - Parameters:
  ///   - name: the path that errors name, if another.
  ///   - flags: of `open`, besides `O_WRONLY`.
  init(path: String, name: String? = nil, flags: Int32 = O_CREAT | O_TRUNC) throws(CorpusError) {
    self.path = name ?? path
    descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
    if descriptor < 0 {
      let isFull = errno == ENOSPC || errno == EDQUOT
      let reason = AtomicFile.systemReason()
      throw .file(
        isFull ? .cannotWrite(path: self.path, reason: reason) : .cannotCreate(path: self.path, reason: reason))
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(CorpusError) {
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .file(.cannotWrite(path: path, reason: AtomicFile.systemReason())) }
      offset += count
    }
  }

  func write(_ bytes: [UInt8]) throws(CorpusError) {
    var failure: CorpusError?
    bytes.withUnsafeBytes { bytes in
      do throws(CorpusError) { try write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Makes the bytes durable, unless they went into a pipe or a device, and closes the file.
  func finish() throws(CorpusError) {
    let isSynced = fsync(descriptor) == 0 || errno == EINVAL
    let reason = AtomicFile.systemReason()
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isSynced && isClosed else { throw .file(.cannotWrite(path: path, reason: reason)) }
  }
}

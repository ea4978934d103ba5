import Basics
import Glibc

/// Reads weights from a safetensors file. Opening it checks all of it, checksum included; tensors are then read one at a
/// time, so that no more than one is in memory for the reader's sake.
public struct SafetensorsReader: Sendable {
  public let path: String
  /// All tensors, in the order of the file.
  public let entries: [SafetensorsEntry]
  /// What the writer of the file noted in it.
  public let metadata: [String: String]
  /// Whether the content was compared with a checksum; a file of another program has none.
  public let hasChecksum: Bool
  private let file: OpenFile
  private let dataStart: Int
  private let indices: [String: Int]

  /// - Throws: `ModelError` for a file that is not there, cannot be read, or is odd in any way.
  public init(path: String) throws(ModelError) {
    let file = try OpenFile(path)
    func refuse(_ reason: String) -> ModelError { .notSafetensors(path: path, reason: reason) }
    guard file.size >= 8 else { throw refuse("it has \(file.size) bytes") }
    let lengthBytes = try file.bytes(at: 0, count: 8)
    let length = lengthBytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= SafetensorsHeader.largestLength, length <= file.size - 8 else {
      throw refuse("its first 8 bytes promise a header of \(length) bytes")
    }
    let headerLength = Int(length)
    let json = try file.bytes(at: 8, count: headerLength)
    let (header, checksum) = try SafetensorsHeader.parse(
      json, dataLength: file.size - 8 - headerLength, path: path)
    self.path = path
    self.file = file
    dataStart = 8 + headerLength
    entries = header.entries
    metadata = header.metadata
    hasChecksum = checksum != nil
    indices = Dictionary(entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })

    guard let checksum else { return }
    var found = header.json(checksum: 0).withUnsafeBytes { SafetensorsChecksum.hash($0, seed: 0) }
    for entry in entries {
      found = try withTensor(entry.name) { _, values in
        SafetensorsChecksum.hash(UnsafeRawBufferPointer(values), seed: found)
      }
    }
    guard checksum == SafetensorsChecksum.text(found) else { throw .wrongChecksum(path: path) }
  }

  /// Hands the shape and the values (row-major) of a tensor to `body`, for the time of the call.
  public func withTensor<Result>(
    _ name: String, _ body: (_ shape: [Int], _ values: UnsafeBufferPointer<Float>) throws(ModelError) -> Result
  ) throws(ModelError) -> Result {
    let entry = try entry(name)
    let values = UnsafeMutableBufferPointer<Float>.allocate(capacity: entry.bytes.count / 4)
    defer { values.deallocate() }
    try file.read(UnsafeMutableRawBufferPointer(values), at: dataStart + entry.bytes.lowerBound)
    return try body(entry.shape, UnsafeBufferPointer(values))
  }

  /// Reads a tensor straight to where it is needed.
  /// - Parameters:
  ///   - shape: what the tensor must have.
  ///   - values: row-major, as many as the shape says.
  /// - Throws: `ModelError.wrongShape`, `.missingTensor`.
  public func read(
    _ name: String, shape: [Int], into values: UnsafeMutableBufferPointer<Float>
  ) throws(ModelError) {
    let entry = try entry(name)
    guard entry.shape == shape else {
      throw .wrongShape(path: path, name: name, expected: shape, found: entry.shape)
    }
    precondition(values.count == entry.bytes.count / 4, "room for \(values.count) values, but the shape is \(shape)")
    try file.read(UnsafeMutableRawBufferPointer(values), at: dataStart + entry.bytes.lowerBound)
  }

  private func entry(_ name: String) throws(ModelError) -> SafetensorsEntry {
    guard let index = indices[name] else { throw .missingTensor(path: path, name: name) }
    return entries[index]
  }
}

/// A file open for reading at any place. Not mapped: a file that shrinks under a map kills the process.
private final class OpenFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws(ModelError) {
    // Not blocking: to open a pipe would wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .file(
        errno == ENOENT ? .notFound(path: path) : .cannotOpen(path: path, reason: AtomicFile.systemReason()))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .file(.cannotOpen(path: path, reason: "it is not a regular file"))
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit {
    close(descriptor)
  }

  func bytes(at offset: Int, count: Int) throws(ModelError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBufferPointer { buffer throws(ModelError) in
      try read(UnsafeMutableRawBufferPointer(buffer), at: offset)
    }
    return bytes
  }

  /// Fills `buffer` with the bytes from `offset` on.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(ModelError) {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let reason = count == 0 ? "it became shorter meanwhile" : AtomicFile.systemReason()
        throw .file(.cannotRead(path: path, reason: reason))
      }
      done += count
    }
  }
}

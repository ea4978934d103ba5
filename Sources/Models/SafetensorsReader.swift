import Basics
import Glibc

/// Reads weights from a safetensors file, one tensor at a time, so that the reader needs memory for one tensor only.
public struct SafetensorsReader: Sendable {
  public let path: String
  /// All tensors, in the order of the file.
  public let entries: [SafetensorsEntry]
  /// The metadata in the file.
  public let metadata: [String: String]
  /// Whether the content was compared with a checksum; a file of another program has none.
  public let hasChecksum: Bool
  private let file: OpenFile
  private let dataStart: Int
  private let indices: [String: Int]
  private let header: SafetensorsHeader
  private let checksum: String?

  /// Opens a file and checks all of it, checksum included.
  /// - Throws: `ModelError` for a file that is not there, cannot be read, or is odd in any way.
  public init(path: String) throws(ModelError) {
    try self.init(opening: path)
    try verify()
  }

  /// Opens a file and checks its header; `readInOrder` or `verify` then checks the content.
  public init(opening path: String) throws(ModelError) {
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
    (header, checksum) = try SafetensorsHeader.parse(json, dataLength: file.size - 8 - headerLength, path: path)
    self.path = path
    self.file = file
    dataStart = 8 + headerLength
    entries = header.entries
    metadata = header.metadata
    hasChecksum = checksum != nil
    indices = Dictionary(entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Compares the content with its checksum, where there is one.
  public func verify() throws(ModelError) {
    if checksum != nil { try readInOrder { _, _ throws(ModelError) in } }
  }

  /// Reads the file once, from its start to its end: `body` takes of each tensor the bytes that it wants. In the end the
  /// checksum is compared: what was read must not be used where this throws.
  public func readInOrder(
    _ body: (SafetensorsEntry, inout TensorBytes) throws(ModelError) -> Void
  ) throws(ModelError) {
    let skipped = UnsafeMutableRawBufferPointer.allocate(byteCount: TensorBytes.partSize, alignment: 64)
    defer { skipped.deallocate() }
    var found = header.json(checksum: 0).withUnsafeBytes { SafetensorsChecksum.hash($0, seed: 0) }
    for entry in entries {
      var bytes = TensorBytes(
        file: file, range: (dataStart + entry.bytes.lowerBound)..<(dataStart + entry.bytes.upperBound), seed: found,
        isHashed: checksum != nil)
      try body(entry, &bytes)
      found = try bytes.finish(with: skipped)
    }
    if let checksum, checksum != SafetensorsChecksum.text(found) { throw .wrongChecksum(path: path) }
  }

  /// Hands the shape and the values (row-major) of a tensor of floats to `body`, for the time of the call.
  public func withTensor<Result>(
    _ name: String, _ body: (_ shape: [Int], _ values: UnsafeBufferPointer<Float>) throws(ModelError) -> Result
  ) throws(ModelError) -> Result {
    let shape = try entry(name).shape
    let values = UnsafeMutableBufferPointer<Float>.allocate(capacity: shape.reduce(1, *))
    defer { values.deallocate() }
    try read(name, shape: shape, into: values)
    return try body(shape, UnsafeBufferPointer(values))
  }

  /// Reads a tensor of floats straight to where it is needed.
  /// - Parameters:
  ///   - shape: what the tensor must have.
  ///   - values: row-major, as many as the shape says.
  /// - Throws: `ModelError.wrongShape`, `.wrongType`, `.missingTensor`.
  public func read(
    _ name: String, shape: [Int], into values: UnsafeMutableBufferPointer<Float>
  ) throws(ModelError) {
    let entry = try check(name, .float32, shape)
    precondition(values.count == entry.bytes.count / 4, "room for \(values.count) values, but the shape is \(shape)")
    try file.read(UnsafeMutableRawBufferPointer(values), at: dataStart + entry.bytes.lowerBound)
  }

  /// The entry of a tensor that must have this type and this shape.
  @discardableResult
  func check(_ name: String, _ type: SafetensorsType, _ shape: [Int]) throws(ModelError) -> SafetensorsEntry {
    let entry = try entry(name)
    guard entry.shape == shape else {
      throw .wrongShape(path: path, name: name, expected: shape, found: entry.shape)
    }
    guard entry.type == type else {
      throw .wrongType(path: path, name: name, expected: type.rawValue, found: entry.type.rawValue)
    }
    return entry
  }

  private func entry(_ name: String) throws(ModelError) -> SafetensorsEntry {
    guard let index = indices[name] else { throw .missingTensor(path: path, name: name) }
    return entries[index]
  }
}

/// The bytes of one tensor, taken from its start to its end while a file is read in order.
public struct TensorBytes {
  /// The file is read and hashed in parts that stay in the cache.
  static let partSize = 1 << 18

  private let file: OpenFile
  private var range: Range<Int>
  private let isHashed: Bool
  private var checksum: SafetensorsChecksum

  fileprivate init(file: OpenFile, range: Range<Int>, seed: UInt64, isHashed: Bool) {
    self.file = file
    self.range = range
    self.isHashed = isHashed
    checksum = SafetensorsChecksum(seed: seed)
  }

  /// Fills `buffer` with the next bytes: a multiple of 32, unless they are the last.
  mutating func read(_ buffer: UnsafeMutableRawBufferPointer) throws(ModelError) {
    precondition(buffer.count <= range.count, "\(buffer.count) bytes are wanted of \(range.count)")
    var start = 0
    while start < buffer.count {
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<min(start + Self.partSize, buffer.count)])
      try file.read(part, at: range.lowerBound)
      range = (range.lowerBound + part.count)..<range.upperBound
      start += part.count
      if isHashed {
        if range.isEmpty {
          hash = checksum.finish(UnsafeRawBufferPointer(part))
        } else {
          checksum.update(UnsafeRawBufferPointer(part))
        }
      }
    }
  }

  private var hash: UInt64?

  /// The hash of all bytes, of those that nobody took too.
  fileprivate mutating func finish(with room: UnsafeMutableRawBufferPointer) throws(ModelError) -> UInt64 {
    while isHashed && !range.isEmpty {
      try read(UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, range.count)]))
    }
    return hash ?? checksum.finish(UnsafeRawBufferPointer(start: nil, count: 0))
  }
}

/// A file open for reading at any place. Not mapped: a file that shrinks under a map kills the process.
private final class OpenFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws(ModelError) {
    // Non-blocking, because opening a pipe would wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .file(
        errno == ENOENT ? .missing(path) : .cannotOpen(path: path, reason: AtomicFile.systemReason()))
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

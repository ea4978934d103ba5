import Basics

/// A tensor to write. The memory stays the caller's, and stays as it is until the file is written.
public struct SafetensorsTensor {
  public let name: String
  public let type: SafetensorsType
  public let shape: [Int]
  let bytes: UnsafeRawBufferPointer

  /// - Parameters:
  ///   - name: not empty, and not `__metadata__`.
  ///   - shape: of any rank.
  ///   - values: row-major, as many as the shape says.
  public init(name: String, shape: [Int], values: UnsafeBufferPointer<Float>) {
    self.init(name, .float32, shape, UnsafeRawBufferPointer(values))
  }

  public init(name: String, shape: [Int], values: UnsafeBufferPointer<Int8>) {
    self.init(name, .int8, shape, UnsafeRawBufferPointer(values))
  }

  private init(_ name: String, _ type: SafetensorsType, _ shape: [Int], _ bytes: UnsafeRawBufferPointer) {
    precondition(
      SafetensorsHeader.byteCount(shape, type) == bytes.count,
      "the tensor \(name) of shape \(shape) is given \(bytes.count) bytes")
    precondition(!name.isEmpty && name != "__metadata__", "a tensor cannot be named '\(name)'")
    self.name = name
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }
}

/// Writes weights as a safetensors file, in the form that `SafetensorsHeader` describes.
public enum SafetensorsWriter {
  /// Replaces the file at `path` as a whole. Equal arguments give equal bytes.
  /// - Parameters:
  ///   - tensors: their names differ; written in this order.
  ///   - metadata: kept in the file beside the checksum.
  public static func write(
    _ tensors: [SafetensorsTensor], metadata: [String: String] = [:], to path: String
  ) throws(FileError) {
    precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors have the same name")
    precondition(metadata[SafetensorsHeader.checksumKey] == nil, "the checksum is not the caller's to give")
    var entries: [SafetensorsEntry] = []
    var position = 0
    for tensor in tensors {
      let bytes = position..<(position + tensor.bytes.count)
      entries.append(SafetensorsEntry(name: tensor.name, type: tensor.type, shape: tensor.shape, bytes: bytes))
      position = bytes.upperBound
    }
    let header = SafetensorsHeader(entries: entries, metadata: metadata)
    var checksum = header.json(checksum: 0).withUnsafeBytes { SafetensorsChecksum.hash($0, seed: 0) }
    for tensor in tensors {
      checksum = SafetensorsChecksum.hash(tensor.bytes, seed: checksum)
    }

    let json = header.json(checksum: checksum)
    let padding = (64 - (8 + json.count) % 64) % 64
    let length = UInt64(json.count + padding)
    let start = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    let head = start + json + [UInt8](repeating: UInt8(ascii: " "), count: padding)
    try AtomicFile.write(to: path) { append throws(FileError) in
      try head.withUnsafeBufferPointer { bytes throws(FileError) in try append(UnsafeRawBufferPointer(bytes)) }
      for tensor in tensors { try append(tensor.bytes) }
    }
  }
}

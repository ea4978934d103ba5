/// Bytes as a dictionary key: hashed in one go (an array hashes byte by byte), and equal only if they are the same bytes
/// (a `String` also equals its canonical equivalents).
struct ByteString: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

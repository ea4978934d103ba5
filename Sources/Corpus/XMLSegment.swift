import Glibc

/// The text of one segment of an XML file, while it is put together. Line feeds come from the layout of the file, and
/// become spaces; all other white space is kept.
struct XMLSegment {
  private(set) var bytes: [UInt8] = []

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a part, unless the segment would be longer than a line may be.
  mutating func append(_ part: UnsafeRawBufferPointer) -> Bool {
    guard part.count <= LineReader.lineLimit - bytes.count else { return false }
    let start = bytes.count
    bytes.append(contentsOf: part)
    bytes.withUnsafeMutableBytes { bytes in
      var rest = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      while let first = rest.baseAddress, let found = memchr(first, 0x0a, rest.count) {
        found.storeBytes(of: UInt8(ascii: " "), as: UInt8.self)
        rest = UnsafeMutableRawBufferPointer(rebasing: rest[(found - first + 1)...])
      }
    }
    return true
  }
}

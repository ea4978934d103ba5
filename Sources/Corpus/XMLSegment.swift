import Glibc

/// The text of one segment of an XML file, while it is put together. Line feeds come from the layout of the file, and
/// become spaces; all other white space is kept.
struct XMLSegment {
  private(set) var bytes: [UInt8] = []
  /// It has more bytes than a line may have, and not all of them were kept.
  private(set) var isTooLong = false
  private var breaksLine = false

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    isTooLong = false
    breaksLine = false
  }

  mutating func append(_ part: UnsafeRawBufferPointer) {
    guard !part.isEmpty else { return }
    guard part.count <= LineReader.lineLimit - bytes.count else {
      isTooLong = true
      return
    }
    if breaksLine {
      breaksLine = false
      if bytes.count + part.count < LineReader.lineLimit, let last = bytes.last,
        !Self.isSpace(last) && !Self.isSpace(part[0])
      {
        bytes.append(UInt8(ascii: " "))
      }
    }
    let start = bytes.count
    bytes.append(contentsOf: part)
    bytes.withUnsafeMutableBytes { bytes in
      var rest = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      while let first = rest.baseAddress, let found = memchr(first, 0x0a, rest.count) {
        found.storeBytes(of: UInt8(ascii: " "), as: UInt8.self)
        rest = UnsafeMutableRawBufferPointer(rebasing: rest[(found - first + 1)...])
      }
    }
  }

  /// A line of the original ends here: a space parts what stands before and behind, unless there is one.
  mutating func breakLine() { breaksLine = true }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}

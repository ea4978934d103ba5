/// A line, and where it is cut. Rules correct the cuts; whatever they do, the tokens add up to the line.
struct Segmentation {
  let units: [UInt16]
  /// For each position from 0 to `units.count`: 1 where a token begins or ends.
  private var isBoundary: [UInt8]

  init(_ line: String) {
    units = Array(line.utf16)
    isBoundary = [UInt8](repeating: 0, count: units.count + 1)
  }

  mutating func withBoundaryFlags(_ body: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    isBoundary.withUnsafeMutableBufferPointer { body($0) }
  }

  func isBoundary(at position: Int) -> Bool { isBoundary[position] != 0 }

  mutating func cut(at position: Int) { isBoundary[position] = 1 }

  mutating func join(at position: Int) { isBoundary[position] = 0 }

  /// Makes one token of a range without spaces.
  mutating func keepWhole(_ range: Range<Int>) {
    for position in range.lowerBound + 1..<range.upperBound { isBoundary[position] = 0 }
    isBoundary[range.lowerBound] = 1
    isBoundary[range.upperBound] = 1
  }

  /// The tokens, each with ▁ before it if it follows a space. Any run of spaces counts as one, as in normalized text.
  func tokens() -> [String] {
    var tokens: [String] = []
    tokens.reserveCapacity(units.count / 4 + 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * maximumTokenLength + 3)
    var length = 0
    var followsSpace = false
    var index = 0
    while index < units.count {
      let unit = units[index]
      if unit == 0x20 {
        if !bytes.isEmpty { tokens.append(Self.take(&bytes)) }
        followsSpace = !tokens.isEmpty
        length = 0
        index += 1
        continue
      }
      let (scalar, width) = units.scalar(at: index)
      if length > 0, isBoundary[index] != 0 || length + width > maximumTokenLength {
        tokens.append(Self.take(&bytes))
        length = 0
      }
      if followsSpace {
        bytes.append(contentsOf: [0xE2, 0x96, 0x81])
        followsSpace = false
      }
      Self.append(scalar, to: &bytes)
      length += width
      index += width
    }
    if !bytes.isEmpty { tokens.append(Self.take(&bytes)) }
    return tokens
  }

  private static func take(_ bytes: inout [UInt8]) -> String {
    let token = String(decoding: bytes, as: UTF8.self)
    bytes.removeAll(keepingCapacity: true)
    return token
  }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}

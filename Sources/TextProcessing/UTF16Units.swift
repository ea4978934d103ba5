/// Text as UTF-16 units, the form in which ICU works and Thai is quickest. Units from a `String` are always well-formed.
extension Array where Element == UInt16 {
  /// The scalar that begins at `index`, and how many units it takes.
  func scalar(at index: Int) -> (value: UInt32, width: Int) {
    let unit = self[index]
    guard unit & 0xFC00 == 0xD800, index + 1 < count else { return (UInt32(unit), 1) }
    return (0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(self[index + 1]) & 0x3FF, 2)
  }

  mutating func append(scalar: UInt32) {
    if scalar < 0x10000 {
      append(UInt16(scalar))
    } else {
      append(UInt16(0xD800 + (scalar - 0x10000) >> 10))
      append(UInt16(0xDC00 + scalar & 0x3FF))
    }
  }
}

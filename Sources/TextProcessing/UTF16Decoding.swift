/// UTF-8 to UTF-16 for well-formed text, with quick ways for ASCII and for scripts of three bytes a character.
enum UTF16Decoding {
  /// - Returns: false if the bytes are not well-formed UTF-8; then `units` holds anything.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, into units: inout [UInt16]) -> Bool {
    // There are no more units than bytes.
    if units.count < bytes.count { units.append(contentsOf: repeatElement(0, count: bytes.count - units.count)) }
    let count = units.withUnsafeMutableBufferPointer { decode(bytes, into: $0) }
    guard let count else { return false }
    units.removeLast(units.count - count)
    return true
  }

  /// - Returns: how many units were written; nil if the bytes are not well-formed.
  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, into units: UnsafeMutableBufferPointer<UInt16>
  ) -> Int? {
    var index = 0
    var count = 0
    while index < bytes.count {
      let first = bytes[index]
      if first < 0x80 {
        // One block of 16 bytes, which the compiler makes vector code of.
        if index + 16 <= bytes.count, isASCII(bytes, from: index) {
          for offset in 0..<16 { units[count + offset] = UInt16(bytes[index + offset]) }
          index += 16
          count += 16
        } else {
          units[count] = UInt16(first)
          index += 1
          count += 1
        }
      } else if first & 0xF0 == 0xE0, index + 2 < bytes.count {
        let (second, third) = (bytes[index + 1], bytes[index + 2])
        let unit = UInt16(first & 0x0F) << 12 | UInt16(second & 0x3F) << 6 | UInt16(third & 0x3F)
        // Overlong forms and surrogates are ill-formed.
        guard second & 0xC0 == 0x80, third & 0xC0 == 0x80, unit >= 0x800, unit & 0xF800 != 0xD800 else { return nil }
        units[count] = unit
        index += 3
        count += 1
      } else if first >= 0xC2, first < 0xE0, index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 {
        units[count] = UInt16(first & 0x1F) << 6 | UInt16(bytes[index + 1] & 0x3F)
        index += 2
        count += 1
      } else {
        guard first >= 0xF0, let scalar = scalarOfFour(bytes, from: index) else { return nil }
        units[count] = UInt16(truncatingIfNeeded: 0xD7C0 + scalar >> 10)
        units[count + 1] = UInt16(truncatingIfNeeded: 0xDC00 + scalar & 0x3FF)
        index += 4
        count += 2
      }
    }
    return count
  }

  @inline(__always) private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Bool {
    let base = UnsafeRawBufferPointer(bytes)
    let low = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let high = base.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
    return (low | high) & 0x8080_8080_8080_8080 == 0
  }

  private static func scalarOfFour(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> UInt32? {
    guard index + 3 < bytes.count else { return nil }
    var scalar = UInt32(bytes[index] & 0x0F)
    for byte in bytes[index + 1...index + 3] {
      guard byte & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    return (0x10000...0x10FFFF).contains(scalar) && bytes[index] < 0xF5 ? scalar : nil
  }
}

extension Array where Element == UInt16 {
  /// The line in UTF-16, several times as quickly as by its `utf16` view.
  init(transcoding line: String) {
    var line = line
    self = line.withUTF8 { bytes in
      [UInt16](unsafeUninitializedCapacity: bytes.count) { units, count in
        count = Self.transcode(bytes, to: units)
      }
    }
  }

  /// - Parameters:
  ///   - bytes: well-formed UTF-8, as strings hold.
  ///   - units: of at least as many elements as there are bytes.
  /// - Returns: how many units were written.
  private static func transcode(
    _ bytes: UnsafeBufferPointer<UInt8>, to units: UnsafeMutableBufferPointer<UInt16>
  ) -> Int {
    var count = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        units[count] = UInt16(byte)
        index += 1
      } else if byte < 0xE0 {
        units[count] = UInt16(byte & 0x1F) << 6 | UInt16(bytes[index + 1] & 0x3F)
        index += 2
      } else if byte < 0xF0 {
        units[count] =
          UInt16(byte & 0x0F) << 12 | UInt16(bytes[index + 1] & 0x3F) << 6 | UInt16(bytes[index + 2] & 0x3F)
        index += 3
      } else {
        let scalar =
          UInt32(byte & 0x07) << 18 | UInt32(bytes[index + 1] & 0x3F) << 12 | UInt32(bytes[index + 2] & 0x3F) << 6
          | UInt32(bytes[index + 3] & 0x3F)
        units[count] = UInt16(0xD7C0 + scalar >> 10)
        units[count + 1] = UInt16(0xDC00 + scalar & 0x3FF)
        count += 1
        index += 4
      }
      count += 1
    }
    return count
  }
}

/// gzip as other programs write it, and as tests need it.
enum GzipSample {
  static let text = Array(
    (String(repeating: "หนึ่ง สอง สาม\none two three four\n", count: 3)
      + "aisesiauqooquaisesiauqooquaisesiauqooquaisesiauqooquaisesiau\n").utf8)

  /// `text` as Python's gzip module writes it, with the name of a file.
  static let bytes: [UInt8] = bytes(
    """
    1f8b08080000000002ff6e756d626572732e747874007bb063f5831d331fecd8f66067c7831ded0a0f76ac7ab0632d9cb5e9c18e855cf979a90a25e5f\
    90a251945a9a90a69f9a5455c0fe8aa2d31b338b53833b1b4303fbfb094440e17004598585ae2000000
    """)

  /// The bytes that hexadecimal digits stand for.
  static func bytes(_ text: String) -> [UInt8] {
    let digits = Array(text.utf8)
    func value(_ digit: UInt8) -> UInt8 { digit < 0x3a ? digit - 0x30 : digit - 0x57 }
    return stride(from: 0, to: digits.count, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
  }

  /// A member that holds `text` as it is, in stored blocks.
  static func member(_ text: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = text[...]
    repeat {
      let block = rest.prefix(0xffff)
      rest = rest.dropFirst(block.count)
      bytes.append(rest.isEmpty ? 1 : 0)
      append(UInt32(block.count) | ~UInt32(block.count) << 16, to: &bytes)
      bytes += block
    } while !rest.isEmpty
    append(checksum(text), to: &bytes)
    append(UInt32(text.count), to: &bytes)
    return bytes
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(number >> shift & 0xff)) }
  }

  /// CRC-32, bit by bit.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xedb8_8320 }
    }
    return ~sum
  }
}

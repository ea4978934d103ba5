/// .xz as other programs write it.
enum XzSample {
  static let text = Array("น้ำขึ้นให้รีบตัก\nMake hay while the sun shines.\n".utf8)

  /// `text` as Python's lzma module writes it.
  static let bytes: [UInt8] = {
    let digits = Array(
      """
      fd377a585a0000016922de360200210116000000742fe5a3e0004f00445d00702e0f2e05f0c3ea068739bd248e324930034c71007e47cd6e1ea59071\
      64718012484b82b92525114cf9ff45ba4754af6c3457c575536c753b5eb1c60b5976572949000000014c02a200015c5087f6e35d9042990d010000000001595a
      """.utf8)
    func value(_ digit: UInt8) -> UInt8 { digit < 0x3a ? digit - 0x30 : digit - 0x57 }
    return stride(from: 0, to: digits.count, by: 2).map { value(digits[$0]) << 4 | value(digits[$0 + 1]) }
  }()
}

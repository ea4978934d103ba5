/// Thai in TIS-620 and windows-874, a byte a character.
enum ThaiBytes {
  /// Whether all bytes above ASCII make Thai words: none stands alone among ASCII, vowels and marks are on consonants, and a vowel
  /// that is written before its consonant has one. Text in another encoding does so hardly ever, be it a word long.
  static func areWords(_ bytes: UnsafeRawBufferPointer) -> Bool {
    for (index, byte) in bytes.enumerated() where byte >= 0x80 {
      let before = index > 0 ? bytes[index - 1] : 0
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0
      if before < 0x80 && after < 0x80 { return false }
      switch byte {
      case consonants, 0xF0...0xF9: break
      case 0xD1, 0xD4...0xDA:
        if !consonants.contains(before) { return false }
      case 0xE7...0xEC:
        if !consonants.contains(before) && !marks.contains(before) { return false }
      // ะ า ำ, and the signs ฯ ๅ ๆ.
      case 0xD0, 0xD2, 0xD3, 0xCF, 0xE5, 0xE6:
        if before < 0x80 { return false }
      case 0xE0...0xE4:
        if !consonants.contains(after) && index + 1 < bytes.count { return false }
      default: return false
      }
    }
    return true
  }

  private static let consonants: ClosedRange<UInt8> = 0xA1...0xCE
  /// Vowels above and below.
  private static let marks: ClosedRange<UInt8> = 0xD1...0xDA
}

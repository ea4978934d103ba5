/// A short word of ASCII or of Thai letters as a number, so that it can be looked up without making a string of it.
struct AbbreviationKey: Hashable {
  /// Seven bits a letter, and a one before the first: Thai letters differ from each other in these bits, as ASCII's do.
  private var bits: UInt64 = 1

  /// A word has at most nine letters.
  mutating func append(_ unit: UInt16) { bits = bits << 7 | UInt64(unit & 0x7F) }

  /// - Parameter words: divided by spaces.
  static func set(_ words: String) -> Set<AbbreviationKey> {
    Set(
      words.split(separator: " ").map { word in
        var key = AbbreviationKey()
        for unit in word.utf16 { key.append(unit) }
        return key
      })
  }
}

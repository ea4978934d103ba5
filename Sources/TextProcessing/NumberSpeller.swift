internal import CICU

/// Numbers in words, by ICU's rule-based formats.
public enum NumberSpeller {
  /// `spell(21, language: "en")` is "twenty-one". The marks that some languages put between morphemes (zero-width spaces
  /// in Thai, soft hyphens in German) are left out. A language without rules gets digits.
  public static func spell(_ number: Int, language: String) -> String {
    var units = [UInt16](repeating: 0, count: 64)
    var status: Int32 = 0
    var length = mt_icu_spell(Int64(number), language, &units, Int32(units.count), &status)
    if length > units.count {
      units = [UInt16](repeating: 0, count: Int(length))
      length = mt_icu_spell(Int64(number), language, &units, length, &status)
    }
    guard status <= 0 else { return String(number) }
    return String(decoding: units.prefix(Int(length)).filter { $0 != 0x200B && $0 != 0x00AD }, as: UTF16.self)
  }
}

internal import CICU

/// The few characters that tokenization rules look for.
extension UInt16 {
  static var fullStop: UInt16 { 0x2E }
  static var comma: UInt16 { 0x2C }
  static var colon: UInt16 { 0x3A }
  static var semicolon: UInt16 { 0x3B }
  static var slash: UInt16 { 0x2F }
  static var at: UInt16 { 0x40 }
  static var hyphen: UInt16 { 0x2D }
  static var underscore: UInt16 { 0x5F }
  static var apostrophe: UInt16 { 0x27 }
  static var space: UInt16 { 0x20 }
  static var maiYamok: UInt16 { 0x0E46 }
  static var paiyannoi: UInt16 { 0x0E2F }

  init(ascii character: Unicode.Scalar) { self = UInt16(truncatingIfNeeded: character.value) }

  var isASCII: Bool { self < 0x80 }
  var isPrintableASCII: Bool { self >= 0x20 && self < 0x7F }
  var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isASCIIUppercase: Bool { self >= 0x41 && self <= 0x5A }
  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
  /// Whether it may stand in a name of programs: a letter, a digit or the underscore.
  var isInName: Bool { isASCIIAlphanumeric || self == .underscore }

  /// Whether it is a sign that may be inside of a word or a number: . , ; : and hyphens and apostrophes.
  var joinsWords: Bool {
    switch self {
    case .fullStop, .comma, .semicolon, .colon, .hyphen, 0x2010, 0x2011, .apostrophe, 0x2019: true
    default: false
    }
  }

  /// Whether it is a digit, European or Thai.
  var isDigit: Bool { isASCIIDigit || (self >= 0x0E50 && self <= 0x0E59) }

  /// Whether it is a Thai consonant, vowel or mark; ๆ, ฯ, digits and signs are not.
  var isThaiLetter: Bool { isThai(0x07FF_7FFF_FFFF_FFFE, 0x7FBF) }
  /// Whether it is a Thai mark: it stands above or below a letter.
  var isThaiMark: Bool { isThai(0x07F2_0000_0000_0000, 0x7F80) }
  /// Whether it is a Thai mark, or one of the vowels ะ า ำ ๅ: no word begins with it.
  var isThaiFollower: Bool { isThai(0x07FF_0000_0000_0000, 0x7FA0) }
  var isThaiConsonant: Bool { self >= 0x0E01 && self <= 0x0E2E }

  /// Whether its bit is set, of those for U+0E00 to U+0E3F and those for U+0E40 to U+0E7F.
  @inline(__always) private func isThai(_ first: UInt64, _ second: UInt64) -> Bool {
    self & 0xFF80 == 0x0E00 && (self & 0x40 == 0 ? first : second) >> UInt64(self & 0x3F) & 1 != 0
  }
}

/// The kinds of characters that rules about words of any script tell apart.
enum CharacterKind {
  /// A letter, or a mark on one, of a script that divides words by spaces.
  case letter
  /// A letter or a mark of a script that does not: Thai, Lao, Khmer, Burmese, Chinese, Japanese.
  case unspacedLetter
  /// A combining mark of no script of its own.
  case mark
  case digit
  case other
}

extension LineCuts {
  /// The kind of the character that the unit at a position belongs to.
  func kind(at position: Int) -> CharacterKind {
    let unit = self[position]
    if unit.isASCII { return unit.isASCIILetter ? .letter : unit.isASCIIDigit ? .digit : .other }
    if unit.isThaiLetter { return .unspacedLetter }
    return switch mt_icu_kind(scalar(at: position)) {
    case MT_ICU_LETTER: .letter
    case MT_ICU_UNSPACED_LETTER: .unspacedLetter
    case MT_ICU_MARK: .mark
    case MT_ICU_DIGIT: .digit
    default: .other
    }
  }

  /// Whether the character that the unit at a position belongs to is a lower-case letter.
  func isLowercase(at position: Int) -> Bool {
    Unicode.Scalar(scalar(at: position))?.properties.generalCategory == .lowercaseLetter
  }

  private func scalar(at position: Int) -> UInt32 {
    let unit = self[position]
    let (high, low) = unit & 0xFC00 == 0xDC00 ? (self[position - 1], unit) : (unit, self[position + 1])
    guard high & 0xFC00 == 0xD800, low & 0xFC00 == 0xDC00 else { return UInt32(unit) }
    return 0x10000 + (UInt32(high) & 0x3FF) << 10 + UInt32(low) & 0x3FF
  }
}

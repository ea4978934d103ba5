internal import CICU

/// The meanings that a UTF-16 unit may have for the rules of normalization.
enum NormalizationClass: UInt8, CaseIterable {
  /// No meaning, whatever stands beside it.
  case plain
  /// The begin and the end of a line.
  case edge
  case space, otherSpace, control, invisible, joiner, compatibility, spaceMark, quote, dash
  /// A unit that normalization form C may change or move, or the first half of a pair of surrogates that may be such.
  case composing
  case thai, thaiDigit, saraE, ruOrLu, saraA, saraAA, saraAM, lakkhangyao
  // Thai marks, in the order of their ranks.
  case nikhahit, aboveMark, phinthu, belowVowel, tone, lastMark

  var isThai: Bool { rawValue >= Self.thai.rawValue }

  /// The rank of a Thai mark (`ThaiNormalizer.rank`).
  var markRank: Int? {
    switch self {
    case .nikhahit, .aboveMark: 0
    case .phinthu: 9
    case .belowVowel: 103
    case .tone: 107
    case .lastMark: 255
    default: nil
    }
  }

  /// The class of each unit.
  static let table: [UInt8] = (UInt16.min...UInt16.max).map { classify($0).rawValue }

  private static func classify(_ unit: UInt16) -> NormalizationClass {
    if unit.isThai { return classify(thai: unit) }
    if unit == .space { return .space }
    if CharacterFolding.replacement(of: unit, by: .controls) != unit { return .control }
    if CharacterFolding.replacement(of: unit, by: .spaces) != unit { return .otherSpace }
    if CharacterFolding.replacement(of: unit, by: .spaceMark) != unit { return .spaceMark }
    if CharacterFolding.replacement(of: unit, by: .quotes) != unit { return .quote }
    if CharacterFolding.replacement(of: unit, by: .dashes) != unit { return .dash }
    if ZeroWidth.isDropped(unit) { return .invisible }
    if ZeroWidth.isJoiner(unit) { return .joiner }
    if CompatibilityFolding.mayFold(unit) { return .compatibility }
    return mayCompose(unit) ? .composing : .plain
  }

  private static func classify(thai unit: UInt16) -> NormalizationClass {
    switch unit {
    case 0x0E50...0x0E59: .thaiDigit
    case ThaiNormalizer.saraE: .saraE
    case ThaiNormalizer.ru, ThaiNormalizer.lu: .ruOrLu
    case ThaiNormalizer.saraA: .saraA
    case ThaiNormalizer.saraAA: .saraAA
    case ThaiNormalizer.saraAM: .saraAM
    case ThaiNormalizer.lakkhangyao: .lakkhangyao
    case ThaiNormalizer.nikhahit: .nikhahit
    case _ where ThaiNormalizer.isMark(unit):
      switch ThaiNormalizer.rank(unit) {
      case 0: .aboveMark
      case 9: .phinthu
      case 103: .belowVowel
      case 107: .tone
      default: .lastMark
      }
    default: .thai
    }
  }

  private static func mayCompose(_ unit: UInt16) -> Bool {
    switch unit {
    // Latin, CJK, Hangul syllables and private use have nothing to compose.
    case 0...0x02FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xE000...0xF8FF: false
    // Beyond the first plane, emoji and most of CJK have nothing to compose. The second halves of pairs say nothing
    // either.
    case 0xD83C...0xD83E, 0xD840...0xD87D, 0xDC00...0xDFFF: false
    case 0xD800...0xDBFF: true
    default: mt_icu_may_compose(UInt32(unit)) != 0
    }
  }
}

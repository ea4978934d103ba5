/// The steps of normalization, in the order in which they are applied. The raw values are the words of recipes.
public enum NormalizationRule: String, CaseIterable, Sendable {
  /// Control characters are dropped; tabs and line ends are left to `spaces`.
  case controls
  /// Characters that Unicode keeps for old encodings become the letters they stand for: fullwidth and halfwidth forms
  /// (Ａ, ｶ), small forms (﹐), ligatures of Latin and Armenian (ﬁ), presentation forms of Arabic letters, and the styled
  /// letters of mathematics (𝗔). What bears meaning stays: ² ½ ™ ① … № ℃ ﷺ; and SARA AM (ำ, and Lao ຳ) is never taken apart.
  case compatibility
  /// Tabs, line and paragraph separators, and spaces of all widths become the plain space.
  case spaces
  /// Zero-width spaces, soft hyphens, byte order marks and marks of writing direction are dropped. The joiners U+200C and
  /// U+200D bear meaning (emoji, Persian, Indic scripts): they are dropped beside Thai only.
  case zeroWidth
  /// LAKKHANGYAO, which looks like SARA AA, is SARA AA where it does not stand behind RU or LU (มๅ, มา).
  case thaiSaraAA
  /// SARA E twice is SARA AE (เเ, แ); NIKHAHIT and SARA AA are SARA AM (ํา, ำ), tones between them or not; SARA AA behind
  /// RU or LU is LAKKHANGYAO (ฤา, ฤๅ).
  case thaiVowels
  /// Normalization form C of Unicode: a letter and its marks are one character where there is one, marks in one order.
  case composition
  /// Marks on a Thai consonant stand in one order, each once, and before a vowel that stands behind the consonant.
  case thaiMarks
  /// An option: Thai digits become European ones (๒๕, 25).
  case thaiDigits
  /// An option: curly and angled quotation marks become straight ones.
  case quotes
  /// An option: hyphens, dashes and the minus sign become the hyphen of ASCII.
  case dashes
  /// Always applied: U+2581, which tokens need for themselves, becomes a low line.
  case spaceMark
  /// Always applied, since tokens rely on it: runs of spaces become one, and none stays at the ends.
  case singleSpaces

  /// The rules that are off unless they are asked for.
  public static let options: [NormalizationRule] = [.thaiDigits, .quotes, .dashes]

  /// The rules that are applied if nothing else is said: all but the options.
  public static let standard: [NormalizationRule] = allCases.filter { !options.contains($0) }

  /// The rules that no list leaves out: tokens could not be joined to the line again without them.
  public static let required: [NormalizationRule] = [.spaceMark, .singleSpaces]

  /// The effect of the rule, for lists and help.
  public var summary: String {
    switch self {
    case .controls: "drop control characters"
    case .compatibility:
      "replace fullwidth, halfwidth and styled forms, ligatures and Arabic presentation forms by plain letters"
    case .spaces: "make tabs, line separators and spaces of all widths plain spaces"
    case .zeroWidth: "drop zero-width characters, soft hyphens and byte order marks, and joiners beside Thai"
    case .thaiSaraAA: "write LAKKHANGYAO as SARA AA, but behind RU and LU"
    case .thaiVowels: "write SARA AE and SARA AM as one character, and ฤา, ฦา with LAKKHANGYAO"
    case .composition: "compose letters and marks (NFC)"
    case .thaiMarks: "put Thai marks in one order, each once"
    case .thaiDigits: "write Thai digits as European ones (off unless asked for)"
    case .quotes: "make quotation marks straight (off unless asked for)"
    case .dashes: "make hyphens and dashes the ASCII hyphen (off unless asked for)"
    case .spaceMark: "write U+2581 as a low line (always on)"
    case .singleSpaces: "make runs of spaces one, with none at the ends (always on)"
    }
  }

  /// Applies this rule alone, in time linear in the text.
  func apply(to units: inout [UInt16]) {
    switch self {
    case .controls, .spaces, .thaiDigits, .quotes, .dashes, .spaceMark: CharacterFolding.apply(self, to: &units)
    case .compatibility: CompatibilityFolding.apply(to: &units)
    case .zeroWidth: ZeroWidth.drop(from: &units)
    case .composition: CanonicalComposition.apply(to: &units)
    case .thaiSaraAA: ThaiNormalizer.replaceLakkhangyao(in: &units)
    case .thaiVowels: ThaiNormalizer.spellVowels(in: &units)
    case .thaiMarks: ThaiNormalizer.orderMarks(in: &units)
    case .singleSpaces: CharacterFolding.collapseSpaces(in: &units)
    }
  }
}

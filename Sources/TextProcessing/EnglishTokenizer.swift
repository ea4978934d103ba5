/// English: ICU's word boundaries, with abbreviations keeping their full stop (`Mr.`, `No. 5`).
///
/// Contractions and possessives stay whole (`Don't`, `Bill's`); each hyphen is a token.
public struct EnglishTokenizer: Tokenizer {
  private let wordBreaker: WordBreaker

  public init() throws(TextError) {
    wordBreaker = try WordBreaker(language: "en")
  }

  public func tokenize(_ line: String) -> [String] {
    var segmentation = wordBreaker.segment(line)
    keepAbbreviations(in: &segmentation)
    CommonSpans.apply(to: &segmentation)
    return segmentation.tokens()
  }

  private func keepAbbreviations(in segmentation: inout Segmentation) {
    let units = segmentation.units
    var index = 0
    while index < units.count {
      guard units[index].isASCIILetter, index == 0 || !isInWord(units[index - 1]) else {
        index += 1
        continue
      }
      let start = index
      while index < units.count, isInWord(units[index]) { index += 1 }
      guard index < units.count, units[index] == .fullStop, index - start <= Self.longestAbbreviation else { continue }
      if isAbbreviation(units, start..<index) { segmentation.keepWhole(start..<index + 1) }
    }
  }

  private func isAbbreviation(_ units: [UInt16], _ range: Range<Int>) -> Bool {
    let next = range.upperBound + 1
    // `Co.uk` is no `Co.`
    if next < units.count, isInWord(units[next]) { return false }
    let followsSpace = next + 1 < units.count && units[next] == .space
    if range.count == 1 {
      // `J. Smith`, but not the pronoun.
      let letter = units[range.lowerBound]
      return letter.isASCIIUppercase && letter != 0x49 && followsSpace && units[next + 1].isASCIIUppercase
    }
    let word = String(decoding: units[range], as: UTF16.self)
    if Self.beforeNumbers.contains(word) { return followsSpace && units[next + 1].isDigit }
    return Self.abbreviations.contains(word)
  }

  private func isInWord(_ unit: UInt16) -> Bool {
    unit.isASCIIAlphanumeric || unit == 0x27 || (unit >= 0xC0 && !(unit >= 0x2000 && unit <= 0x206F))
  }

  private static let longestAbbreviation = 6

  /// Words only if no number follows.
  private static let beforeNumbers: Set<String> = ["No", "no", "Nos", "nos", "Fig", "fig", "Art", "Vol", "vol", "pp"]

  private static let abbreviations: Set<String> = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Hon", "St", "Jr", "Sr", "Gen", "Col", "Lt", "Maj", "Capt", "Sgt", "Cmdr",
    "Gov", "Sen", "Rep", "Pres", "Messrs", "Inc", "Ltd", "Corp", "Co", "Bros", "Dept", "Univ", "Mt", "Ave", "Blvd",
    "Rd",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
    "vs", "etc", "cf", "al", "approx", "dept", "est",
  ]
}

/// Thai: ICU's dictionary, with the signs and the abbreviations of Thai put right.
///
/// ๆ is a token of its own, ฯลฯ is whole, an abbreviation keeps its full stops (ก.ย., พ.ศ.), and Thai letters never share a
/// token with Latin ones or with digits.
public struct ThaiTokenizer: Tokenizer {
  private let wordBreaker: WordBreaker

  public init() throws(TextError) {
    wordBreaker = try WordBreaker(language: "th")
  }

  public func tokenize(_ line: String) -> [String] {
    var segmentation = wordBreaker.segment(line)
    cutSigns(in: &segmentation)
    keepAbbreviations(in: &segmentation)
    CommonSpans.apply(to: &segmentation)
    return segmentation.tokens()
  }

  private func cutSigns(in segmentation: inout Segmentation) {
    let units = segmentation.units
    for index in units.indices {
      let unit = units[index]
      if unit == Self.maiYamok {
        segmentation.cut(at: index)
        segmentation.cut(at: index + 1)
      } else if unit == Self.paiyannoi, index + 2 < units.count, units[index + 1] == Self.loLing,
        units[index + 2] == Self.paiyannoi
      {
        segmentation.keepWhole(index..<index + 3)
      } else if unit.isThaiLetter {
        // Behind Latin letters and digits and before them, and on both sides of punctuation that ICU sees inside of words.
        if index > 0, parts(units[index - 1]), !ThaiNormalizer.isMark(unit) { segmentation.cut(at: index) }
        if index + 1 < units.count, parts(units[index + 1]) { segmentation.cut(at: index + 1) }
      }
    }
  }

  private func parts(_ unit: UInt16) -> Bool {
    unit.isASCIIAlphanumeric || unit.isDigit || unit == .fullStop || unit == .colon || unit == 0x27
  }

  /// Units of one to three consonants (or of a listed form), each with its full stop. One unit is an abbreviation only if
  /// it is listed.
  private func keepAbbreviations(in segmentation: inout Segmentation) {
    let units = segmentation.units
    var index = 0
    while index < units.count {
      guard units[index] == .fullStop, let first = startOfUnit(before: index, in: segmentation) else {
        index += 1
        continue
      }
      var end = index + 1
      var count = 1
      while let stop = endOfUnit(from: end, in: units) {
        end = stop + 1
        count += 1
      }
      let isKept = count > 1 || Self.abbreviations.contains(Array(units[first..<index]))
      if isKept { segmentation.keepWhole(first..<end) }
      index = end
    }
  }

  /// Where the first unit before a full stop begins: after something that is no Thai letter; or else at a boundary of ICU
  /// from which a listed form reaches to the stop (ที่จ.เชียงใหม่); or else (ในพ.ศ.) at the last consonant.
  private func startOfUnit(before stop: Int, in segmentation: Segmentation) -> Int? {
    let units = segmentation.units
    var start = stop
    while start > 0, stop - start <= Self.longestUnit, units[start - 1].isThaiLetter { start -= 1 }
    guard start < stop else { return nil }
    if isUnit(units[start..<stop]) { return start }
    for start in start..<stop where segmentation.isBoundary(at: start) && isListed(units[start..<stop]) {
      return start
    }
    let isSingle = units[stop - 1].isThaiConsonant && endOfUnit(from: stop + 1, in: units) != nil
    return isSingle ? stop - 1 : nil
  }

  private func endOfUnit(from start: Int, in units: [UInt16]) -> Int? {
    var end = start
    while end < units.count, end - start <= Self.longestUnit, units[end].isThaiLetter { end += 1 }
    guard end > start, end < units.count, units[end] == .fullStop, isUnit(units[start..<end]) else { return nil }
    return end
  }

  private func isUnit(_ units: ArraySlice<UInt16>) -> Bool {
    if units.count <= 3, units.allSatisfy(\.isThaiConsonant) { return true }
    return isListed(units)
  }

  private func isListed(_ units: ArraySlice<UInt16>) -> Bool {
    guard units.count <= Self.longestUnit else { return false }
    let form = Array(units)
    return Self.abbreviations.contains(form) || Self.firstUnits.contains(form)
  }

  private static let longestUnit = 4
  private static let maiYamok: UInt16 = 0x0E46
  private static let paiyannoi: UInt16 = 0x0E2F
  private static let loLing: UInt16 = 0x0E25

  /// Abbreviations of one unit.
  private static let abbreviations = forms([
    "ดร", "น", "กก", "กม", "ซม", "มม", "ม", "ตร", "ลบ", "ถ", "ซ", "ต", "อ", "จ", "บ", "รร", "รพ", "นพ", "พญ", "ผศ",
    "รศ",
    "ศ", "พล", "หจก", "บจก", "บมจ", "โทร", "ฉบ", "ชม", "รมว", "รมช", "ผบ", "ผอ", "ส",
  ])

  /// Units with vowels that are abbreviations only with another behind them: the months เม.ย., มิ.ย. and มี.ค.
  private static let firstUnits = forms(["เม", "มิ", "มี"])

  private static func forms(_ texts: [String]) -> Set<[UInt16]> { Set(texts.map { Array($0.utf16) }) }
}

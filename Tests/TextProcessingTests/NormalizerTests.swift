import Basics
import Testing

@testable import TextProcessing

@Suite struct NormalizerTests {
  private let normalizer: Normalizer
  init() throws { normalizer = try Normalizer(language: "en") }

  private func expect(_ line: String, becomes expected: String, _ location: SourceLocation = #_sourceLocation) {
    let found = normalizer.normalize(line)
    #expect(Array(found.unicodeScalars) == Array(expected.unicodeScalars), sourceLocation: location)
  }

  @Test func plainTextStays() {
    for line in ["", "a", "Hello, world!", "ฉันชอบวัสดุศาสตร์", "漢字 한국어 😀", "👩\u{200D}👩"] { expect(line, becomes: line) }
  }

  @Test func whatBearsMeaningStays() {
    for line in ["m² ½ ™ ① … № ℃ ﷺ", "น้ำ ນຳ", "“a” – 'b' — ๒๕", "می\u{200C}خواهم", "मन्‌त्र"] { expect(line, becomes: line) }
  }

  @Test func spacesBecomeOneAndAreTrimmed() {
    expect("  a \t\u{A0} b\u{3000}c\u{2028}d\r\ne\u{85} ", becomes: "a b c d e")
    expect(" \u{A0}\n", becomes: "")
  }

  @Test func invisibleCharactersAreDropped() {
    expect("\u{FEFF}ก\u{200B}ข so\u{AD}ft\u{0}\u{1B}\u{2060}", becomes: "กข soft")
    expect("a \u{200B} b", becomes: "a b")
  }

  @Test func joinersBesideThaiAreDropped() {
    expect("ก\u{200D}ข\u{200C} \u{200D}ค a\u{200D}b", becomes: "กข ค a\u{200D}b")
    expect("ก\u{E48}\u{200B}\u{200D}👩\u{200D}👩\u{200D}ก", becomes: "ก\u{E48}👩\u{200D}👩ก")
    expect("\u{200D}\u{301}\u{E38}", becomes: "\u{E38}\u{301}")
  }

  @Test func formsOfTheSameLetterBecomeOne() {
    expect("ＡＢＣ１２３！ﬁne ｅ\u{301}", becomes: "ABC123!fine \u{E9}")
    expect("ｶﾞﾊﾟ｡ﾡ ﻻ ﺍ 𝗔𝟏 ﹐", becomes: "ガパ。ㄱ لا ا A1 ,")
    expect("▁a▁", becomes: "_a_")
    expect("e\u{301} \u{212B} 각", becomes: "\u{E9} \u{C5} \u{AC01}")
  }

  @Test func longRunsOfMarksAreComposedAsShortOnesAre() {
    let marks = ["\u{F71}", "\u{F72}", "\u{316}", "\u{301}"].map { String(repeating: $0, count: 20) }.joined()
    expect("e\u{301}" + String(repeating: "\u{316}\u{301}\u{F73}", count: 20), becomes: "\u{E9}" + marks)
  }

  @Test func optionsAreOffUnlessAskedFor() throws {
    let line = "«๒๕» – ‘a’ − b"
    expect(line, becomes: line)
    let all = try Normalizer(language: "th", rules: NormalizationRule.allCases.reversed())
    #expect(all.normalize(line) == "\"25\" - 'a' - b")
    #expect(all.rules == NormalizationRule.allCases)
  }

  @Test func requiredRulesAreAlwaysApplied() throws {
    let bare = try Normalizer(language: "th", rules: [])
    #expect(bare.rules == NormalizationRule.required)
    #expect(bare.normalize("  เเ▁  \u{A0}").utf8.elementsEqual("เเ_ \u{A0}".utf8))
  }

  // MARK: Properties

  @Test func standardRulesOfRandomLines() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<6000 {
      let line = RandomText.line(&generator)
      try check(line, NormalizationRule.standard)
      let once = normalizer.normalize(line)
      #expect(!once.unicodeScalars.contains("\u{2581}"))
      #expect(!once.utf8.starts(with: [0x20]) && once.utf8.last != 0x20)
      #expect(!zip(once.utf8, once.utf8.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 })
    }
  }

  @Test(arguments: NormalizationRule.allCases) func eachRuleAlone(rule: NormalizationRule) throws {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<500 { try check(RandomText.line(&generator), [rule]) }
  }

  @Test func anySetOfRules() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<3000 {
      let rules = NormalizationRule.allCases.filter { _ in generator.below(2) == 0 }
      try check(RandomText.line(&generator), rules)
    }
  }

  /// The scan agrees with the rules applied one by one, normalizing twice changes nothing, and the explanation ends in what
  /// normalizing gives.
  private func check(_ line: String, _ rules: [NormalizationRule]) throws {
    let normalizer = try Normalizer(language: "th", rules: rules)
    let original = Array(line.utf16)
    var once = original
    let isChanged = normalizer.normalize(&once)
    #expect(isChanged == (once != original))
    var oneByOne = original
    for rule in normalizer.rules { rule.apply(to: &oneByOne) }
    #expect(oneByOne == once, "\(rules) of \(hexadecimal(original))")
    var twice = once
    for rule in normalizer.rules { rule.apply(to: &twice) }
    #expect(twice == once, "\(rules) of \(hexadecimal(original))")
    #expect(Array(normalizer.normalize(line).utf16) == once)
    let steps = normalizer.explain(line)
    #expect(Array((steps.last?.after ?? line).utf16) == once)
  }

  private func hexadecimal(_ units: [UInt16]) -> String {
    units.map { String($0, radix: 16) }.joined(separator: " ")
  }

  /// With time that grows by the square, any of these would take minutes.
  @Test(arguments: [
    "\u{E48}", "\u{E4D}", "\u{E48}\u{E38}", "เ", "ๆ", "ำ", "กา\u{E48}", "ก\u{E4D}\u{E48}า\u{E49}", "\u{200D}",
    "\u{301}\u{200D}",
    "ก\u{301}\u{200D}", "\u{FFFD}", "\u{1100}", "\u{1161}", "\u{301}", "\u{316}\u{301}", "\u{F73}", "\u{E48}\u{301}",
    "\u{1D15E}",
    "ﷺ", "ｶﾞ", " ", "\u{A0}", "\u{9C7}\u{9BE}", "\u{0}",
  ]) func timeIsLinear(part: String) throws {
    let line = String(repeating: part, count: 600_000 / part.utf8.count)
    let duration = ContinuousClock().measure { _ = normalizer.explain(line) }
    #expect(duration < .seconds(5))
  }
}

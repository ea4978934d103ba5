import Testing

@testable import TextProcessing

@Suite struct LetterScriptTests {
  @Test func lettersHaveScripts() {
    let names = ["a", "é", "ก", "中", "あ", "я", "ß"].map { LetterScript(of: $0)?.name }
    #expect(names == ["Latin", "Latin", "Thai", "Han", "Hiragana", "Cyrillic", "Latin"])
    #expect(["1", " ", "-", "๑", "\u{0E48}", "🙂"].allSatisfy { LetterScript(of: $0) == nil })
  }

  @Test func lettersAreCounted() throws {
    var counts: [LetterScript: Int] = [:]
    LetterScript.count("ab กข", into: &counts)
    LetterScript.count("ค, 12 [@ я", into: &counts)
    #expect(counts.count == 3)
    #expect(counts[try #require(LetterScript(of: "x"))] == 2)
    #expect(counts[try #require(LetterScript(of: "ก"))] == 3)
  }
}

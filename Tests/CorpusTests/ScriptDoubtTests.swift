import Testing

@testable import Corpus

struct ScriptDoubtTests {
  private func doubts(_ source: String, _ target: String, _ languages: LanguagePair = thaiEnglish) -> [ScriptDoubt] {
    var statistics = CorpusStatistics()
    statistics.add(SentencePair(source: source, target: target))
    return ScriptDoubt.all(source: statistics.source.scripts, target: statistics.target.scripts, languages)
  }

  @Test func sidesInTheirLanguagesRaiseNone() {
    #expect(doubts("แมว cat", "cat") == [])
    #expect(doubts("12", "34") == [])
    #expect(doubts("cat", "แมว", LanguagePair(source: "xx", target: "yy")) == [])
  }

  @Test func swappedSidesAndOtherScriptsAreToldApart() throws {
    #expect(doubts("cat", "แมว") == [.swappedSides(thaiEnglish)])
    #expect(
      doubts("cat", "cat")
        == [.otherScript(isSource: true, language: "th", share: 0, most: .latin, shareOfMost: 1)])
    #expect(
      doubts("cat", "cat", LanguagePair(source: "en", target: "th")).first?.words { "\($0)" }
        == "of the target's letters only 0.0 are of th's script, and 1.0 Latin")
    #expect(doubts("кот", "кот").count == 2)
  }
}

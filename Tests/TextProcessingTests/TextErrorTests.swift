import Testing

@testable import TextProcessing

@Suite struct TextErrorTests {
  @Test func unknownLanguageIsNamed() {
    #expect(throws: TextError.unknownLanguage("english")) { try Normalizer(language: "english") }
    #expect(throws: TextError.unknownLanguage("")) { try Tokenizers.make(language: "") }
    #expect(throws: TextError.unknownLanguage("und")) { try Tokenizers.make(language: "und") }
    let endless = String(repeating: "a", count: 1000)
    #expect(throws: TextError.unknownLanguage(endless)) { try Normalizer(language: endless) }
    #expect(TextError.unknownLanguage("xq").message == "unknown language 'xq'")
  }

  @Test(arguments: ["th", "TH", "tha", "th-TH", "th_TH"]) func codesHaveOneForm(code: String) throws {
    #expect(try Normalizer(language: code).language == "th")
  }
}

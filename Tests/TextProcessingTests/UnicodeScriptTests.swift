import Testing

@testable import TextProcessing

struct UnicodeScriptTests {
  private func own(_ text: String, _ language: String) throws -> [UnicodeScript.Appearance] {
    let script = try #require(UnicodeScript(language: language))
    return text.unicodeScalars.map { script.appearance(of: $0.value) }
  }

  @Test(arguments: [
    ("th", "กไๆฯ"), ("en", "aZéß"), ("de", "äß"), ("ru", "Жя"), ("ja", "漢かカー"), ("zh", "汉漢"), ("zh-TW", "漢"),
    ("ko", "한漢"), ("ar", "عـ"), ("he", "ש"), ("el", "ω"), ("hi", "क"), ("lo", "ກ"), ("yi", "ש"), ("sr", "ж"),
    ("sr-Latn", "ž"), ("tha", "ก"), ("zh", "𠀀"),
  ])
  func lettersOfItsOwn(language: String, text: String) throws {
    #expect(try own(text, language).allSatisfy { $0 == .ownLetter })
  }

  @Test(arguments: [("th", "aກ漢"), ("en", "กжγ"), ("ja", "한ก"), ("zh", "かカ"), ("sr", "ž"), ("en", "𠀀")])
  func lettersOfOthers(language: String, text: String) throws {
    #expect(try own(text, language).allSatisfy { $0 == .foreignLetter })
  }

  @Test(arguments: ["th", "en", "ja"])
  func othersAreNoLetters(language: String) throws {
    #expect(try own("1๕.,-+€😀🏽½", language).allSatisfy { $0 == .sign })
    #expect(
      try own(" \t\n\0\u{A0}\u{200B}\u{FEFF}\u{AD}\u{3000}\u{2028}\u{3164}", language).allSatisfy { $0 == .invisible })
    #expect(try own("\u{E48}\u{E34}\u{301}", language).allSatisfy { $0 == .mark })
  }

  @Test func languagesThatAreNotKnown() {
    for code in ["", "und", "qqq", "ไทย", String(repeating: "x", count: 1000)] {
      #expect(UnicodeScript(language: code) == nil, "\(code)")
    }
    #expect("กaж漢".unicodeScalars.allSatisfy { UnicodeScript.any.appearance(of: $0.value) == .ownLetter })
  }
}

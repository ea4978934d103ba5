import Testing

@testable import TextProcessing

@Suite struct TranslatableTextTests {
  @Test(arguments: [
    "", " ", "---", "12345", "1,234.50 %", "๑๒๓", "12:30 – 14:00", "₿ 0.5", "½", "🙂👍🏽", "…?!", "https://www.example.com",
    "http://a.b/c?d=%20e&f#g.", "www.example.org, 12", "name.surname+tag@mail.example.org", "(a_b-c@example.org)",
    "<https://example.org>", "%s", "%1$s: %d%%", "%(count)s", "{0} / {name}", "{{user.name}}", "${HOME}", "$name = 5",
    "<b>12</b><br/>", "<a href=\"https://example.org\">1</a>", "&amp; &#39; &nbsp;", "• 1.", "№ 5",
  ])
  func nothingToTranslate(_ line: String) {
    #expect(!TranslatableText.isIn(line))
  }

  @Test(arguments: [
    "a", "ก", "中", "5 km", "12th", "see https://example.org", "https://example.org ดู", "<b>bold</b>", "% sales", "#tag",
    "@name", "R&D", "a@b", "ftp:", "www", "x < y", "{not a name}", "e.g.", "mailto: a@example.org", "V2", "-x-",
  ])
  func somethingToTranslate(_ line: String) {
    #expect(TranslatableText.isIn(line))
  }

  @Test func timeIsLinear() {
    for part in ["a.", "1@", "<", "{", "%", "www.", "://", "&a"] {
      #expect(!TranslatableText.isIn(String(repeating: "1 ", count: 100_000)))
      _ = TranslatableText.isIn(String(repeating: part, count: 100_000))
    }
  }
}

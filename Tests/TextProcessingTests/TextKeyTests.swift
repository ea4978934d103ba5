import Basics
import Testing

@testable import TextProcessing

struct TextKeyTests {
  private func key(_ text: String, _ digits: TextKey.Digits = .kept) -> String {
    TextKey.withKey(of: text, digits: digits) { String(decoding: $0, as: UTF16.self) }
  }

  @Test(arguments: [
    ("Hello, World!", "helloworld"), ("  a  b ", "ab"), ("ต่าง ๆ นะครับ", "ต่างๆนะครับ"),
    ("Room 5, please", "room 5 please"),
    ("5", " 5 "), ("1,050", " 1050 "), ("1.5", " 1  5 "), ("3, 4", " 3  4 "), ("3,x", " 3 x"), ("x3,", "x 3 "),
    ("๑๒ a", " 12 a"),
    ("ＡＢ１２", "ab 12 "), ("É", "é"), ("E\u{301}", "é"), ("ﬁne", "fine"), ("ЖЯ", "жя"), ("漢字、かな", "漢字かな"), ("𐐀 😀", "𐐨"),
    ("ก\u{200B}ข", "กข"), ("น\u{E49}\u{E4D}\u{E32}", "น\u{E49}\u{E33}"), ("เเก", "แก"), ("a\u{A0}b", "ab"), ("m²", "m"),
    ("a ❤\u{FE0F}", "a"),
    ("...", "..."), ("", ""), (" ! ", "!"), ("😀", "😀"),
  ])
  func keys(text: String, expected: String) {
    #expect(key(text).unicodeScalars.elementsEqual(expected.unicodeScalars), "\(key(text))")
  }

  @Test func numbersMayBeAlike() {
    #expect(key("Page 12 of 1,000.5", .alike) == "page 0 of 0  0 ")
    #expect(key("Page ๓ of 7.25", .alike) == key("Page 12 of 1,000.5", .alike))
  }

  @Test func whatNormalizationMakesEqualHasOneKey() throws {
    let normalizer = try Normalizer(language: "th")
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let text = RandomText.line(&generator)
      #expect(
        key(text).utf16.elementsEqual(key(normalizer.normalize(text)).utf16), "\(text.unicodeScalars.map { $0.value })")
    }
  }
}

import Testing

@testable import Corpus

struct LanguageCodeTests {
  @Test(arguments: ["th", "en-GB", "sr-Latn-RS", "de-1996", "EN", "gsw", "abcdefgh-1-2"])
  func codesOfLanguages(code: String) { #expect(LanguageCode.isWellFormed(code)) }

  @Test(arguments: [
    "", "t", "th_TH", "th-", "-th", "th--TH", "x y", "th/../..", "ไทย", "abcdefghi", "th-abcdefghi", "1th", "th\n",
    "aa" + String(repeating: "-abcdefgh", count: 7),
  ])
  func whatIsNoCode(code: String) { #expect(!LanguageCode.isWellFormed(code)) }
}

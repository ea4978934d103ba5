import Testing

@testable import TextProcessing

@Suite struct NumberSpellerTests {
  @Test(arguments: [
    (2565, "th", "สองพันห้าร้อยหกสิบห้า"), (121, "en", "one hundred twenty-one"), (-3, "en", "minus three"),
    (21, "de", "einundzwanzig"),
  ]) func words(number: Int, language: String, expected: String) {
    #expect(NumberSpeller.spell(number, language: language).utf8.elementsEqual(expected.utf8))
  }

  @Test func wordsLongerThanTheFirstBufferAreWhole() {
    let words = NumberSpeller.spell(777_777_777_777_777_777, language: "de")
    #expect(words.utf8.count > 200 && words.hasSuffix("siebenundsiebzig"))
  }

  @Test func versionOfICUIsANumber() {
    #expect(ICU.version.split(separator: ".").allSatisfy { Int($0) != nil })
  }
}

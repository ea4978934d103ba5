import Testing

@testable import Evaluation

@Suite struct ICUWordTokenizerTests {
  private func words(_ text: String) throws -> [String] {
    let bytes = try ICUWordTokenizer().tokenize(Array(text.utf8))
    return Whitespace.words(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func thaiIsCutByTheDictionary() throws {
    #expect(try words("ฉันชอบวัสดุศาสตร์") == ["ฉัน", "ชอบ", "วัสดุ", "ศาสตร์"])
    #expect(try words("แมวกินปลา 2 ตัว OK!") == ["แมว", "กิน", "ปลา", "2", "ตัว", "OK", "!"])
    #expect(try words("") == [])
  }

  @Test func textIsNormalizedFirst() throws {
    #expect(try words("นํ้า") == words("น้ำ"))
  }

  @Test func surrogatePairsStayWhole() throws {
    #expect(try words("กิน🍜กับ🇹🇭ไทย").joined() == "กิน🍜กับ🇹🇭ไทย")
  }

  @Test func nameSaysWhatTheWordsDependOn() throws {
    let parts = try ICUWordTokenizer().name.split(separator: "-")
    #expect(parts.count == 5 && parts[0] == "icu" && parts[2...] == ["th", "normalizer", "3"])
    #expect(parts[1].contains(".") && parts[1].allSatisfy { $0 == "." || $0.isNumber })
    #expect(try ICUWordTokenizer(language: "lo-LA").name.contains("-lo-"))
    #expect(throws: (any Error).self) { try ICUWordTokenizer(language: "no such") }
  }
}

import Testing

@testable import TextProcessing

@Suite struct UnicodeScriptTests {
  @Test(arguments: [
    ("ฉันใช้ Linux ทุกวัน", "Thai"), ("The word ไทย means Thai", "Latn"), ("漢字かな交じり文の例です", "Hira"),
    ("12:30 ✓ 😀", nil), ("", nil), ("aก", "Latn"),
  ]) func dominantScript(line: String, code: String?) {
    #expect(UnicodeScript.dominantScript(of: line) == code)
  }
}

import Testing

@testable import Corpus

struct RepetitionTests {
  private func fills(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { Repetition.fills($0) }
  }

  @Test(arguments: [
    "hahahahahahahaha", "5555555555555", "no no no no no no no", "--------------------", "ๆๆๆๆๆๆๆๆๆๆๆๆๆ",
    "ฮ่าฮ่าฮ่าฮ่าฮ่าฮ่าฮ่า",
    "oh, hahahahahahahahahahaha", "ทดทงทดทงทดทงทดทงทดทงทดทง", "😀😀😀😀😀😀😀😀😀😀😀😀😀",
    String(repeating: "I do not know what to say. ", count: 5), String(repeating: "ไม่รู้จะพูดอะไร ", count: 6),
    "aaaaabaaaaabaaaaabaaaaabaaaaabaaaaab", "a hahahahahahaha nononononononono b",
  ])
  func repetitions(text: String) {
    #expect(fills(text))
  }

  @Test(arguments: [
    "", "a", "ha ha ha ha", "no, no, no, no!", "ไม่ ไม่ ไม่ ไม่", "ต่างๆ นานา", "Chapter 1 ........ 12 of the whole book",
    "1000000000",
    "The quick brown fox jumps over the lazy dog.", "a                                    b", "                      ",
    "He said hahahahahaha and then went home to sleep for a while",
    "เรากำลังเดินทางไปเชียงใหม่กับเพื่อนๆ ของเรา", String(repeating: "I do not know what to say. ", count: 4),
  ])
  func whatIsNone(text: String) {
    #expect(!fills(text))
  }

  @Test func aLetterManyTimes() {
    var options = FilterOptions()
    options.repetition = true
    let filter = CorpusFilter(options, languages: thaiEnglish)
    func reason(_ text: String) -> RejectReason? {
      filter.reasonToReject(
        SentencePair(source: "ข้อความที่ยาวพอสมควร", target: text + " and then much more text behind it"))
    }
    #expect(reason("N" + String(repeating: "o", count: 10)) == nil)
    #expect(reason("N" + String(repeating: "o", count: 11)) == .repetition)
    #expect(reason("ก" + String(repeating: "็", count: 11)) == .repetition)
    #expect(reason(String(repeating: "0", count: 15)) == nil)
    #expect(reason(String(repeating: ".", count: 15)) == nil)
  }
}

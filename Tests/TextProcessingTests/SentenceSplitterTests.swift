import Testing

@testable import TextProcessing

@Suite struct SentenceSplitterTests {
  /// The sentences of the line, with a bar between them.
  private func split(_ line: String, _ language: String) throws -> String {
    let sentences = try SentenceSplitter(language: language).sentences(of: line)
    #expect(sentences.joined().utf8.elementsEqual(line.utf8))
    return sentences.joined(separator: "|")
  }

  @Test(arguments: [
    ("en", "It rains. We stay here.", "It rains. |We stay here."),
    ("en", "Is it far? No! It is near.  Come in", "Is it far? |No! |It is near.  |Come in"),
    ("en", "She said \"Go.\" He went.", "She said \"Go.\" |He went."),
    ("en", "(It rains. We stay.) Come in.", "(It rains. We stay.) |Come in."),
    ("en", "Wait... He comes.", "Wait... |He comes."),
    ("en", "We left in 1990. Nobody came.", "We left in 1990. |Nobody came."),
    ("de", "Es regnet. Wir bleiben.", "Es regnet. |Wir bleiben."),
    ("fr", "Il pleut ! Nous restons.", "Il pleut ! |Nous restons."),
    ("ja", "雨です。ここにいます。", "雨です。|ここにいます。"),
    ("zh", "你好！我是学生。", "你好！|我是学生。"),
    ("hi", "बारिश हो रही है। हम यहाँ हैं।", "बारिश हो रही है। |हम यहाँ हैं।"),
    ("th", "คุณชื่ออะไร ขอกาแฟสองแก้วครับ", "คุณชื่ออะไร |ขอกาแฟสองแก้วครับ"),
    ("th", "สวัสดีครับ ผมชื่อสมชายครับ ยินดีที่ได้รู้จัก", "สวัสดีครับ |ผมชื่อสมชายครับ |ยินดีที่ได้รู้จัก"),
    ("th", "ฉันชอบกาแฟมาก เขาชอบชาร้อน", "ฉันชอบกาแฟมาก |เขาชอบชาร้อน"),
    ("th", "แมวของฉันชอบนอน ทำไมเธอไม่มา", "แมวของฉันชอบนอน |ทำไมเธอไม่มา"),
    ("th", "ไปไหน? ไปตลาด", "ไปไหน? |ไปตลาด"),
    ("th", "คุณมีเวลาไหม  เราไปกินข้าวกัน", "คุณมีเวลาไหม  |เราไปกินข้าวกัน"),
  ])
  func sentencesArePartedFromEachOther(_ language: String, _ line: String, _ expected: String) throws {
    #expect(try split(line, language).utf8.elementsEqual(expected.utf8))
  }

  @Test(arguments: [
    ("en", ""), ("en", "   "), ("en", "Mr. Lee came."), ("en", "Fruits, e.g. Apples, are good."),
    ("en", "J. Smith came."),
    ("en", "See No. 5 and Fig. 3."), ("en", "1. Open the door."), ("en", "The U.S. Army left."),
    ("en", "It costs 3.50 each."),
    ("en", "Go to www.example.org. now"), ("en", "He asked \"Why? Who?\" and left."), ("en", "Yahoo! is a name."),
    ("en", "It ends here. 12."), ("en", "At 5 p.m. We left."), ("de", "Am 3. Oktober regnet es."),
    ("de", "Dr. Weber kam."),
    ("de", "Das ist z.B. Wasser."), ("en", "Version 2.0 Beta"), ("th", "วันที่ 5 พ.ค. เขามา"),
    ("th", "ในปี พ.ศ. ๒๕๖๒ เขามา"),
    ("th", "ราคา 500 บาท"), ("th", "เขาบอกว่า ผมไม่ไป"), ("th", "เมื่อฉันไปถึง เขาก็ออกไปแล้ว"), ("th", "แมว หมา และนก"),
    ("th", "แมวกับหมา เขาชอบทั้งคู่"), ("th", "วันนี้ตอนเย็นที่บ้าน เราจะทำอาหาร"), ("th", "ถ้าฝนตกหนักมาก เราจะไม่ไป"),
    ("th", "เขาพูดอะไร ที่ไม่ดี"), ("th", "เด็กๆ ชอบนม"), ("th", "ผมใช้ Windows ครับ"),
  ])
  func whatIsOneSentenceStaysWhole(_ language: String, _ line: String) throws {
    #expect(try split(line, language).utf8.elementsEqual(line.utf8))
  }

  @Test func longLinesAreSplitInLinearTime() throws {
    let splitter = try SentenceSplitter(language: "th")
    for part in ["ฉันชอบกาแฟ ", "It rains. ", "\"", ". ", "1. ", "ก", "! ", "ฉัน "] {
      let line = String(repeating: part, count: 20_000)
      #expect(splitter.sentences(of: line).joined().utf8.elementsEqual(line.utf8))
    }
  }

  @Test func languagesHaveSeparators() {
    #expect(
      ["th", "en", "ko", "zh", "ja-JP"].map { SentenceSplitter.separator(language: $0) } == [" ", " ", " ", "", ""])
  }
}

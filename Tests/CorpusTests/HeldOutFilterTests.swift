import Basics
import Testing

@testable import Corpus

struct HeldOutFilterTests {
  private static let long = SentencePair(
    source: "คณะกรรมการได้ประชุมกันเมื่อวันจันทร์ที่ผ่านมาเพื่อพิจารณางบประมาณสำหรับการก่อสร้างสะพานแห่งใหม่ข้ามแม่น้ำเจ้าพระยา",
    target:
      "The committee met last Monday to consider the budget for the construction of a new bridge across the Chao Phraya river."
  )
  private static let numbered = SentencePair(
    source: "ในปี 2019 โรงงานแห่งนี้ผลิตรถยนต์ได้ 1,500 คันต่อเดือนและส่งออกไปยังประเทศเพื่อนบ้านเกือบทั้งหมด",
    target:
      "In 2019 this factory produced 1,500 cars a month and exported nearly all of them to the neighbouring countries.")
  private static let middle = SentencePair(
    source: "ฉันเจอเพื่อนเก่าที่ตลาดนัดใกล้บ้านเมื่อวานนี้", target: "I met an old friend at the market near home yesterday.")
  private static let short = SentencePair(source: "ขอบคุณ", target: "Thank you.")

  private static let filter = HeldOutFilter([long, numbered, middle, short])

  private func contains(_ source: String, _ target: String) -> Bool {
    Self.filter.contains(SentencePair(source: source, target: target))
  }

  private func english(_ pair: SentencePair, _ word: String, _ other: String) -> String {
    let parts = pair.target.split(separator: " ").map { $0 == word ? other : String($0) }
    #expect(parts.joined(separator: " ") != pair.target)
    return parts.joined(separator: " ")
  }

  @Test func theSameText() {
    for pair in [Self.long, Self.numbered, Self.middle, Self.short] {
      #expect(contains(pair.source, pair.target))
      #expect(contains(" " + pair.source + "!", pair.target.uppercased() + "?"))
    }
    #expect(!HeldOutFilter.none.contains(Self.long))
    #expect(!HeldOutFilter.none.contains(SentencePair(source: "", target: "")))
  }

  @Test func oneSideIsEnoughUnlessItIsShort() {
    #expect(contains(Self.middle.source, "Something else altogether."))
    #expect(contains("อะไรอย่างอื่น", Self.middle.target))
    #expect(!contains(Self.short.source, "Thanks a lot!"))
    #expect(!contains("ขอบใจ", Self.short.target))
    #expect(contains("“ขอบคุณ”", "thank you"))
    // A side is compared with held-out segments of its own language.
    #expect(!contains(Self.middle.target, Self.middle.source))
  }

  @Test func insideALongerLine() {
    for pair in [Self.long, Self.numbered, Self.middle] {
      #expect(contains("เขาบอกเราว่า " + pair.source + " แล้วก็ไป", "He told us: " + pair.target + " Then he left."))
    }
    #expect(!contains("เขาบอกว่า ขอบคุณ แล้วก็ไป", "He said thank you and left."))
  }

  @Test func aTypoOrAnotherWordInALongSentence() {
    let thai = Self.long.source.replacing("สะพาน", with: "ถนน")
    #expect(contains(thai, english(Self.long, "committee", "comittee")))
    #expect(contains(thai, english(Self.long, "bridge", "road")))
    #expect(contains("ประโยคอื่น", english(Self.long, "bridge", "bridges")))
    #expect(!contains("ประโยคอื่น", english(Self.middle, "market", "station")))
  }

  @Test func numbersMakeAnotherSentence() {
    #expect(!contains("ประโยคอื่น", english(Self.numbered, "2019", "2020")))
    #expect(!contains("ประโยคอื่น", english(Self.numbered, "1,500", "15,000")))
    #expect(contains("ประโยคอื่น", english(Self.numbered, "1,500", "1500")))
    let year = HeldOutFilter([SentencePair(source: "รุ่นปี 5", target: "The model that we have here is number 5")])
    #expect(year.contains(SentencePair(source: "ก", target: "the model that we have here, is number 5.")))
    #expect(!year.contains(SentencePair(source: "ก", target: "The model that we have here is number 50")))
  }

  @Test(arguments: [
    ("I want three apples.", "I want four apples.", "ฉันอยากได้แอปเปิลสามลูก", "ฉันอยากได้แอปเปิลสี่ลูก"),
    (
      "He is the strongest in the village.", "She is the strongest in the village.", "เขาแข็งแรงที่สุดในหมู่บ้าน",
      "เธอแข็งแรงที่สุดในหมู่บ้าน"
    ),
    (
      "The phone that her sister bought yesterday is not slow.",
      "The phone that her sister bought yesterday is not old.",
      "โทรศัพท์เครื่องที่น้องสาวของเธอซื้อเมื่อวานนี้ไม่ช้า", "โทรศัพท์เครื่องที่น้องสาวของเธอซื้อเมื่อวานนี้ไม่เก่า"
    ),
  ])
  func sentencesThatAreBuiltAlikeStay(heldOut: String, train: String, heldOutThai: String, trainThai: String) {
    let filter = HeldOutFilter([SentencePair(source: heldOutThai, target: heldOut)])
    #expect(!filter.contains(SentencePair(source: trainThai, target: train)))
    #expect(filter.contains(SentencePair(source: heldOutThai, target: train)))
  }

  @Test func everyHeldOutPairIsFoundAndNoOther() {
    let heldOut = somePairs(2000, seed: 3)
    let filter = HeldOutFilter(heldOut)
    #expect(heldOut.allSatisfy(filter.contains))
    #expect(
      !somePairs(2000, seed: 4).map { SentencePair(source: "x" + $0.source, target: "y" + $0.target) }
        .contains(where: filter.contains))
  }

  @Test func anyTextIsDecidedOn() {
    let repetition = String(repeating: "ฮ่า", count: 100)
    let filter = HeldOutFilter([
      SentencePair(source: "", target: ""), SentencePair(source: "...", target: "!"),
      SentencePair(source: repetition, target: repetition), Self.long,
    ])
    #expect(filter.contains(SentencePair(source: "...", target: "!")))
    #expect(!filter.contains(SentencePair(source: "...", target: "?")))
    #expect(filter.contains(SentencePair(source: repetition, target: "ha")))
    let long = String(repeating: repetition, count: 3000)
    #expect(!filter.contains(SentencePair(source: long, target: long)))
  }
}

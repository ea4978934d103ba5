import Evaluation
import Testing

@Suite struct UnspacedScriptTests {
  @Test(
    arguments: [
      ("แมวนอนบนโต๊ะ", .thai), ("ແມວນອນຢູ່ເທິງໂຕະ", .lao), ("ឆ្មាដេកលើតុ", .khmer), ("ကြောင်က စားပွဲပေါ်မှာ အိပ်နေတယ်", .burmese),
      ("猫睡在桌子上", .chinese), ("猫はテーブルの上で寝ています", .japanese), ("the cat sleeps", nil), ("고양이가 잔다", nil), ("123", nil),
      ("แมว the cat sleeps", nil), ("แมวนอนบนโต๊ะกับ cat", .thai), ("", nil),
    ] as [(String, UnspacedScript?)])
  func theScriptOfMostLetters(text: String, expected: UnspacedScript?) {
    #expect(UnspacedScript.ofMost([text]) == expected)
  }
}

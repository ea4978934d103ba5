import Testing

@testable import TextProcessing

@Suite struct UTF8RepairTests {
  @Test(
    arguments: [
      ([], "", 0),
      (Array("ก\u{FFFD}a".utf8), "ก\u{FFFD}a", 0),
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b", 1),
      ([0xE0, 0xB8], "\u{FFFD}", 1),
      ([0xE0, 0xB8, 0x20, 0xEF, 0xBF, 0xBD, 0xC0, 0x80], "\u{FFFD} \u{FFFD}\u{FFFD}\u{FFFD}", 3),
      ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 3),
    ] as [([UInt8], String, Int)]) func repairs(bytes: [UInt8], text: String, replacements: Int)
  {
    let found = UTF8Repair.decode(bytes)
    #expect(found.text.utf8.elementsEqual(text.utf8))
    #expect(found.replacements == replacements)
    #expect(UTF8Repair.decode(AnyCollection(bytes)).replacements == replacements)
  }
}

import Testing

@testable import TextProcessing

@Suite struct ThaiNormalizerTests {
  @Test(arguments: [
    ("น\u{0E4D}\u{0E32}", "นำ"),
    ("น\u{0E49}\u{0E4D}\u{0E32}", "น\u{0E49}ำ"),
    ("น\u{0E4D}\u{0E49}\u{0E32}", "น\u{0E49}ำ"),
    ("นำ\u{0E49}", "น\u{0E49}ำ"),
    ("น\u{0E4D}ำ", "นำ"),
    ("นำำ\u{0E49}", "นำำ\u{0E49}"),
    ("เเม่", "แม่"),
    ("เเเ", "แเ"),
    ("ท\u{0E48}\u{0E35}", "ท\u{0E35}\u{0E48}"),
    ("ร\u{0E49}\u{0E39}", "ร\u{0E39}\u{0E49}"),
    ("ก\u{0E48}\u{0E48}\u{0E48}อน", "ก่อน"),
    ("ด\u{0E35}\u{0E35}\u{0E48}\u{0E35}", "ด\u{0E35}\u{0E48}"),
    ("พันธ\u{0E4C}\u{0E38}", "พันธ\u{0E38}\u{0E4C}"),
    ("ก\u{0E34}\u{0E4D}\u{0E34}\u{0E32}", "ก\u{0E34}ำ"),
    ("น\u{200B}\u{0E4D} \u{0E32}", "น\u{0E4D} า"),
    ("ฤาษี ฦาชา ฤๅ", "ฤๅษี ฦๅชา ฤๅ"),
    ("มา\u{0E49} คะ\u{0E48} เกา\u{0E49}", "ม\u{0E49}า ค\u{0E48}ะ เก\u{0E49}า"),
    ("น\u{0E49}ำ\u{0E49}", "น\u{0E49}ำ"),
    ("น\u{0E48}ำ\u{0E49}", "น\u{0E48}ำ\u{0E49}"),
    ("า\u{0E49} aา\u{0E49}", "า\u{0E49} aา\u{0E49}"),
    ("ก\u{0E49}\u{0E48}", "ก\u{0E49}\u{0E48}"),
    ("พ\u{0E4E}\u{0E3A} ธ\u{0E4C}\u{0E34}", "พ\u{0E3A}\u{0E4E} ธ\u{0E34}\u{0E4C}"),
    ("\u{0E48}\u{0E34} มากกก จ้าาา ๆๆ", "\u{0E34}\u{0E48} มากกก จ้าาา ๆๆ"),
    ("ก\u{0E48}\u{0301}\u{0E34}", "ก\u{0E48}\u{0301}\u{0E34}"),
    ("สิทธิ์ พุทฺธํ น้ำ ๒๕๖๒", "สิทธิ์ พุทฺธํ น้ำ ๒๕๖๒"),
  ]) func spellings(line: String, expected: String) throws {
    let found = try Normalizer(language: "th").normalize(line)
    #expect(Array(found.unicodeScalars) == Array(expected.unicodeScalars))
  }
}

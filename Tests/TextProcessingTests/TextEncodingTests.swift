import Testing

@testable import TextProcessing

@Suite struct TextEncodingTests {
  @Test(arguments: [
    ("tis-620", "TIS-620"), ("windows-874", "windows-874"), ("utf8", "UTF-8"), ("UTF-16LE", "UTF-16LE"),
    ("shift-jis", "Shift_JIS"), ("latin1", "ISO-8859-1"), ("", nil), ("windows-8", nil), ("a\0b", nil),
  ])
  func namesOfEncodings(name: String, expected: String?) {
    #expect(TextEncoding(name)?.name == expected)
  }

  @Test(
    arguments: [
      ("windows-874", [0xa1, 0xd2, 0x41], "กาA"), ("Shift_JIS", [0x93, 0xfa, 0x96, 0x7b], "日本"),
      ("UTF-16LE", [0x3d, 0xd8, 0x00, 0xde], "\u{1F600}"), ("GB18030", [0xc4, 0xe3, 0xba, 0xc3], "你好"),
      ("windows-1252", [0x80, 0xe9], "€é"),
    ] as [(String, [UInt8], String)])
  func bytesBecomeUTF8(encoding: String, bytes: [UInt8], text: String) throws {
    let encoding = try #require(TextEncoding(encoding))
    #expect(TextDecoder.decode(bytes, from: encoding) == Array(text.utf8))
    // The same in the smallest steps.
    let decoder = TextDecoder(encoding)
    var found: [UInt8] = []
    withUnsafeTemporaryAllocation(byteCount: TextDecoder.leastRoom, alignment: 1) { room in
      for byte in bytes {
        withUnsafeBytes(of: byte) { byte in
          let (consumed, produced) = decoder.decode(byte, isFinal: false, into: room)
          #expect(consumed == 1)
          found += room[..<produced]
        }
      }
      found += room[..<decoder.decode(UnsafeRawBufferPointer(start: nil, count: 0), isFinal: true, into: room).produced]
    }
    #expect(found == Array(text.utf8))
  }

  @Test(
    arguments: [
      ("UTF-16LE", [0x00, 0xd8, 0x41, 0x00], [0xff, 0x41]), ("UTF-16LE", [0x41, 0x00, 0x42], [0x41, 0xff]),
      ("Shift_JIS", [0x93], [0xff]),
      ("US-ASCII", [0x41, 0xe9], [0x41, 0xff]),
    ] as [(String, [UInt8], [UInt8])])
  func wrongBytesBecomeNoUTF8(encoding: String, bytes: [UInt8], expected: [UInt8]) throws {
    #expect(TextDecoder.decode(bytes, from: try #require(TextEncoding(encoding))) == expected)
  }

  @Test func longTextsAreWhole() throws {
    let text = String(repeating: "ก\u{1F600}x", count: 5000)
    let bytes = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    #expect(TextDecoder.decode(bytes, from: .utf16BigEndian) == Array(text.utf8))
  }

  @Test func guesses() {
    func guess(_ bytes: [UInt8]) -> String? { bytes.withUnsafeBytes { EncodingGuess.encoding(of: $0)?.name } }
    let thai = "เขาไปตลาดเพื่อซื้อผักและผลไม้ทุกเช้า\n"
    let tis = thai.unicodeScalars.map { $0.value < 0x80 ? UInt8($0.value) : UInt8($0.value - 0x0D60) }
    #expect(guess(tis) == "windows-874")
    #expect(guess(Array(thai.utf8)) == nil)
    #expect(guess(Array("plain ASCII, and nothing else at all\n".utf8)) == nil)
    // A few bad bytes in UTF-8 are damage, and no encoding.
    #expect(guess(Array((thai + thai).utf8) + [0xff, 0xfe, 0x80]) == nil)
    #expect(guess([0xe9, 0x20, 0xe8]) == nil)
    // A word of Thai is told from words of other languages.
    func thaiBytes(_ text: String) -> [UInt8] {
      text.unicodeScalars.map { $0.value < 0x80 ? UInt8($0.value) : UInt8($0.value - 0x0D60) }
    }
    for text in ["สวัสดี\n", "สวัสดีครับ ขอบคุณ", "ขอบคุณ", "ภาษา", "น้ำ 5 ขวด", "OK ไหมคะ?", "เที่ยวบ้านเก่าๆ", "ราคา ๑๒ บาท"] {
      #expect(guess(thaiBytes(text)) == "windows-874", "\(text)")
    }
    func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
    let other = [
      "Élève à côté, déjà naïf", "ÄÖÜ äöü ÄÖÜ", "© 2024 © 2025 © 2026 © 2027", "50 °C, 60 °C, 70 °C", "¿Qué? ¡Él! ÑÁ",
    ]
    for text in other {
      #expect(guess(latin1(text)) == nil, "\(text)")
    }
    for text in ["Привет", "Анна", "Сегодня", "когда", "Марта", "Кони"] {
      let bytes = text.unicodeScalars.map { UInt8($0.value - 0x0350) }
      #expect(guess(bytes) == nil, "\(text)")
    }
    let russian = """
      Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. Анна вышла из дома и \
      пошла по дороге к станции, где был поезд.
      """
    let bytes = russian.unicodeScalars.map { $0.value < 0x80 ? UInt8($0.value) : UInt8($0.value - 0x0350) }
    #expect(guess(bytes) == "windows-1251")
  }
}

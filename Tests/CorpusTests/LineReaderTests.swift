import Testing
import TextProcessing

@testable import Corpus

struct LineReaderTests {
  let scratch = Scratch()

  private func lines(_ bytes: [UInt8], compressed: Bool = false) throws -> (lines: [String], tallies: CorpusTallies) {
    let path =
      compressed ? try scratch.writeFrames("text.zst", [bytes]) : try scratch.write("text", bytes)
    let reader = try LineReader(path: path)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(reader.text(line)) }
    return (lines, reader.tallies)
  }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]), ("a\n\n", ["a", ""]),
    ("a\u{2028}b\u{85}c\u{b}d\n", ["a\u{2028}b\u{85}c\u{b}d"]),
  ])
  func onlyLineFeedsEndLines(text: String, expected: [String]) throws {
    for compressed in [false, true] {
      let found = try lines(Array(text.utf8), compressed: compressed)
      #expect(found.lines == expected)
      #expect(found.tallies.count(.carriageReturn) == 0)
    }
  }

  @Test func carriageReturnsBeforeLineFeedsAreTakenOff() throws {
    let found = try lines(Array("a\r\nb\rc\r\r\n\r\nd\r".utf8))
    #expect(found.lines.map { Array($0.utf8) } == ["a", "b\rc\r", "", "d\r"].map { Array($0.utf8) })
    #expect(found.tallies.count(.carriageReturn) == 3)
  }

  @Test func whatIsNotUTF8IsRepairedAndCounted() throws {
    let found = try lines([0x61, 0xff, 0x0a, 0xe0, 0xb8, 0x0a, 0xe0, 0xb8, 0x81, 0x0a])
    #expect(found.lines == ["a\u{fffd}", "\u{fffd}", "ก"])
    #expect(found.tallies.count(.invalidUTF8) == 2)
  }

  @Test func nullsAreKeptAndCounted() throws {
    let found = try lines(Array("a\nc\0d\0\n".utf8))
    #expect(found.lines.map { Array($0.utf8) } == ["a", "c\0d\0"].map { Array($0.utf8) })
    #expect(found.tallies.findings == [.null: CorpusTallies.Place(count: 1, path: "\(scratch.path)/text", line: 2)])
  }

  @Test func aByteOrderMarkAtTheBeginningIsTakenOff() throws {
    for compressed in [false, true] {
      let found = try lines(Array("\u{feff}a\n\u{feff}b\n".utf8), compressed: compressed)
      #expect(found.lines.map { Array($0.utf8) } == ["a", "\u{feff}b"].map { Array($0.utf8) })
      #expect(found.tallies.count(.byteOrderMark) == 1)
    }
    #expect(try lines(Array("\u{feff}".utf8)).lines == [])
    #expect(try lines(Array("\u{feff}\n".utf8)).lines == [""])
    #expect(try lines([0xef, 0xbb]).lines == ["\u{fffd}"])
  }

  @Test(arguments: [
    ([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], "UTF-32"), ([0x61, 0, 0x0a, 0], "UTF-16LE"), ([0, 0x61, 0, 0x0a], "UTF-16BE"),
    (Self.wide("น้ำขึ้นให้รีบตัก\n", 0), "UTF-16LE"), (Self.wide("น้ำขึ้นให้รีบตัก\n", 8), "UTF-16BE"),
    (Self.wide("กข\tกค\n", 0), "UTF-16LE"), (Self.wide("กข\tกค\n", 8), "UTF-16BE"),
    (Self.wide("ภาษาไทย “abc” – ไม่มีช่องว่าง", 0), "UTF-16LE"), (Self.wide("Привет", 8), "UTF-16BE"),
    (Self.wide(String(repeating: "ยาว", count: 999), 0), "UTF-16LE"),
  ])
  func whatIsNotUTF8AtAllIsRefused(bytes: [UInt8], encoding: String) throws {
    let path = try scratch.write("wide", bytes)
    #expect(throws: CorpusError.notUTF8(path: path, encoding: encoding)) { try LineReader(path: path).next() }
    #expect(throws: CorpusError.notUTF8(path: path, encoding: encoding)) { try LineReader(path: path).countToEnd() }
  }

  @Test(arguments: [([0xff, 0xfe], 0), ([0xfe, 0xff], 8)] as [([UInt8], UInt16)])
  func utf16WithAByteOrderMarkIsDecoded(mark: [UInt8], shift: UInt16) throws {
    let found = try lines(mark + Self.wide("น้ำ\r\n\u{1F600}\n", shift))
    #expect(found.lines == ["น้ำ", "\u{1F600}"])
    #expect(found.tallies.count(.byteOrderMark) == 1)
    // Half a character at the end, and a lone surrogate.
    let cut = try lines(mark + Self.wide("ก\n", shift) + (shift == 0 ? [0x3d, 0xd8, 0x61] : [0xd8, 0x3d, 0]))
    #expect(cut.lines.first == "ก")
    #expect(cut.tallies.count(.invalidUTF8) == 1)
  }

  @Test func theEncodingThatIsNamedIsDecoded() throws {
    let thai = try LineReader(path: scratch.write("thai", [0xb9, 0xe9, 0xd3]), encoding: TextEncoding("TIS-620"))
    #expect(try thai.next().map(thai.text) == "น้ำ")
    let path = try scratch.write("text", [0x93, 0xfa, 0x0a, 0x61, 0xff, 0x0a])
    let reader = try LineReader(path: path, encoding: TextEncoding("Shift_JIS"))
    var found: [String] = []
    while let line = try reader.next() { found.append(reader.text(line)) }
    #expect(found == ["日", "a\u{fffd}"])
    #expect(reader.tallies.count(.invalidUTF8) == 1)
    let wide = try LineReader(path: scratch.write("wide", Self.wide("กข\nค", 8)), encoding: TextEncoding("utf-16be"))
    #expect(try wide.next().map(wide.text) == "กข")
    #expect(try wide.next().map(wide.text) == "ค")
  }

  private static let otherFiles: [([UInt8], String)] = [
    (Array("%PDF-1.7\n".utf8), "a PDF document"),
    ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "a PNG picture"),
    ([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], "a program"),
    ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "a document of an office program"),
    ([UInt8](repeating: 0, count: 40) + [0xff] + [UInt8](repeating: 0x61, count: 40), "binary data"),
    (Array("name".utf8) + [UInt8](repeating: 0, count: 253) + Array("ustar".utf8), "a tar archive"),
    (Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0], "a GIF picture"), (Array("OggS\0".utf8), "sound or video"),
  ]

  /// A line of text may begin as other files do.
  @Test(arguments: [
    "BZ", "BZh", "BZh9", "PK", "PK\u{3}\u{4}", "LZIP", "LZIP is a program", "GIF8", "GIF89a is a format", "OggS",
    "%PDF-",
    "%PDF- is how they begin", "{\\rtf", "Rar!", "7z", "II*", "MM", "\u{1f}", "\u{1f}\u{2}\u{1}\u{3}\u{4}", "\u{4}\"M",
    "P*M", "SQLite format 3",
    String(repeating: "a", count: 257) + "ustar",
  ])
  func textThatBeginsLikeAnotherFileIsText(text: String) throws {
    for ending in ["", "\n", "\nmore\n"] {
      #expect(try lines(Array((text + ending).utf8)).lines.first == text)
    }
  }

  @Test(arguments: otherFiles)
  func whatIsNoTextIsRefusedByName(bytes: [UInt8], kind: String) throws {
    let path = try scratch.write("file", bytes)
    #expect(throws: CorpusError.notText(path: path, kind: kind)) { try LineReader(path: path).next() }
    // Who names an encoding takes it for text.
    _ = try LineReader(path: path, encoding: .utf8).next()
  }

  @Test func damagedTextIsText() throws {
    // A few NULs, and a few bytes that are not UTF-8.
    let bytes = Array(String(repeating: "ก็ดี\n", count: 20).utf8) + [0, 0xff, 0xc3, 0x28, 0, 0x0a]
    let found = try lines(bytes)
    #expect(found.lines.count == 21)
    #expect(found.tallies.count(.invalidUTF8) == 1 && found.tallies.count(.null) == 1)
    #expect(try lines([0, 0xff, 0x0a]).lines == ["\0\u{fffd}"])
  }

  @Test func thaiInTIS620IsNamed() throws {
    let thai = "น้ำขึ้นให้รีบตัก มือไม่พายอย่าเอาเท้าราน้ำ\n".unicodeScalars.map { scalar in
      scalar.value < 0x80 ? UInt8(scalar.value) : UInt8(scalar.value - 0x0E00 + 0xA0)
    }
    let path = try scratch.write("thai", thai)
    #expect(throws: CorpusError.notUTF8(path: path, encoding: "windows-874")) { try LineReader(path: path).next() }
    let reader = try LineReader(path: path, encoding: TextEncoding("windows-874"))
    #expect(try reader.next().map(reader.text) == "น้ำขึ้นให้รีบตัก มือไม่พายอย่าเอาเท้าราน้ำ")
    #expect(try LineReader(path: path, encoding: .utf8).countToEnd() == 1)
  }

  /// UTF-16 without a byte order mark, whose first byte is the character's number shifted by `shift`.
  private static func wide(_ text: String, _ shift: UInt16) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> shift), UInt8(truncatingIfNeeded: $0 >> (8 - shift))] }
  }

  @Test(arguments: [
    "a\0", "\0\0\0\0", "a\0b", "ab\0\0", "a\0\0b", "a\tb\tc\td", "a\u{e}bcd\u{e}", "\u{e}\u{e}\u{e}\u{e}",
  ])
  func nullsAloneAreNoOtherEncoding(text: String) throws {
    #expect(try lines(Array(text.utf8)).lines == [text])
  }

  @Test(arguments: [
    ("a\u{2028}b", 1), ("a\u{2029}", 1), ("\u{85}", 1), ("\u{2028}\u{85}\u{2029}\u{2028}", 1),
    ("a\u{2027}b\u{202a}", 0), ("a\rb", 1), ("a\u{b}", 1), ("\u{c}\r\u{b}", 1), ("a\r\r", 1), ("a\r", 0),
    ("\u{84}\u{86}\u{a0}\u{2018}ก\u{2019}", 0), ("\u{a0}\u{2018}\u{2028}", 1),
  ])
  func otherSeparatorsAreKeptAndCounted(text: String, count: Int) throws {
    let found = try lines(Array("x\n\(text)\nx\n".utf8))
    let kept = text.utf8.last == 0x0d ? Array(text.utf8.dropLast()) : Array(text.utf8)
    #expect(found.lines.map { Array($0.utf8) } == [Array("x".utf8), kept, Array("x".utf8)])
    #expect(found.tallies.count(.lineSeparator) == count)
    if count > 0 { #expect(found.tallies.findings[.lineSeparator]?.line == 2) }
  }

  @Test func bytesOfSeparatorsCutOffAreNone() throws {
    let found = try lines([0xc2, 0x0a, 0x85, 0xe2, 0x80, 0x0a, 0xa8, 0xe2])
    #expect(found.tallies.count(.lineSeparator) == 0)
    #expect(found.tallies.count(.invalidUTF8) == 3)
  }

  @Test func linesThatCrossChunksAreWhole() throws {
    let expected = (0..<40).map { String(repeating: "x", count: $0 * 7919) }
    let text = Array((expected.joined(separator: "\n") + "\n").utf8)
    #expect(try lines(text).lines == expected)
    #expect(try lines(text, compressed: true).lines == expected)
  }

  @Test func framesFollowEachOtherEvenWithinALine() throws {
    let path = try scratch.writeFrames("text.zst", [Array("a\nb".utf8), [], Array("c\n".utf8), Array("d".utf8)])
    let reader = try LineReader(path: path)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(reader.text(line)) }
    #expect(lines == ["a", "bc", "d"])
  }

  @Test func aLineOfTheLimitIsReadAndALongerOnePassedOver() throws {
    let limit = LineReader.lineLimit
    let longest = [UInt8](repeating: 0x78, count: limit)
    #expect(try lines(longest + [0x0a] + longest).lines.map(\.utf8.count) == [limit, limit])
    for end in [[], [0x0a], longest + longest + longest, longest + longest + longest + [0x0a, 0x61]] as [[UInt8]] {
      let path = try scratch.write("long", Array("short\n".utf8) + longest + [0x78] + end)
      let reader = try LineReader(path: path)
      _ = try reader.next()
      #expect(!reader.isTooLong)
      #expect(try reader.next().map(Array.init) == Array(longest[..<256]) && reader.isTooLong && reader.lineCount == 2)
      #expect(try reader.next().map(reader.text) == (end.last == 0x61 ? "a" : nil) && !reader.isTooLong)
    }
  }

  @Test(arguments: ["a\rb", "a\rb\r", "\ra", "one\r" + String(repeating: "two\r", count: LineReader.lineLimit)])
  func linesThatEndInCarriageReturnsAloneAreRefused(text: String) throws {
    let path = try scratch.write("old", text)
    #expect(throws: CorpusError.onlyCarriageReturns(path: path)) { try LineReader(path: path).next() }
  }

  /// One layer of compression is taken off: what is packed in what is packed is no text.
  @Test func whatIsPackedTwiceIsRefused() throws {
    let path = try scratch.write("a", GzipSample.member(GzipSample.bytes))
    #expect(throws: CorpusError.compressionNotRead(path: path, kind: "gzip")) {
      _ = try LineReader(ByteReader(path: path)).next()
    }
  }
}

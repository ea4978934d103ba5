import Testing

@testable import Corpus

/// The bytes of a compiled catalogue of these entries. With `names`, all entries depend on the system: `\u{1}` to
/// `\u{3}` in them stand for the first to the third name.
func compiledCatalogue(
  _ entries: [(text: String, translation: String)], isBigEndian: Bool = false, names: [String] = []
) -> [UInt8] {
  func number(_ value: Int) -> [UInt8] {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? bytes.reversed() : bytes
  }
  let strings = [entries.map(\.text), entries.map(\.translation)]
  var head = number(0x9504_12de)
  guard !names.isEmpty else {
    let first = 28 + 16 * entries.count
    var (tables, data): ([UInt8], [UInt8]) = ([], [])
    for string in strings.joined() {
      tables += number(string.utf8.count) + number(first + data.count)
      data += Array(string.utf8) + [0]
    }
    head += number(0) + number(entries.count) + number(28) + number(28 + 8 * entries.count) + number(0) + number(0)
    return head + tables + data
  }
  let first = 48 + 8 * names.count + 8 * entries.count
  var (nameTable, tables, data): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
  for name in names {
    nameTable += number(name.utf8.count + 1) + number(first + data.count)
    data += Array(name.utf8) + [0]
  }
  for string in strings.joined() {
    let literal = first + data.count
    data += string.utf8.filter { !(1...3).contains($0) } + [0]
    tables += number(first + data.count)
    data += number(literal)
    var length = 0
    for byte in string.utf8 {
      if (1...3).contains(byte) {
        data += number(length) + number(Int(byte) - 1)
        length = 0
      } else {
        length += 1
      }
    }
    data += number(length + 1) + number(0xffff_ffff)
  }
  head += number(1) + number(0) + number(48) + number(48) + number(0) + number(48)
  head += number(names.count) + number(48) + number(entries.count) + number(48 + 8 * names.count)
  return head + number(48 + 8 * names.count + 4 * entries.count) + nameTable + tables + data
}

struct MOReaderTests {
  let scratch = Scratch()
  private let englishThai = LanguagePair(source: "en", target: "th")
  private let entries = [
    ("", "Language: th\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=3; plural=n != 1 ? 2 : 0;\n"),
    ("%d file\0%d files", "%d แฟ้ม"),
    ("a\u{4}b", "ก\nข"),
    ("day\0days", "d0\0d1\0d2"), ("none", ""),
  ]

  private func reader(_ bytes: [UInt8], languages: LanguagePair? = nil) throws -> MOReader {
    try MOReader(path: scratch.write("t.mo", bytes), languages: languages ?? englishThai)
  }

  @Test(arguments: [false, true]) func entriesArePairs(isBigEndian: Bool) throws {
    let reader = try reader(compiledCatalogue(entries, isBigEndian: isBigEndian))
    #expect(try reader.next() == SentencePair(source: "%d files", target: "%d แฟ้ม"))
    #expect(reader.line == 2)
    #expect(try reader.next() == SentencePair(source: "b", target: "ก\nข"))
    #expect(try reader.next() == SentencePair(source: "day", target: "d0"))
    #expect(try reader.next() == SentencePair(source: "days", target: "d2"))
    #expect(reader.line == 4)
    #expect(try reader.next() == nil)
    #expect(reader.tallies.readPairs == 4)
    #expect(reader.tallies.findings[.untranslated] == .init(count: 1, path: reader.files[0].path, line: 5))
    let turned = try self.reader(
      compiledCatalogue(entries, isBigEndian: isBigEndian), languages: LanguagePair(source: "th", target: "en"))
    #expect(try turned.next() == SentencePair(source: "%d แฟ้ม", target: "%d files"))
  }

  @Test(arguments: [false, true]) func partsThatDependOnTheSystemStandByName(isBigEndian: Bool) throws {
    let bytes = compiledCatalogue(
      [("%\u{1} of %\u{2}d", "%\u{2}d\u{3}"), ("", ""), ("a\0b", "c")], isBigEndian: isBigEndian,
      names: ["PRIu64", "I", "PRIdMAX"])
    #expect(
      try allPairs(reader(bytes)) == [
        SentencePair(source: "%<PRIu64> of %Id", target: "%Id<PRIdMAX>"), SentencePair(source: "b", target: "c"),
      ])
    for count in 0..<bytes.count { #expect(throws: CorpusError.self) { try allPairs(reader(Array(bytes[..<count]))) } }
  }

  @Test func invalidTextIsRepairedAndOtherCharsetsAreRefused() throws {
    var bytes = compiledCatalogue([("a", "bcd")])
    bytes[bytes.count - 3] = 0xff
    let invalid = try reader(bytes)
    #expect(try allPairs(invalid) == [SentencePair(source: "a", target: "b\u{fffd}d")])
    #expect(invalid.tallies.count(.invalidUTF8) == 1)
    let other = try reader(compiledCatalogue([("", "Content-Type: text/plain; charset=ISO-8859-99\n")]))
    #expect(throws: CorpusError.charsetNotRead(path: other.files[0].path, format: "MO", charset: "ISO-8859-99")) {
      try other.next()
    }
    var thai = compiledCatalogue([("", "Content-Type: text/plain; charset=TIS-620\n"), ("a", "bcd")])
    thai.replaceSubrange(thai.count - 4..<thai.count - 1, with: [0xb9, 0xe9, 0xd3])
    #expect(try allPairs(reader(thai)) == [SentencePair(source: "a", target: "น้ำ")])
  }

  @Test func numbersThatCannotBeAreRefused() throws {
    let bytes = compiledCatalogue(entries)
    for count in 0..<bytes.count { #expect(throws: CorpusError.self) { try allPairs(reader(Array(bytes[..<count]))) } }
    for field in [0, 4, 8, 12, 16, 28, 32, 36, 28 + 8 * entries.count] {
      for value in [[0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0x80], [0xff, 0xff, 0xff, 0x7f]] as [[UInt8]] {
        var damaged = bytes
        damaged.replaceSubrange(field..<(field + 4), with: value)
        #expect(throws: CorpusError.self) { try allPairs(reader(damaged)) }
      }
    }
    let short = try reader([1, 2, 3])
    let error = CorpusError.malformed(
      path: short.files[0].path, line: 0, format: "MO", problem: "it is shorter than its header")
    #expect(throws: error) { try short.next() }
    #expect(error.location?.line == nil)
  }
}

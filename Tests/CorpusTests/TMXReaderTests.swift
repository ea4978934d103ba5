import Testing

@testable import Corpus

struct TMXReaderTests {
  let scratch = Scratch()

  private func reader(
    _ body: String, head: String = "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n",
    languages: LanguagePair = thaiEnglish
  ) throws -> TMXReader {
    let path = try scratch.write(
      "t.tmx", "\(head)<tmx version=\"1.4\"><header srclang=\"de\"/><body>\(body)</body></tmx>\n")
    return try TMXReader(path: path, languages: languages)
  }

  /// The error that reading to the end gives.
  private func problem(_ reader: TMXReader) -> CorpusError? {
    do throws(CorpusError) {
      while try reader.next() != nil {}
      return nil
    } catch { return error }
  }

  private func unit(_ variants: (language: String, segment: String)...) -> String {
    "<tu>" + variants.map { "<tuv xml:lang=\"\($0.language)\"><seg>\($0.segment)</seg></tuv>" }.joined() + "</tu>\n"
  }

  @Test func unitsWithBothLanguagesArePairs() throws {
    let reader = try reader(
      unit(("en-US", "One &amp; <hi type=\"b\">two</hi>"), ("TH", "หนึ่ง"), ("de", "Eins"))
        + unit(("en", "alone")) + "\n" + unit(("th", ""), ("en", "\tthree\n  lines\u{a0}")))
    let first = try reader.next()
    #expect(first == SentencePair(source: "หนึ่ง", target: "One & two"))
    #expect(reader.line == 3)
    #expect(try reader.next() == SentencePair(source: "", target: "\tthree   lines\u{a0}"))
    #expect(reader.line == 6)
    #expect(try reader.next() == nil)
    #expect(reader.tallies.readPairs == 2)
    #expect(reader.tallies.findings[.missingLanguage]?.line == 4)
    #expect(reader.tallies.count(.missingLanguage) == 1)
  }

  @Test func codeIsLeftOut() throws {
    let reader = try reader(
      unit(
        (
          "th",
          "<bpt i=\"1\">&lt;b></bpt>ก<ept i=\"1\">&lt;/b></ept><ph>\\n<sub>sub</sub></ph>ข<ut>x</ut><it pos=\"begin\">y</it>"
        ),
        ("en", "a <new>b</new><![CDATA[ <c>]]><!-- d --><?e f?>&#xe01;")))
    #expect(try allPairs(reader) == [SentencePair(source: "กข", target: "a b <c>ก")])
  }

  @Test func theFirstTextThatFitsBestIsTaken() throws {
    let languages = LanguagePair(source: "pt-BR", target: "en")
    let reader = try reader(
      unit(("pt-PT", "a"), ("pt-br", "b"), ("pt-BR", "c"), ("en-GB", "x"), ("en-US", "y"))
        + unit(("pt-PT", "a"), ("en", "x"))
        + "<tu><tuv lang=\"pt\"><seg>old</seg></tuv><tuv lang=\"de\" xml:lang=\"en\"><seg>tag</seg><seg>2</seg></tuv></tu>",
      languages: languages)
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "b", target: "x"), SentencePair(source: "a", target: "x"),
        SentencePair(source: "old", target: "tag"),
      ])
  }

  @Test func aMissingLanguageIsNamedAtTheEnd() throws {
    let reader = try reader(unit(("en", "a"), ("de", "b")))
    #expect(problem(reader) == .languageNotFound(path: reader.files[0].path, language: "th", present: ["en", "de"]))
    #expect(try allPairs(self.reader("")).isEmpty)
    #expect(try allPairs(self.reader(unit(("en", "a")) + unit(("th", "b")))).isEmpty)
  }

  @Test func encodingsOfXMLAreRead() throws {
    let text =
      "<?xml version=\"1.0\"?><tmx><tu><tuv lang=\"th\"><seg>ก😀\r\n</seg></tuv><tuv lang=\"en\"><seg>é</seg></tuv></tu></tmx>"
    let pair = [SentencePair(source: "ก😀 ", target: "é")]
    for swapped in [false, true] {
      var bytes: [UInt8] = []
      for unit in ("\u{feff}" + text).utf16 {
        let (low, high) = (UInt8(unit & 0xff), UInt8(unit >> 8))
        bytes += swapped ? [high, low] : [low, high]
      }
      let path = try scratch.write("u16.tmx", bytes)
      #expect(try allPairs(TMXReader(path: path, languages: thaiEnglish)) == pair)
      #expect(try allPairs(TMXReader(ByteReader(path: path), languages: thaiEnglish, chunkBytes: 1)) == pair)
    }
    #expect(try allPairs(TMXReader(path: scratch.write("bom.tmx", "\u{feff}" + text), languages: thaiEnglish)) == pair)
    #expect(
      try allPairs(TMXReader(path: scratch.writeFrames("t.tmx.zst", [Array(text.utf8)]), languages: thaiEnglish))
        == pair)
    let latin =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><tmx><tu><tuv lang=\"th\"><seg>a</seg></tuv><tuv lang=\"en\"><seg>"
    let path = try scratch.write("l1.tmx", Array(latin.utf8) + [0xe9] + Array("</seg></tuv></tu></tmx>".utf8))
    #expect(try allPairs(TMXReader(path: path, languages: thaiEnglish)) == [SentencePair(source: "a", target: "é")])
    let thai = latin.replacing("ISO-8859-1", with: "windows-874").replacing(">a<", with: ">@<")
    let bytes = thai.utf8.flatMap { $0 == UInt8(ascii: "@") ? [0xb9, 0xe9, 0xd3] : [$0] }
    let declared = try scratch.write("874.tmx", bytes + Array("x</seg></tuv></tu></tmx>".utf8))
    #expect(try allPairs(TMXReader(path: declared, languages: thaiEnglish)) == [SentencePair(source: "น้ำ", target: "x")])
    let wrong = text.replacing("?>", with: " encoding=\"UTF-16\"?>")
    #expect(try allPairs(TMXReader(path: scratch.write("wrong.tmx", wrong), languages: thaiEnglish)) == pair)
    let other = try scratch.write("other.tmx", "<?xml version=\"1.0\" encoding=\"windows-8\"?><tmx/>")
    #expect(
      problem(try TMXReader(path: other, languages: thaiEnglish))
        == .charsetNotRead(path: other, format: "TMX", charset: "windows-8"))
  }

  @Test(arguments: [
    ("<!DOCTYPE tmx [\n<!ENTITY a \"b\">]><tmx/>", 2, "it declares an entity, and entities are not read"),
    (
      "<!DOCTYPE tmx [\n<!ENTITY % a SYSTEM \"/etc/passwd\"> %a;]><tmx/>", 2,
      "it declares an entity, and entities are not read"
    ),
    (
      "<!DOCTYPE tmx [<!ENTITY a SYSTEM \"/etc/passwd\">]><tmx>&a;</tmx>", 1,
      "it declares an entity, and entities are not read"
    ),
    ("", 1, "no element found"), ("<tmx>\n", 2, "no element found"),
    ("<tmx>\n</tm>", 2, "mismatched tag"),
    ("\n<html lang=\"en\"><tu lang=\"\"/></html>", 2, "its outermost element is not <tmx>"),
    ("<tu></tu>", 1, "its outermost element is not <tmx>"),
  ])
  func badFilesAreRefused(text: String, line: Int, problem: String) throws {
    try expectRefusal(of: text, line, problem)
  }

  @Test func filesBeyondTheLimitsAreRefused() throws {
    func long(_ count: Int) -> String { String(repeating: "x", count: count) }
    let declarations = (0...256).map { "\n<!ATTLIST tu a\($0) CDATA \"\">" }.joined()
    try expectRefusal(
      of: "<tmx>" + String(repeating: "\n<a>", count: 300), 257, "its elements are nested more than 256 deep")
    try expectRefusal(of: "<tmx>\n<!--" + long(1 << 21), 2, "a tag or a comment has more than 1048576 bytes")
    try expectRefusal(of: "<!--" + long(1 << 21), 1, "a tag or a comment has more than 1048576 bytes")
    try expectRefusal(of: "<!DOCTYPE tmx [\(declarations)]><tmx/>", 258, "it declares more than 256 attributes")
  }

  private func expectRefusal(of text: String, _ line: Int, _ problem: String) throws {
    let path = try scratch.write("t.tmx", text)
    #expect(
      self.problem(try TMXReader(path: path, languages: thaiEnglish))
        == .malformed(path: path, line: line, format: "TMX", problem: problem))
  }

  @Test func pairsBeforeAFaultAreGiven() throws {
    let path = try scratch.write(
      "t.tmx", "<tmx>" + unit(("th", "ก"), ("en", "a")) + unit(("th", "ข"), ("en", "b </c> c")))
    let reader = try TMXReader(path: path, languages: thaiEnglish)
    #expect(try reader.next() == SentencePair(source: "ก", target: "a"))
    let fault = CorpusError.malformed(path: path, line: 2, format: "TMX", problem: "mismatched tag")
    #expect(problem(reader) == fault)
    #expect(problem(reader) == fault)
  }

  @Test func segmentsUpToTheLimitAreRead() throws {
    let longest = String(repeating: "x", count: LineReader.lineLimit)
    #expect(try allPairs(reader(unit(("th", "a"), ("en", longest))))[0].target.utf8.count == LineReader.lineLimit)
    let reader = try reader(unit(("th", "a"), ("en", longest + "x")) + unit(("th", "b"), ("en", "c")))
    #expect(try allPairs(reader) == [SentencePair(source: "b", target: "c")])
    #expect(reader.tallies.findings[.tooLong] == .init(count: 1, path: reader.files[0].path, line: 3))
  }

  @Test func illegalCharactersAreRepairedAndCounted() throws {
    let reader = try reader(
      unit(("th", "ก\u{1}&#x2;"), ("en", "a\u{fffe}b")) + unit(("th", "ข"), ("en", "c&#31;"))
        + unit(("th", "ค"), ("en", "d")))
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "ก\u{fffd}\u{fffd}", target: "a\u{fffd}b"), SentencePair(source: "ข", target: "c\u{fffd}"),
        SentencePair(source: "ค", target: "d"),
      ])
    #expect(reader.tallies.count(.illegalCharacter) == 4)
    let bytes =
      Array("<tmx><tu><tuv lang=\"th\"><seg>a".utf8) + [0xff]
      + Array("</seg></tuv><tuv lang=\"en\"><seg>b</seg></tuv></tu></tmx>".utf8)
    let invalid = try TMXReader(path: scratch.write("t.tmx", bytes), languages: thaiEnglish)
    #expect(try allPairs(invalid) == [SentencePair(source: "a\u{fffd}", target: "b")])
    #expect(invalid.tallies.findings[.invalidUTF8] == .init(count: 1, path: "\(scratch.path)/t.tmx", line: 1))
  }

  @Test func oneBadCharacterCostsNothing() throws {
    let reader = try reader(
      unit(("th", "ก&nbsp;ข"), ("en", "R&D < 3")) + unit(("th", "ค"), ("en", "c &amp;&hearts; &unknown;")))
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "ก\u{a0}ข", target: "R&D < 3"), SentencePair(source: "ค", target: "c &♥ &unknown;"),
      ])
    #expect(reader.tallies.findings[.unescaped] == .init(count: 5, path: reader.files[0].path, line: 3))
  }

  @Test func codesThatEndLinesAreSpaces() throws {
    let reader = try reader(
      unit(
        ("th", "ก<ph type=\"lb\"/>ข<ph type=\"lb\">\\n</ph> ค"),
        ("en", "a<ph type=\"bold\"/>b<bpt><ph type=\"lb\"/></bpt>c")))
    #expect(try allPairs(reader) == [SentencePair(source: "ก ข ค", target: "abc")])
  }

  @Test func anotherRegionsVarietyIsCounted() throws {
    let languages = LanguagePair(source: "en", target: "pt-BR")
    let reader = try reader(
      unit(("en", "a"), ("pt-PT", "x")) + unit(("en", "b"), ("pt-PT", "x"), ("pt", "y")), languages: languages)
    #expect(try allPairs(reader).map(\.target) == ["x", "y"])
    #expect(reader.tallies.count(.otherRegion) == 1)
    let chinese = try self.reader(
      unit(("en", "a"), ("zh-Hans", "x")) + unit(("en", "b"), ("zh-Hant", "y")),
      languages: LanguagePair(source: "en", target: "zh-TW"))
    #expect(try allPairs(chinese) == [SentencePair(source: "b", target: "y")])
  }
}

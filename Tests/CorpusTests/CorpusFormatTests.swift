import Testing

@testable import Corpus

struct CorpusFormatTests {
  let scratch = Scratch()

  private func format(_ name: String, _ bytes: [UInt8]) throws -> CorpusFormat {
    try CorpusFormat(of: ByteReader(path: scratch.write(name, bytes)))
  }

  private func format(_ name: String, _ text: String) throws -> CorpusFormat { try format(name, Array(text.utf8)) }

  @Test(
    arguments: [
      ("a\tb\n", .tsv), ("\u{feff}a\tb", .tsv), ("\t\n", .tsv), ("msgid\tmsgstr\n", .tsv), ("<b>a</b>\tb\n", .tsv),
      ("<tmx version=\"1.4\">", .tmx),
      ("\u{feff}<?xml version=\"1.0\"?>\r\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<!-- <xliff> > -->\n<tmx>", .tmx),
      ("<!DOCTYPE tmx [ <!ENTITY a \"b>\"> ]><tmx>", .tmx),
      ("  <xliff xmlns=\"urn:oasis\">", .xliff), ("<x:xliff>", .xliff), ("<xliff/>", .xliff),
      ("<?xml version=\"1.0\"?><html>", nil), ("<?xml version=\"1.0\"", nil), ("<!-- ", nil), ("<", nil), ("<!", nil),
      ("msgid \"\"\nmsgstr \"\"\n", .po), ("# a\tcomment\n\n#, fuzzy\nmsgctxt \"a\"\n", .po),
      ("\u{feff}msgid\t\"a\"", .po),
      ("domain \"a\"\r\nmsgid \"b\"", .po), ("# only\n", nil), ("msgid b\n", nil), ("one line\na\tb\n", nil),
      ("\n", nil),
    ] as [(String, CorpusFormat?)])
  func contentTellsTheFormat(text: String, expected: CorpusFormat?) throws {
    let path = try scratch.write("file", text)
    if let expected {
      for name in ["file", "file.txt", "file.th"] { #expect(try format(name, text) == expected) }
      #expect(try format("packed", GzipSample.member(Array(text.utf8))) == expected)
    } else {
      #expect(throws: CorpusError.formatNotKnown(path: path)) { try CorpusFormat(of: ByteReader(path: path)) }
    }
  }

  @Test func compiledCataloguesHaveAMagicNumber() throws {
    #expect(try format("file", [0xde, 0x12, 0x04, 0x95, 0, 0, 0, 0]) == .mo)
    #expect(try format("file", [0x95, 0x04, 0x12, 0xde, 0, 0, 0, 0]) == .mo)
  }

  @Test func wideXMLIsKnownAndOtherWideTextRefused() throws {
    func wide(_ text: String) -> [UInt8] { [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] } }
    #expect(try format("file", wide("<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<!-- ก -->\n<tmx>")) == .tmx)
    #expect(try format("file", Array(wide("<xliff>").dropFirst(2))) == .xliff)
    #expect(try format("file", wide("a\tb\n")) == .tsv)
    let path = try scratch.write("wide", Array(wide("a b\n").dropFirst(2)))
    #expect(throws: CorpusError.notUTF8(path: path, encoding: "UTF-16LE")) {
      try CorpusFormat(of: ByteReader(path: path))
    }
    let picture = try scratch.write("picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    #expect(throws: CorpusError.notText(path: picture, kind: "a PNG picture")) {
      try CorpusFormat(of: ByteReader(path: picture))
    }
  }

  @Test(arguments: [
    ("a.tmx", "<xliff>", ".tmx", "XLIFF"), ("a.tsv", "<tmx>", ".tsv", "TMX"), ("a.mo", "msgid \"\"\n", ".mo", "PO"),
    ("a.po", "<tmx>", ".po", "TMX"), ("a.tmx", "a\tb\n", ".tmx", "TSV"), ("a.gmo", "a\tb\n", ".gmo", "TSV"),
    ("a.sdlxliff", "msgid \"a\"", ".sdlxliff", "PO"),
  ])
  func namesAgainstContentAreRefused(name: String, text: String, ending: String, content: String) throws {
    let path = try scratch.write(name, text)
    #expect(throws: CorpusError.nameAgainstContent(path: path, ending: ending, content: content)) {
      try CorpusFormat(of: ByteReader(path: path))
    }
  }

  @Test func aTabInACommentDoesNotMakeACatalogueATable() throws {
    let text = "#\tthe first of long comments\n" + String(repeating: "# a comment\n", count: 2000) + "msgid \"\"\n"
    #expect(try format("a.po", text) == .po)
  }

  @Test func nothingHasNoFormat() throws {
    let path = try scratch.write("empty", "")
    #expect(throws: CorpusError.noPairs(path: path)) { try CorpusFormat(of: ByteReader(path: path)) }
  }
}

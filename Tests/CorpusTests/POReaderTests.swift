import Testing
import TextProcessing

@testable import Corpus

struct POReaderTests {
  let scratch = Scratch()
  private let englishThai = LanguagePair(source: "en", target: "th")

  private func reader(_ text: String, languages: LanguagePair? = nil) throws -> POReader {
    try POReader(path: scratch.write("t.po", text), languages: languages ?? englishThai)
  }

  private func header(_ language: String, charset: String = "UTF-8") -> String {
    """
    # A header.
    #, fuzzy
    msgid ""
    msgstr ""
    "Language: \(language)\\n"
    "Content-Type: text/plain; charset=\(charset)\\n"


    """
  }

  @Test func entriesArePairs() throws {
    let reader = try reader(
      header("th") + """
        #: file.c:1
        #, c-format
        msgctxt "menu"
        msgid ""
        "Two\\n"
          "lines"
        msgstr "สอง\\n" "บรรทัด"
        #, no-c-format, fuzzy
        #| msgid "Old"
        msgid "New"
        msgstr "ใหม่"

        msgid "empty"
        msgstr ""
        domain "other"
        msgid"tight"
        msgstr"แน่น"
        #~ msgid "gone"
        #~ msgstr ""
        #~ "ไป"
        #~| msgid "older"
        """)
    #expect(try reader.next() == SentencePair(source: "Two\nlines", target: "สอง\nบรรทัด"))
    #expect(reader.line == 10)
    #expect(try reader.next() == SentencePair(source: "tight", target: "แน่น"))
    #expect(reader.line == 23)
    #expect(try reader.next() == nil)
    #expect(reader.tallies.readPairs == 2)
    #expect(reader.tallies.findings[.unsure] == .init(count: 2, path: reader.files[0].path, line: 17))
    #expect(reader.tallies.findings[.untranslated] == .init(count: 1, path: reader.files[0].path, line: 20))
  }

  @Test func escapesAreResolved() throws {
    let reader = try reader(
      #"msgid "\a\b\t\n\v\f\r\"\\\101\7\x41\xe0\xb8\x81\q\x" msgstr"# + "\nmsgstr \"\\340\\270\\202\\377\"")
    #expect(throws: CorpusError.self) { try reader.next() }
    let second = try self.reader(
      #"msgid "\a\b\t\n\v\f\r\"\\\101\7\x41\xe0\xb8\x81\q\x""# + "\nmsgstr \"\\340\\270\\202\\377\"\r\n")
    #expect(
      try allPairs(second) == [
        SentencePair(source: "\u{7}\u{8}\t\n\u{b}\u{c}\r\"\\A\u{7}Aก\\q\\x", target: "ข\u{fffd}")
      ])
    #expect(second.tallies.count(.invalidUTF8) == 1)
    #expect(second.tallies.count(.carriageReturn) == 1)
  }

  @Test func pluralsPairWithTheFormsOfOneAndOfMany() throws {
    let entry = "msgid \"%d file\"\nmsgid_plural \"%d files\"\n"
    let thai = try reader(entry + "msgstr[0] \"%d แฟ้ม\"\n")
    #expect(try allPairs(thai) == [SentencePair(source: "%d files", target: "%d แฟ้ม")])
    let three = "msgstr[0] \"a\"\nmsgstr[1] \"b\"\nmsgstr[2] \"c\"\n"
    // Which of three forms goes with 1, only the header's rule can say.
    #expect(try allPairs(try reader(entry + three)) == [SentencePair(source: "%d files", target: "c")])
    let rule = "Plural-Forms: nplurals=3; plural=n==0 ? 0 : n==1 ? 1 : 2;"
    let polish = try reader("msgid \"\"\nmsgstr \"\"\n\"\(rule)\\n\"\n" + entry + three)
    #expect(
      try allPairs(polish) == [
        SentencePair(source: "%d file", target: "b"), SentencePair(source: "%d files", target: "c"),
      ])
    #expect(polish.line == 4)
    let half = try reader(entry + "msgstr[0] \"a\"\nmsgstr[1] \"\"\n")
    #expect(try allPairs(half) == [SentencePair(source: "%d file", target: "a")])
    #expect(half.tallies.count(.untranslated) == 1)
  }

  @Test func theHeaderSaysWhichSideIsWhich() throws {
    let entry = "msgid \"a\"\nmsgstr \"ก\"\n"
    let turned = LanguagePair(source: "th", target: "en")
    #expect(
      try allPairs(reader(header("th_TH") + entry, languages: turned)) == [SentencePair(source: "ก", target: "a")])
    #expect(try allPairs(reader(header("th") + entry)) == [SentencePair(source: "a", target: "ก")])
    #expect(try allPairs(reader(header("") + entry, languages: turned)) == [SentencePair(source: "a", target: "ก")])
    #expect(try allPairs(reader(entry)) == [SentencePair(source: "a", target: "ก")])
    let german = try reader(header("de") + entry)
    #expect(throws: CorpusError.languageNotFound(path: german.files[0].path, language: "th", present: ["de"])) {
      try german.next()
    }
  }

  @Test func theHeaderNamesTheEncoding() throws {
    for charset in ["utf-8", "ASCII", "us-ascii", "CHARSET"] {
      #expect(try allPairs(reader(header("th", charset: charset))).isEmpty)
    }
    let other = try reader(header("th", charset: "TIS-999"))
    let error = CorpusError.charsetNotRead(path: other.files[0].path, format: "PO", charset: "TIS-999")
    #expect(throws: error) { try other.next() }
    #expect(error.remedy?.contains("msgconv -t UTF-8") == true)

    let thai: [UInt8] = Array("msgid \"a\"\nmsgstr \"".utf8) + [0xb9, 0xe9, 0xd3] + Array("\"\n".utf8)
    let pair = [SentencePair(source: "a", target: "น้ำ")]
    let declared = try scratch.write("a.po", Array(header("th", charset: "TIS-620").utf8) + thai)
    #expect(try allPairs(POReader(path: declared, languages: englishThai)) == pair)
    let silent = try ByteReader(path: scratch.write("b.po", thai))
    #expect(try allPairs(POReader(silent, languages: englishThai, encoding: TextEncoding("TIS-620"))) == pair)
  }

  @Test(arguments: [
    ("msgid \"a\"", 1, "an entry has no msgstr"), ("msgid \"a\nmsgstr \"b\"", 1, "a string does not end on its line"),
    ("\"a\"", 1, "a string follows no keyword"), ("msgstr \"a\"", 1, "msgstr does not follow msgid"),
    ("msgid \"a\"\nmsgid \"b\"", 2, "msgid follows msgid"),
    ("msgid \"a\" b", 1, "a string does not begin with a quotation mark"),
    ("msgid \"a\"\nmsgstr[1] \"b\"", 2, "a form before 1 is missing"), ("msgid", 1, "a keyword without a string"),
    ("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"", 3, "form 0 of msgstr is there twice"),
    ("msgid_plural \"a\"", 1, "msgid_plural does not follow msgid"),
    ("msgctxt \"a\"\nmsgctxt \"b\"", 2, "msgctxt does not stand before msgid"),
    (
      "\n<html>", 2, "a line begins with none of #, msgctxt, msgid, msgid_plural, msgstr and a quotation mark"
    ), ("msgid \"a\\", 1, "a string does not end on its line"),
    (
      "msgid \"a\"\nmsgstr[-1] \"b\"", 2,
      "a line begins with none of #, msgctxt, msgid, msgid_plural, msgstr and a quotation mark"
    ),
  ])
  func badFilesAreRefused(text: String, line: Int, problem: String) throws {
    let reader = try reader(text)
    #expect(throws: CorpusError.malformed(path: reader.files[0].path, line: line, format: "PO", problem: problem)) {
      while try reader.next() != nil {}
    }
  }

  @Test func aTextHasALimit() throws {
    let line = "\"" + String(repeating: "x", count: 1 << 19) + "\"\n"
    let longest = "msgid \"\"\n" + line + line + "msgstr \"a\""
    #expect(try allPairs(reader(longest))[0].source.utf8.count == 1 << 20)
    let end = "msgid \"b\"\nmsgstr \"c\"\n"
    let long = "\"" + String(repeating: "x", count: LineReader.lineLimit) + "\"\n"
    for text in [
      "msgid \"\"\n" + line + line + "\"x\"\nmsgstr \"a\"\n", "msgid \"a\"\nmsgstr \"\"\n" + long,
      "msgid \"a\"\nmsgid_plural \"\"\n" + line + line + "\"x\"\nmsgstr[0] \"a\"\n",
    ] {
      let reader = try reader(text + end)
      #expect(try allPairs(reader) == [SentencePair(source: "b", target: "c")])
      #expect(reader.tallies.findings[.tooLong] == .init(count: 1, path: reader.files[0].path, line: 1))
    }
  }

  @Test func aLineThatIsTooLongCostsItsOwnEntryAlone() throws {
    let long = String(repeating: "x", count: LineReader.lineLimit)
    let reader = try reader(
      "msgid \"a\"\nmsgstr \"ก\"\nmsgid \"\(long)\"\nmsgstr \"ข\"\n# \(long)\nmsgid \"c\"\nmsgstr \"ค\"\n")
    #expect(
      try allPairs(reader) == [SentencePair(source: "a", target: "ก"), SentencePair(source: "c", target: "ค")])
    #expect(reader.tallies.findings[.tooLong] == .init(count: 1, path: reader.files[0].path, line: 3))
  }

  @Test func aKeywordAndItsStringMayStandOnTwoLines() throws {
    let reader = try reader(
      "msgctxt\n\"c\"\nmsgid\n\n\"a\"\n\"b\"\nmsgstr\n\"ก\"\n#~ msgid\n#~ \"x\"\n#~ msgstr\n#~ \"y\"\n")
    #expect(try allPairs(reader) == [SentencePair(source: "ab", target: "ก")])
    for text in ["msgid\nmsgstr \"a\"", "msgid \"a\"\nmsgstr\n", "msgid \"a\"\nmsgstr\nmsgid \"b\""] {
      #expect(throws: CorpusError.self) { try allPairs(self.reader(text)) }
    }
  }

  @Test func theNameSaysTheLanguageWhereTheHeaderDoesNot() throws {
    let entry = "msgid \"a\"\nmsgstr \"ก\"\n"
    func reader(_ name: String, _ text: String, _ unsaid: UnsaidLanguage) throws -> POReader {
      POReader(try ByteReader(path: scratch.write(name, text)), languages: englishThai, unsaid: unsaid)
    }
    let named = try reader("th.po", header("") + entry, .refused)
    #expect(try allPairs(named) == [SentencePair(source: "a", target: "ก")])
    #expect(named.tallies.findings.isEmpty)
    let unnamed = try reader("app.po", entry + "msgid \"b\"\nmsgstr \"ข\"\n", .taken)
    #expect(try allPairs(unnamed).count == 2)
    #expect(unnamed.tallies.findings[.languageUnsaid] == .init(count: 2, path: "\(scratch.path)/app.po", line: 1))
    #expect(throws: CorpusError.languageNotSaid(path: "\(scratch.path)/app.po")) {
      try reader("app.po", entry, .refused).next()
    }
    let myanmar = try reader("my.po", entry, .taken)
    #expect(try allPairs(myanmar) == allPairs(reader("app.po", entry, .taken)))
    #expect(myanmar.tallies.findings[.otherName] == .init(count: 1, path: "\(scratch.path)/my.po", line: 1))
    #expect(throws: CorpusError.languageNotFound(path: "\(scratch.path)/my.po", language: "th", present: ["de"])) {
      try reader("my.po", header("de") + entry, .taken).next()
    }
    #expect(throws: CorpusError.languageNotFound(path: "\(scratch.path)/de.po", language: "th", present: ["de"])) {
      try reader("de.po", entry, .refused).next()
    }
    let german = LanguagePair(source: "de", target: "th")
    func other(_ text: String, _ unsaid: UnsaidLanguage) throws -> POReader {
      POReader(try ByteReader(path: scratch.write("th.po", text)), languages: german, unsaid: unsaid)
    }
    // The texts are English by custom, and not German.
    #expect(throws: CorpusError.languageNotSaid(path: "\(scratch.path)/th.po")) { try other(entry, .refused).next() }
    let kept = try other(entry, .taken)
    #expect(try allPairs(kept).count == 1)
    #expect(kept.tallies.count(.languageUnsaid) == 1)
    let said = "msgid \"\"\nmsgstr \"X-Source-Language: de_DE\\n\"\n"
    #expect(try allPairs(other(said + entry, .refused)).count == 1)
    #expect(throws: CorpusError.self) { try other(said.replacing("de_DE", with: "fr") + entry, .taken).next() }
    // The header counts, whatever the name.
    #expect(try allPairs(reader("de.po", header("th") + entry, .refused)).count == 1)
  }
}

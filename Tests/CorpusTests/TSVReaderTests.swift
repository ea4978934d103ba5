import Testing

@testable import Corpus

struct TSVReaderTests {
  let scratch = Scratch()

  private func columns(
    _ source: String, _ target: String, score: String? = nil, weight: String? = nil, hasHeader: Bool = false
  ) throws -> TableColumns {
    var columns = TableColumns()
    columns.source = try #require(TableColumns.Column(source))
    columns.target = try #require(TableColumns.Column(target))
    columns.score = try score.map { try #require(TableColumns.Column($0)) }
    columns.weight = try weight.map { try #require(TableColumns.Column($0)) }
    columns.hasHeader = hasHeader
    return columns
  }

  private func pairs(_ text: String, _ columns: TableColumns = TableColumns()) throws -> [SentencePair] {
    try allPairs(TSVReader(path: scratch.write("t.tsv", text), languages: thaiEnglish, columns: columns))
  }

  @Test func theFirstTwoColumnsAreTakenAsTheyAre() throws {
    let path = try scratch.write("t.tsv", "a\tb\n\"c\"\\t\td\te\tf\n\t\r\n")
    let reader = try TSVReader(path: path, languages: thaiEnglish)
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "a", target: "b"), SentencePair(source: "\"c\"\\t", target: "d"),
        SentencePair(source: "", target: ""),
      ])
    #expect(reader.tallies.readPairs == 3)
    #expect(reader.line == 3)
  }

  @Test func columnsAreGivenByNumber() throws {
    let text = "0.5\ten 1\tth 1\t2\n-1e-3\ten 2\tth 2\t0\r\n"
    let expected = [
      SentencePair(source: "th 1", target: "en 1", weight: 2, score: 0.5),
      SentencePair(source: "th 2", target: "en 2", weight: 0, score: -0.001),
    ]
    #expect(try pairs(text, columns("3", "2", score: "1", weight: "4")) == expected)
    let headed = try scratch.write("h.tsv", "a\tb\tc\td\n" + text)
    let reader = try TSVReader(
      path: headed, languages: thaiEnglish, columns: columns("3", "2", score: "1", weight: "4", hasHeader: true))
    #expect(try allPairs(reader) == expected)
    #expect(reader.tallies.readPairs == 2)
    #expect(reader.line == 3)
  }

  @Test(arguments: ["", "\r", "\t"])
  func columnsAreGivenByNameToTheByte(end: String) throws {
    let text = "\u{feff}score\tÉnglish\tภาษาไทย\(end)\n1\ta\tก\(end)\n"
    #expect(
      try pairs(text, columns("ภาษาไทย", "Énglish", score: "1")) == [SentencePair(source: "ก", target: "a", score: 1)])
    let path = try scratch.write("t.tsv", text)
    let decomposed = "E\u{301}nglish"
    let present = ["score", "Énglish", "ภาษาไทย"] + (end == "\t" ? [""] : [])
    #expect(throws: CorpusError.columnNotFound(path: path, column: decomposed, present: present)) {
      try TSVReader(path: path, languages: thaiEnglish, columns: columns("1", decomposed)).next()
    }
  }

  @Test func aHeaderAloneIsNoPair() throws {
    for text in ["th\ten\n", "th\ten"] { #expect(try pairs(text, columns("th", "en")) == []) }
    #expect(try pairs("th\ten\n", columns("1", "2", hasHeader: true)) == [])
    #expect(try pairs("", columns("1", "2", hasHeader: true)) == [])
    #expect(try pairs("") == [])
    let path = try scratch.write("t.tsv", "")
    #expect(throws: CorpusError.columnNotFound(path: path, column: "th", present: [])) {
      try TSVReader(path: path, languages: thaiEnglish, columns: columns("th", "2")).next()
    }
  }

  @Test func namesThatComeTwiceAreRefused() throws {
    let path = try scratch.write("t.tsv", "th\ten\tth\n")
    #expect(throws: CorpusError.duplicateColumn(path: path, column: "th")) {
      try TSVReader(path: path, languages: thaiEnglish, columns: columns("th", "en")).next()
    }
    var given = try columns("1", "2", hasHeader: true)
    given.areGiven = true
    #expect(try pairs("th\tth\na\tb\n", given) == [SentencePair(source: "a", target: "b")])
  }

  @Test func aLineOfTooFewColumnsIsRefused() throws {
    let path = try scratch.write("t.tsv", "a\tb\tc\nd\te\nf\n")
    func missing(_ columns: TableColumns) throws -> CorpusError? {
      #expect(throws: CorpusError.self) {
        _ = try allPairs(TSVReader(path: path, languages: thaiEnglish, columns: columns))
      }
    }
    #expect(
      try missing(TableColumns())
        == .missingColumn(path: path, line: 3, count: 1, missing: "the target in column 2"))
    #expect(
      try missing(columns("3", "1")) == .missingColumn(path: path, line: 2, count: 2, missing: "the source in column 3")
    )
    #expect(
      try missing(columns("a", "b", weight: "c"))
        == .missingColumn(path: path, line: 2, count: 2, missing: "the weight in column c"))
    #expect(
      try missing(columns("1", "2", score: "1000000000000"))
        == .missingColumn(path: path, line: 1, count: 3, missing: "the score in column 1000000000000"))
  }

  @Test func oneColumnCannotBeBothSides() throws {
    let path = try scratch.write("t.tsv", "th\ten\na\tb\n")
    for (source, target) in [("2", "en"), ("en", "2"), ("1", "1"), ("th", "th")] {
      #expect(throws: CorpusError.sameColumn(path: path, first: source, second: target)) {
        try TSVReader(path: path, languages: thaiEnglish, columns: columns(source, target)).next()
      }
    }
    #expect(try columns("th", "1").source.isSame(as: columns("th", "1").source))
    #expect(try !columns("É", "1").source.isSame(as: columns("E\u{301}", "1").source))
  }

  @Test func aBlankLineMayEndATableAndNothingElse() throws {
    for end in ["\n", "\r\n"] {
      let reader = try TSVReader(path: scratch.write("t.tsv", "a\tb\n" + end), languages: thaiEnglish)
      #expect(try allPairs(reader) == [SentencePair(source: "a", target: "b")])
      #expect(try reader.next() == nil)
      #expect(reader.tallies.readPairs == 1)
    }
    #expect(try pairs("th\ten\n\n", columns("th", "en")) == [])
    for (text, line) in [("\na\tb\n", 1), ("a\tb\n\nc\td\n", 2), ("a\tb\n\n\n", 2), ("a\tb\n\r\n\n", 2)] {
      let path = try scratch.write("t.tsv", text)
      #expect(throws: CorpusError.blankLine(path: path, line: line)) {
        try allPairs(TSVReader(path: path, languages: thaiEnglish))
      }
    }
  }

  @Test func furtherColumnsAreCountedWhereNobodyChose() throws {
    let path = try scratch.write("t.tsv", "a\tb\nc\td\te\nf\tg\t\t\n")
    let reader = try TSVReader(path: path, languages: thaiEnglish)
    _ = try allPairs(reader)
    #expect(reader.tallies.findings == [.furtherColumns: CorpusTallies.Place(count: 2, path: path, line: 2)])
    let chosen = try TSVReader(
      path: scratch.write("t.tsv", "a\tb\tc\n"), languages: thaiEnglish, columns: columns("2", "1"))
    _ = try allPairs(chosen)
    #expect(chosen.tallies.findings == [:])
  }

  @Test func escapedTablesAreThoseOfShards() throws {
    var columns = TableColumns()
    columns.isEscaped = true
    let expected = [
      SentencePair(source: "a\tb\\t", target: "c\nd"), SentencePair(source: "", target: "\\", weight: 0.25),
      SentencePair(source: "e", target: "f", weight: 3),
    ]
    var text: [UInt8] = []
    for pair in expected { ShardLine.append(pair, to: &text) }
    #expect(try pairs(String(decoding: text, as: UTF8.self), columns) == expected)
    let odd = try TSVReader(
      path: scratch.write("t.tsv", Array("a\\t\tb\t1\tx\n".utf8) + [0xff, 0x09, 0x62, 0x0a]), languages: thaiEnglish,
      columns: columns)
    #expect(try allPairs(odd).map(\.source) == ["a\t", "\u{fffd}"])
    #expect(odd.tallies.count(.furtherColumns) == 1 && odd.tallies.count(.invalidUTF8) == 1)
    for text in ["a\\\tb\n", "a\tb\\x\n", "a\tb\\"] {
      let path = try scratch.write("t.tsv", text)
      #expect(throws: CorpusError.unknownEscape(path: path, line: 1)) {
        try TSVReader(path: path, languages: thaiEnglish, columns: columns).next()
      }
    }
  }

  @Test func theSidesOfColumnsAreTheSameWithoutNumbers() throws {
    let sides = try columns("3", "2", score: "score", weight: "1").sides
    #expect(try sides == columns("3", "2", hasHeader: true))
    #expect(TableColumns().sides == TableColumns())
  }

  @Test(arguments: ["", "x", "nan", "inf", "-infinity", "0x10", "1,5", " 1", "1 ", "1e99", "1.5.", "+", "٣", "1_000"])
  func whatIsNoNumberIsRefused(text: String) throws {
    let path = try scratch.write("t.tsv", "a\tb\t1\nc\td\t\(text)\n")
    for (score, weight) in [("3", nil), (nil, "3")] {
      let reader = try TSVReader(
        path: path, languages: thaiEnglish, columns: columns("1", "2", score: score, weight: weight))
      _ = try reader.next()
      #expect(throws: CorpusError.notANumber(path: path, line: 2, column: "3", text: text)) { try reader.next() }
    }
  }

  @Test(arguments: ["-0.5", "1000.5", "1e+09", "1e+30"]) func weightsAreBounded(weight: String) throws {
    let path = try scratch.write("t.tsv", "a\tb\t1000\na\tb\t\(weight)\n")
    let reader = try TSVReader(path: path, languages: thaiEnglish, columns: columns("1", "2", weight: "3"))
    #expect(try reader.next()?.weight == 1000)
    #expect(throws: CorpusError.unusableWeight(path: path, line: 2, weight: "\(Float(weight)!)")) { try reader.next() }
  }

  @Test func scoresMayBeNegative() throws {
    #expect(try pairs("a\tb\t-0.5\n", columns("1", "2", score: "3"))[0].score == -0.5)
  }

  @Test func columnsAreReadFromWords() {
    #expect(TableColumns.Column("2") == .number(2))
    #expect(TableColumns.Column("th") == .name("th"))
    #expect(TableColumns.Column("-1") == .name("-1"))
    for text in ["", "0", "00", "99999999999999999999"] { #expect(TableColumns.Column(text) == nil) }
  }
}

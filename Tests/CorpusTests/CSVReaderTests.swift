import Testing

@testable import Corpus

struct CSVReaderTests {
  let scratch = Scratch()

  private func reader(_ text: String, _ columns: TableColumns = TableColumns()) throws -> CSVReader {
    try CSVReader(path: scratch.write("t.csv", text), languages: thaiEnglish, columns: columns)
  }

  @Test func fieldsMayBeQuoted() throws {
    let reader = try reader(
      "ก,a\r\n\"ข, \"\"ค\"\"\",\"two\r\nlines\n\"\n\n\"\",5\" pipe\nง,\"e\"")
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "ก", target: "a"), SentencePair(source: "ข, \"ค\"", target: "two\nlines\n"),
        SentencePair(source: "", target: "5\" pipe"), SentencePair(source: "ง", target: "e"),
      ])
    #expect(reader.line == 7)
    #expect(reader.tallies.readPairs == 4)
  }

  @Test(arguments: [
    "id,en,th\n1,a,ก\n", "EN-us,note,TH\na,x,ก", "source,target\nก,a\n", "tgt,SRC\na,ก\n",
    "\u{feff}\"th\",\"en\"\r\nก,a\r\n", "note,note,target,source\n,,a,ก\n",
    "English,Thai\na,ก\n", "ไทย,English (US)\nก,a\n", "ภาษาอังกฤษ,ภาษาไทย\na,ก\n", "id,THAI,english,German\n1,ก,a,x\n",
  ])
  func aHeaderThatNamesBothSidesIsOne(text: String) throws {
    let reader = try reader(text)
    #expect(try allPairs(reader) == [SentencePair(source: "ก", target: "a")])
    #expect(reader.tallies.count(.furtherColumns) == 0)
  }

  @Test(arguments: [
    ("German,French", ["German", "French"]), ("Deutsch,ไทย", ["Deutsch", "ไทย"]), ("a,th,th,en", ["th", "th", "en"]),
    ("de,fr", ["de", "fr"]), ("de,th", ["de", "th"]), ("en-US,en-GB,th", ["en-US", "en-GB", "th"]),
    ("source,source,target", ["source", "source", "target"]),
  ])
  func aHeaderThatIsNotPlainIsRefused(header: String, columns: [String]) throws {
    let error = CorpusError.ambiguousHeader(path: "\(scratch.path)/t.csv", columns: columns, languages: thaiEnglish)
    #expect(throws: error) { try allPairs(reader(header + "\nก,a,b,c\n")) }
    let table = header.replacing(",", with: "\t") + "\nก\ta\tb\tc\n"
    let path = try scratch.write("t.tsv", table)
    #expect(throws: CorpusError.self) { try allPairs(TSVReader(path: path, languages: thaiEnglish)) }
    var given = TableColumns()
    given.areGiven = true
    let row = ["ก", "a", "b", "c"].prefix(header.split(separator: ",").count).joined(separator: ",")
    #expect(try allPairs(reader("\(header)\n\(row)\n", given)).count == 2)
    given.hasHeader = true
    #expect(try allPairs(TSVReader(path: path, languages: thaiEnglish, columns: given)).count == 1)
  }

  @Test(arguments: ["ไทย,people", "no,no", "no,a", "Thai,cat"])
  func aPairThatNamesOneLanguageIsAPair(text: String) throws {
    #expect(try allPairs(reader(text)).count == 1)
  }

  @Test func columnsAreChosenAsInOtherTables() throws {
    var columns = TableColumns()
    columns.source = .name("ไทย")
    columns.target = .number(3)
    columns.weight = .name("w")
    #expect(
      try allPairs(reader("w,ไทย,x\n2,ก,\"a\"\n", columns)) == [SentencePair(source: "ก", target: "a", weight: 2)])
    #expect(throws: CorpusError.unusableWeight(path: "\(scratch.path)/t.csv", line: 2, weight: "-1.0")) {
      try allPairs(reader("w,ไทย,x\n-1,ก,a\n", columns))
    }
    var header = TableColumns()
    header.hasHeader = true
    #expect(try allPairs(reader("any,thing\nก,a\n", header)) == [SentencePair(source: "ก", target: "a")])
    #expect(try allPairs(reader("id,th,en\n1,ก,a\n", header)) == [SentencePair(source: "ก", target: "a")])
    let more = try reader("ก,a,1\nข,b,2\n")
    #expect(try allPairs(more).count == 2)
    #expect(more.tallies.count(.furtherColumns) == 2)
    #expect(
      throws: CorpusError.missingColumn(
        path: "\(scratch.path)/t.csv", line: 1, count: 1, missing: "the target in column 2")
    ) { try allPairs(reader("ก\nข,b\n")) }
  }

  @Test(arguments: [
    ("ก,a\nข,\"b\nc\n", 2, "a quotation mark is not closed"),
    ("ก,\"a\" b\n", 1, "text follows a closing quotation mark"),
  ])
  func whatIsNotSoundIsRefused(text: String, line: Int, problem: String) throws {
    let path = "\(scratch.path)/t.csv"
    #expect(throws: CorpusError.malformed(path: path, line: line, format: "CSV", problem: problem)) {
      try allPairs(reader(text))
    }
  }

  @Test func whatIsTooLongIsCountedOrRefused() throws {
    let long = String(repeating: "x", count: LineReader.lineLimit + 1)
    let reader = try reader("ก,a\n\(long)\nข,b\n")
    #expect(try allPairs(reader).map(\.target) == ["a", "b"])
    #expect(reader.tallies.findings[.tooLong] == .init(count: 1, path: "\(scratch.path)/t.csv", line: 2))
    let open = "\"" + String(repeating: "xxxxxxx\n", count: LineReader.lineLimit / 8 + 1)
    #expect(throws: CorpusError.self) { try allPairs(self.reader(open)) }
  }

  @Test func aBrokenRecordCostsItself() throws {
    let reader = try reader("ก,a\nข\nค,c, too\nง,d\n")
    #expect(try allPairs(reader).map(\.target) == ["a", "d"])
    #expect(reader.tallies.findings[.brokenRecord] == .init(count: 2, path: "\(scratch.path)/t.csv", line: 2))
  }

  @Test(arguments: [
    ("ก;a, b\nข;\"c;d\"\n", Finding.semicolons), ("ก;a, b\nข;b, c\n", .semicolons),
    ("ก\ta\nข\tc\n", .tabs), ("th;en\nก;a, b\n", .semicolons),
  ])
  func otherSeparatorsAreFound(text: String, finding: Finding) throws {
    let reader = try reader(text)
    #expect(try allPairs(reader).first?.source == "ก")
    #expect(reader.tallies.findings[finding] == .init(count: 1, path: "\(scratch.path)/t.csv", line: 0))
  }

  @Test func itIsKnownByItsName() throws {
    let path = try scratch.write("A.CSV", "ก,a\tb\n")
    let sources = try CorpusSource.resolve(path, languages: thaiEnglish)
    #expect(sources == [.file(path: path, format: .csv, columns: TableColumns())])
    #expect(try sources[0].makeReader(languages: thaiEnglish).next() == SentencePair(source: "ก", target: "a\tb"))
  }
}

import Testing

@testable import Corpus

struct JSONLinesReaderTests {
  let scratch = Scratch()

  private func reader(_ text: String, _ columns: TableColumns = TableColumns()) throws -> JSONLinesReader {
    try JSONLinesReader(path: scratch.write("t.jsonl", text), languages: thaiEnglish, columns: columns)
  }

  @Test(arguments: [
    #"{"th": "ก", "en": "a"}"#, #"{"source": "ก", "target": "a"}"#, #"{"tgt":"a","src":"ก","id":1}"#,
    #"{"id": [1, {"th": 2}], "translation": {"en": "a", "th": "ก"}}"#,
    #" {"EN-us":"a","th_TH":"ก","ok":true,"x":null} "#,
    #"{"en": "\u0061", "th": "\u0e01"}"#, #"{"source": "ก", "target": "a", "th": 1.5e3}"#,
  ])
  func bothSidesAreFound(line: String) throws {
    #expect(try allPairs(reader(line + "\n\n")) == [SentencePair(source: "ก", target: "a")])
  }

  @Test func escapesAreResolved() throws {
    let reader = try reader(#"{"th": "\"\\\/\n\t\r\b\f \ud83d\ude00", "en": "\ud83dx"}"#)
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "\"\\/\n\t\r\u{8}\u{c} 😀", target: "\u{fffd}x")
      ])
    #expect(reader.tallies.count(.invalidUTF8) == 1)
  }

  @Test func whatLacksASideIsCounted() throws {
    let reader = try reader(
      #"{"th": "ก", "en": "a"}"# + "\n" + #"{"th": "ข"}"# + "\n" + #"{"th": "ค", "en": null}"# + "\n"
        + "{\"th\": \"" + String(repeating: "x", count: LineReader.lineLimit) + "\"}\n" + #"{"th": "ง", "en": "d"}"#)
    #expect(try allPairs(reader).map(\.target) == ["a", "d"])
    #expect(reader.line == 5)
    #expect(reader.tallies.findings[.missingLanguage]?.line == 2)
    #expect(reader.tallies.findings[.untranslated]?.line == 3)
    #expect(reader.tallies.findings[.tooLong]?.line == 4)
    let other = try self.reader(#"{"de": "a", "fr": "b"}"#)
    #expect(
      throws: CorpusError.languageNotFound(path: "\(scratch.path)/t.jsonl", language: "en", present: ["de", "fr"])
    ) { try allPairs(other) }
  }

  @Test func membersAreChosenByName() throws {
    var columns = TableColumns()
    (columns.source, columns.target) = (.name("a"), .name("b"))
    (columns.weight, columns.score) = (.name("w"), .name("s"))
    #expect(
      try allPairs(reader(#"{"a": "x", "b": "y", "w": 2, "s": 0.5}"#, columns))
        == [SentencePair(source: "x", target: "y", weight: 2, score: 0.5)])
    columns.source = .number(3)
    #expect(
      throws: CorpusError.columnNotFound(path: "\(scratch.path)/t.jsonl", column: "3", present: ["a", "b"])
    ) { try allPairs(reader(#"{"a": "x", "b": "y"}"#, columns)) }
  }

  @Test(arguments: [
    "[1]", "{\"a\":}", "{\"a\":1} x", "{\"a\":\"\\q\"}", "{\"a\" 1}", "{\"a\":1,}", "{\"a\":\"\\u00g0\"}", "{'a':1}",
    "{\"a\":tru}", "{\"a\":--1}", "{", "{\"a", String(repeating: "[", count: 1000),
    "{\"a\":" + String(repeating: "{\"a\":", count: 100) + "1" + String(repeating: "}", count: 101),
  ])
  func whatIsNotAnObjectIsRefused(line: String) throws {
    let error = #expect(throws: CorpusError.self) { try allPairs(reader(#"{"th":"","en":""}"# + "\n" + line)) }
    #expect(error?.location?.line == 2)
  }

  @Test func aListSaysHowToMakeLinesOfIt() throws {
    let path = try scratch.write("data.json", "[\n  {\"th\": \"ก\", \"en\": \"a\"}\n]\n")
    let error = #expect(throws: CorpusError.jsonList(path: path)) {
      try CorpusSource.resolve(path, languages: thaiEnglish)
    }
    #expect(error?.remedy == "convert it: jq -c '.[]' \(path) > \(path).jsonl")
  }

  @Test func itIsKnownByItsContent() throws {
    let path = try scratch.write("data", #"{"th":"ก","en":"a"}"#)
    #expect(
      try CorpusSource.resolve(path, languages: thaiEnglish)
        == [.file(path: path, format: .jsonl, columns: TableColumns())])
  }
}

import Testing

@testable import Corpus

struct ParallelReaderTests {
  let scratch = Scratch()

  @Test func linesPairUp() throws {
    let source = try scratch.write("t.th", "หนึ่ง\r\n\nสาม")
    let target = try scratch.writeFrames("t.en.zst", [Array("one\ntwo\nthree\n".utf8)])
    let reader = try MosesReader(source: source, target: target)
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "หนึ่ง", target: "one"), SentencePair(source: "", target: "two"),
        SentencePair(source: "สาม", target: "three"),
      ])
    #expect(reader.tallies.readPairs == 3)
    #expect(reader.tallies.count(.carriageReturn) == 1)
    #expect(reader.files == [try SourceFile(reading: source), try SourceFile(reading: target)])
  }

  @Test func pairsWithALineThatIsTooLongAreCountedAndTheRestStaysAligned() throws {
    let long = String(repeating: "x", count: LineReader.lineLimit + 1)
    let source = try scratch.write("t.th", "ก\n\(long)\nค\nง\n\(long)")
    let target = try scratch.write("t.en", "a\nb\n\(long)\nd\n\(long)\n")
    let reader = try MosesReader(source: source, target: target)
    #expect(try allPairs(reader) == [SentencePair(source: "ก", target: "a"), SentencePair(source: "ง", target: "d")])
    #expect(reader.tallies.readPairs == 2)
    #expect(reader.tallies.findings == [.tooLong: .init(count: 3, path: source, line: 2)])
  }

  @Test(arguments: [(1041, 1040), (0, 1), (3, 200_000), (5, 0)])
  func unevenSidesAreNamedWithBothCounts(sourceCount: Int, targetCount: Int) throws {
    for end in ["", "\n"] {
      func text(_ count: Int) -> String {
        (0..<count).map { "line \($0)" }.joined(separator: "\n") + (count > 0 ? end : "")
      }
      let source = try scratch.write("t.th", text(sourceCount))
      let target = try scratch.write("t.en", text(targetCount))
      let reader = try MosesReader(source: source, target: target)
      #expect(
        throws: CorpusError.unevenSides(
          source: source, target: target, sourceCount: sourceCount, targetCount: targetCount)
      ) { try allPairs(reader) }
    }
  }

  @Test func aSmallCorpusIsLoadedWholeAndNeverEmpty() throws {
    try scratch.write("dev.th", "ก\n\n")
    try scratch.write("dev.en", "a\nb\n")
    let corpus = try ParallelCorpus.load(
      CorpusSource.resolve("\(scratch.path)/dev", languages: thaiEnglish), languages: thaiEnglish)
    #expect(corpus.pairs == [SentencePair(source: "ก", target: "a"), SentencePair(source: "", target: "b")])
    let empty = try scratch.write("empty.th", "")
    try scratch.write("empty.en", "")
    #expect(throws: CorpusError.noPairs(path: empty)) {
      try ParallelCorpus.load(
        CorpusSource.resolve("\(scratch.path)/empty", languages: thaiEnglish), languages: thaiEnglish)
    }
  }
}

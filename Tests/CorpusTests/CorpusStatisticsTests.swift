import Subwords
import Testing

@testable import Corpus

struct CorpusStatisticsTests {
  let scratch = Scratch()

  @Test func sidesAreMeasured() throws {
    var statistics = CorpusStatistics()
    let tokenizers = (source: try SegmentTokenizer(language: "th"), target: try SegmentTokenizer(language: "en"))
    statistics.add(SentencePair(source: "น้ำขึ้น", target: "The water rises, 12 naïve 👩‍👧."), tokenizers: tokenizers)
    statistics.add(SentencePair(source: " \u{3000}", target: "text"), tokenizers: tokenizers)
    #expect(statistics.pairs == 1 && statistics.emptyPairs == 1)
    #expect(statistics.source.characters.sum == 7 && statistics.source.bytes == 21)
    #expect(statistics.source.tokens.count == 1 && statistics.source.tokens.sum > 0)
    #expect(statistics.source.scripts.shares.map(\.script) == [.thai])
    #expect(statistics.target.characters.sum == 30)
    #expect(statistics.target.scripts.letters == 18 && statistics.target.scripts.share(of: "en") == 1)
    #expect(statistics.ratios.quantile(0.5) == 429)
  }

  @Test func scriptsAreToldApart() {
    var scripts = ScriptCounts()
    let text = "ab ก็ Яё 漢かカ 한 αβ × ٣ ש अ"
    _ = Array(text.utf8).withUnsafeBufferPointer { scripts.add($0) }
    let counts = scripts.shares.map { ($0.script, Int(($0.share * Double(scripts.letters)).rounded())) }
    #expect(
      Dictionary(uniqueKeysWithValues: counts) == [
        .latin: 2, .thai: 2, .cyrillic: 2, .han: 1, .kana: 2, .hangul: 1, .greek: 2, .hebrew: 1, .devanagari: 1,
      ])
    #expect(scripts.share(of: "ja") == 3.0 / 14 && scripts.share(of: "xx") == nil)
    #expect(ScriptCounts().share(of: "en") == nil)
  }

  @Test(arguments: [1, 2, 5])
  func workersAndFormsChangeNothing(workers: Int) throws {
    let pairs = somePairs(300)
    let lines = pairs.map { ($0.source + "\n", $0.target + "\r\n") }
    let source = try scratch.write("a.th", lines.map(\.0).joined())
    let target = try scratch.write("a.en", lines.map(\.1).joined())
    let shards = try scratch.shards(pairs)
    var expected = CorpusStatistics()
    for pair in pairs { expected.add(pair) }

    var counts: [Int] = []
    let plain = try CorpusScan.statistics(
      of: [.moses(source: source, target: target)], languages: thaiEnglish, workers: workers
    ) { counts.append($0) }
    #expect(plain.tallies.count(.carriageReturn) == 300 && counts.last == 300)
    let fromShards = try CorpusScan.statistics(
      of: [.shards(folder: shards.folder)], languages: thaiEnglish, workers: workers
    ) { counts.append($0) }
    #expect(counts.last == 300)
    for statistics in [plain.statistics, fromShards.statistics] {
      #expect(statistics.pairs == expected.pairs && statistics.ratios == expected.ratios)
      #expect(statistics.source.characters == expected.source.characters)
      #expect(statistics.target.scripts == expected.target.scripts && statistics.distinct == expected.distinct)
    }
  }
}

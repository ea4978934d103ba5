import Testing

@testable import Corpus

struct CorpusSampleTests {
  let scratch = Scratch()

  private func files(_ pairs: [SentencePair], targets: Int? = nil) throws -> CorpusSource {
    .moses(
      source: try scratch.write("a.th", pairs.map { $0.source + "\n" }.joined()),
      target: try scratch.write("a.en", pairs.prefix(targets ?? .max).map { $0.target + "\n" }.joined()))
  }

  @Test func allOfASmallSource() throws {
    let pairs = somePairs(40)
    let sample = try CorpusSample(of: files(pairs), languages: thaiEnglish, limit: 40)
    #expect(sample.isWhole && !sample.isGuess && sample.failure == nil && sample.estimatedPairs == 40)
    #expect(Array(sample.pairs) == pairs && sample.stretches[0].lines == Array(1...40))
  }

  @Test func theStartOfALargeFile() throws {
    let pairs = somePairs(400)
    let sample = try CorpusSample(of: files(pairs), languages: thaiEnglish, limit: 100)
    #expect(!sample.isWhole && sample.isGuess && Array(sample.pairs) == Array(pairs[..<100]))
    #expect((300...500).contains(sample.estimatedPairs))
  }

  @Test func framesOfShardsAtEvenDistances() throws {
    let reader = try scratch.shards(somePairs(400))
    let sample = try CorpusSample(of: .shards(folder: reader.folder), languages: thaiEnglish, limit: 100)
    #expect(!sample.isWhole && !sample.isGuess && sample.estimatedPairs == 400)
    #expect((60...140).contains(sample.pairCount) && sample.stretches.count > 5)
    #expect(sample.stretches[0].lines[0] == 1 && sample.stretches.last!.lines.last! > 300)
    let all = try (0..<reader.frameCount).flatMap { try reader.frame($0) }
    for stretch in sample.stretches { #expect(stretch.pairs == stretch.lines.map { all[$0 - 1] }) }
  }

  @Test func shardsInTheOtherDirection() throws {
    let source = CorpusSource.shards(folder: try scratch.shards(somePairs(40)).folder)
    let languages = LanguagePair(source: "en", target: "th")
    let sample = try CorpusSample(of: source, languages: languages, limit: 100)
    #expect(Array(sample.pairs) == somePairs(40).map(\.reversed))
    let (statistics, _) = try CorpusScan.statistics(of: [source], languages: languages, workers: 1)
    #expect(statistics.source.bytes == sample.pairs.reduce(0) { $0 + $1.source.utf8.count })
    #expect(throws: CorpusError.self) {
      try CorpusSample(of: source, languages: LanguagePair(source: "en", target: "de"), limit: 1)
    }
  }

  @Test func badDataIsKeptAsTheEnd() throws {
    let source = try files(somePairs(20), targets: 15)
    let sample = try CorpusSample(of: source, languages: thaiEnglish, limit: 100)
    #expect(sample.pairCount == 15 && !sample.isWhole)
    guard case .unevenSides(_, _, 20, 15) = sample.failure else {
      Issue.record("\(String(describing: sample.failure))")
      return
    }
    #expect(throws: CorpusError.file(.notFound(path: "none.th"))) {
      try CorpusSample(of: .moses(source: "none.th", target: "none.en"), languages: thaiEnglish, limit: 1)
    }
  }

  @Test func linesAreCountedUpToALimit() throws {
    let source = try files(somePairs(20), targets: 15)
    let counts = try #require(try LineCount.sides(of: source, mostBytes: 1 << 20))
    #expect(counts.source == 20 && counts.target == 15)
    #expect(try LineCount.sides(of: source, mostBytes: 10) == nil)
    #expect(try LineCount.sides(of: .shards(folder: "a"), mostBytes: 10) == nil)
  }
}

import Testing

@testable import Corpus

struct TokenCounterTests {
  let scratch = Scratch()
  private let words: TokenCounter.Tokenization = { $0.split(separator: " ").map(String.init) }

  @Test func tokensAreCountedOnEachSide() throws {
    let pairs = [
      SentencePair(source: "ก ข ก", target: "a b"), SentencePair(source: "ก", target: "b \u{e9} e\u{301}"),
    ]
    let counts = try TokenCounter.count(
      ShardReader.evenFrames(of: [scratch.shards(pairs)]), source: words, target: words)
    #expect(counts.source.distinct == 2)
    #expect(counts.source[Array("ก".utf8)] == 3 && counts.source[Array("ข".utf8)] == 1)
    #expect(counts.source[Array("ค".utf8)] == 0)
    #expect(
      counts.target.sorted.map { String(decoding: $0.token, as: UTF8.self).unicodeScalars.map(\.value) }
        == [[0x62], [0x61], [0x65, 0x301], [0xe9]])
    #expect(counts.target.sorted.map(\.count) == [2, 1, 1, 1])
    var shared = counts.source
    shared.merge(counts.target)
    #expect(shared.distinct == 6)
    #expect(shared.prunedTokens == 0)
  }

  @Test(arguments: [1_000_000, 200])
  func theNumberOfThreadsChangesNothing(limit: Int) throws {
    let reader = try scratch.shards(somePairs(600))
    let one = try TokenCounter.count(
      ShardReader.evenFrames(of: [reader]), threads: 1, limit: limit, source: words, target: words)
    for threads in [2, 5] {
      let counts = try TokenCounter.count(
        ShardReader.evenFrames(of: [reader]), threads: threads, limit: limit, source: words, target: words)
      #expect(counts.source == one.source)
      #expect(counts.target == one.target)
    }
    #expect((one.source.prunedTokens > 0) == (limit == 200))
  }

  @Test(arguments: [1_000_000, 300])
  func linesAreCountedAlikeByAnyNumberOfThreads(limit: Int) {
    let lines = (0..<3 * TokenCounter.linesPerShare + 17).map { "a w\($0 % 977) n\($0)" }
    var one = TokenCounts(limit: limit)
    TokenCounter.add(lines, to: &one, threads: 1, tokenize: words)
    for threads in [2, 3, 8] {
      var counts = TokenCounts(limit: limit)
      TokenCounter.add(lines, to: &counts, threads: threads, tokenize: words)
      #expect(counts == one)
    }
    #expect(one[Array("a".utf8)] == lines.count)
    #expect((one.prunedTokens > 0) == (limit == 300))
  }

  @Test func aTableThatGrowsLosesNothing() {
    var counts = TokenCounts()
    var expected: [String: Int] = [:]
    for number in 0..<30_000 {
      let token = String(repeating: "x", count: number % 7) + String(number * number % 20_011)
      counts.add(token)
      expected[token, default: 0] += 1
    }
    counts.add([], count: 4)
    expected["", default: 0] += 4
    #expect(counts.distinct == expected.count)
    for (token, count) in expected where counts[Array(token.utf8)] != count { Issue.record("\(token)") }
  }

  @Test func theRarestTokensAreGivenUp() {
    var counts = TokenCounts(limit: 100)
    for number in 0..<10 { counts.add(Array("often \(number)".utf8), count: 5 + number) }
    for number in 0..<1000 { counts.add(Array("rare \(number)".utf8)) }
    #expect(counts.distinct <= 100)
    #expect(counts.sorted.prefix(10).map(\.count) == Array((5..<15).reversed()))
    #expect(counts.prunedTokens + counts.distinct == 1010)
  }

  @Test func damagedShardsAreErrors() throws {
    let reader = try scratch.shards(somePairs(100))
    try scratch.write("shards/shard-00000.tsv.zst", "")
    #expect(throws: CorpusError.self) {
      try TokenCounter.count(ShardReader.evenFrames(of: [reader]), threads: 2, source: words, target: words)
    }
  }
}

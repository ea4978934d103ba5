import Basics
import Testing

@testable import Corpus

struct LengthBucketsTests {
  private func pair(_ source: Int, _ target: Int, _ number: Int = 0) -> EncodedPair {
    EncodedPair(
      source: [TokenID](repeating: 1, count: source), target: [TokenID](repeating: 1, count: target), number: number)
  }

  @Test func batchesAreFullAndSorted() {
    var generator = SeededGenerator(seed: 5)
    let pairs = (0..<1000).map { pair(generator.below(30), generator.below(30), $0) }
    let batches = LengthBuckets.batches(of: pairs, batchTokens: 100)
    let flat = batches.flatMap { $0 }
    #expect(flat.map(\.number).sorted() == Array(0..<1000))
    for (left, right) in zip(flat, flat.dropFirst()) {
      #expect(
        (left.target.count, left.source.count, left.number) < (right.target.count, right.source.count, right.number))
    }
    for (number, batch) in batches.enumerated() {
      let tokens = batch.reduce(0) { $0 + $1.target.count + 1 }
      #expect(tokens <= 100)
      let longestSource = batch.map(\.source.count).max()!
      #expect(longestSource * batch.count <= 400)
      if number + 1 < batches.count {
        let next = batches[number + 1][0]
        #expect(
          tokens + next.target.count + 1 > 100
            || max(longestSource, next.source.count) * (batch.count + 1) > 400)
      }
    }
  }

  @Test func aPairThatIsTooLongIsABatchOfItsOwn() {
    let batches = LengthBuckets.batches(of: [pair(1, 50), pair(1, 3), pair(1, 60), pair(500, 2)], batchTokens: 10)
    #expect(batches.map { $0.map(\.target.count) } == [[2], [3], [50], [60]])
    #expect(LengthBuckets.batches(of: [], batchTokens: 10).isEmpty)
  }

  @Test func shortTargetsBesideLongSourcesStayBounded() {
    let batches = LengthBuckets.batches(of: (0..<100).map { pair(200, 1, $0) }, batchTokens: 100)
    #expect(batches.allSatisfy { $0.count == 2 })
  }

  @Test func shortTargetsDoNotStandBesideOneThatIsVeryLong() {
    let pairs = (0..<90).map { pair(1, 0, $0) } + [pair(1, 85, 90)]
    let batches = LengthBuckets.batches(of: pairs, batchTokens: 180)
    for batch in batches {
      let longest = batch.map { $0.target.count + 1 }.max() ?? 0
      #expect(longest * batch.count <= 4 * 180)
    }
    #expect(batches.reduce(0) { $0 + $1.count } == 91)
  }
}

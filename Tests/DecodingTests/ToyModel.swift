import Basics
import Decoding
import Glibc

let begin: TokenID = 2
let end: TokenID = 3

/// Draws a distribution over the ids that may follow from a hash of the source and the prefix.
struct ToyDistribution {
  /// Besides `end`, the ids 4 ..< 4 + wordCount.
  var wordCount = 5
  var seed: UInt64 = 1
  /// Different logits: with 1, all ids are equally probable.
  var logitCount = 20
  /// From this length on only the end may follow.
  var longest = Int.max
  /// Added to the end's logit.
  var endBias: Float = 0

  func firstState(_ source: [TokenID]) -> UInt64 { source.reduce(seed, nextState) }

  func nextState(_ state: UInt64, _ id: TokenID) -> UInt64 {
    var generator = SeededGenerator(seed: state &* 31 &+ UInt64(id))
    return generator.next()
  }

  /// Most probable first, then by lower id.
  func candidates(_ state: UInt64, length: Int) -> [(id: TokenID, logProbability: Float)] {
    var generator = SeededGenerator(seed: state)
    let ids = [end] + (0..<wordCount).map { TokenID(4 + $0) }
    let logits = ids.map { Float(generator.below(logitCount)) / 4 + ($0 == end ? endBias : 0) }
    let isLast = length >= longest
    let allowed = zip(ids, logits).map { isLast && $0 != end ? -Float.infinity : $1 }
    let logSum = Float(log(allowed.reduce(0.0) { $0 + exp(Double($1)) }))
    return zip(ids, allowed).map { ($0, min(0, $1 - logSum)) }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
  }
}

struct ToyModel: StepModel {
  var distribution = ToyDistribution()
  /// For a source that begins with this id it answers not-a-number from `brokenStep` on, counted from 0.
  var brokenFirstID: TokenID?
  var brokenStep = 0
  private(set) var rowCounts: [Int] = []
  private(set) var fedTokens: [[TokenID]] = []
  private var states: [UInt64] = []
  private var lengths: [Int] = []
  private var waiting: [UInt64] = []
  private var isBroken: [Bool] = []
  private var isWaitingBroken: [Bool] = []

  init(_ distribution: ToyDistribution = ToyDistribution()) { self.distribution = distribution }

  mutating func encode(_ sources: [[TokenID]]) {
    waiting = sources.map(distribution.firstState)
    isWaitingBroken = sources.map { $0.first == brokenFirstID }
  }

  mutating func arrange(_ parents: [Int32], adding newcomers: Int) {
    states = parents.map { states[Int($0)] } + waiting.prefix(newcomers)
    lengths = parents.map { lengths[Int($0)] } + [Int](repeating: -1, count: newcomers)
    waiting.removeFirst(newcomers)
    isBroken = parents.map { isBroken[Int($0)] } + isWaitingBroken.prefix(newcomers)
    isWaitingBroken.removeFirst(newcomers)
  }

  mutating func step(_ tokens: [TokenID], count: Int, into candidates: inout StepCandidates) {
    precondition(tokens.count == states.count, "\(tokens.count) tokens for \(states.count) rows")
    rowCounts.append(tokens.count)
    fedTokens.append(tokens)
    let count = min(count, distribution.wordCount + 1)
    candidates.resize(rows: tokens.count, count: count)
    for (row, token) in tokens.enumerated() {
      states[row] = distribution.nextState(states[row], token)
      lengths[row] += 1
      for (column, entry) in distribution.candidates(states[row], length: lengths[row]).prefix(count).enumerated() {
        candidates.ids[row * count + column] = entry.id
        candidates.logProbabilities[row * count + column] =
          isBroken[row] && lengths[row] >= brokenStep ? .nan : entry.logProbability
      }
    }
  }
}

/// `count` sources of 1 to 6 ids.
func randomSources(_ count: Int, seed: UInt64) -> [[TokenID]] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    (0...generator.below(6)).map { _ in TokenID(4 + generator.below(50)) }
  }
}

extension BeamSearch {
  /// The hypotheses of each source, in their order.
  func search<Model: StepModel>(
    _ sources: [[TokenID]], batchSize: Int = 1000, with model: inout Model
  ) -> [[Hypothesis]] {
    var results = [[Hypothesis]](repeating: [], count: sources.count)
    search(SentenceQueue(sources, searches: 1), batchSize: batchSize, with: &model) { results[$0] = $1 }
    return results
  }
}

import Basics
import Decoding
import Glibc
import Testing

/// Beam search as one would write it on a board: one sentence, whole prefixes, everything sorted, no early stop but `K`
/// complete hypotheses.
private func plainBeamSearch(
  _ source: [TokenID], _ distribution: ToyDistribution, _ options: DecodingOptions
) -> [Hypothesis] {
  struct Live {
    var ids: [TokenID]
    var state: UInt64
    var logProbability: Double
  }
  struct Extension {
    var rank: Int
    var id: TokenID
    var sum: Double
  }
  var live = [Live(ids: [], state: distribution.nextState(distribution.firstState(source), begin), logProbability: 0)]
  var complete: [Hypothesis] = []
  var step = 0
  func hypothesis(_ ids: [TokenID], _ logProbability: Double, isComplete: Bool) -> Hypothesis {
    Hypothesis(
      ids: ids, logProbability: logProbability, score: logProbability / pow(Double(step), options.normalize),
      isComplete: isComplete)
  }
  while !live.isEmpty, complete.count < options.beamSize, step < options.stepLimit(sourceLength: source.count) {
    step += 1
    var extensions: [Extension] = []
    for (rank, parent) in live.enumerated() {
      for candidate in distribution.candidates(parent.state, length: parent.ids.count)
      where candidate.logProbability.isFinite {
        let sum = parent.logProbability + Double(candidate.logProbability)
        extensions.append(Extension(rank: rank, id: candidate.id, sum: sum))
      }
    }
    extensions.sort { left, right in
      if left.sum != right.sum { return left.sum > right.sum }
      return left.rank != right.rank ? left.rank < right.rank : left.id < right.id
    }
    complete += extensions.prefix(options.beamSize).filter { $0.id == end }
      .map { hypothesis(live[$0.rank].ids, $0.sum, isComplete: true) }
    live = extensions.filter { $0.id != end }.prefix(options.beamSize).map {
      Live(
        ids: live[$0.rank].ids + [$0.id], state: distribution.nextState(live[$0.rank].state, $0.id),
        logProbability: $0.sum)
    }
  }
  let ordered = complete.enumerated()
    .sorted { $0.element.score != $1.element.score ? $0.element.score > $1.element.score : $0.offset < $1.offset }
    .map(\.element)
  let cut = live.map { hypothesis($0.ids, $0.logProbability, isComplete: false) }
  return Array((ordered + cut).prefix(options.nBest))
}

@Suite struct BeamSearchTests {
  @Test(arguments: [
    (1, 1, 0.0), (2, 1, 1.0), (3, 3, 0.6), (4, 1, 0.0), (5, 2, 1.0), (6, 6, 1.0), (12, 1, 0.3), (40, 7, 2.0),
  ])
  func agreesWithThePlainSearch(beamSize: Int, nBest: Int, normalize: Double) throws {
    for (seed, logitCount) in [20, 20, 20, 20, 2, 1].enumerated() {
      for endBias: Float in [-6, -2, 0, 3] {
        let distribution = ToyDistribution(seed: UInt64(seed), logitCount: logitCount, endBias: endBias)
        let options = try DecodingOptions(
          beamSize: beamSize, normalize: normalize, maxLengthFactor: 0.7, nBest: nBest)
        let sources = randomSources(5, seed: UInt64(seed))
        let expected = sources.map { plainBeamSearch($0, distribution, options) }
        // With batches of 2, every sentence but the first comes in when others are under way.
        for batchSize in [1000, 2] {
          var model = ToyModel(distribution)
          let search = BeamSearch(options, begin: begin, end: end)
          #expect(search.search(sources, batchSize: batchSize, with: &model) == expected)
        }
      }
    }
  }

  @Test func aBeamOfOneIsGreedy() throws {
    let distribution = ToyDistribution(endBias: -1)
    let options = try DecodingOptions(beamSize: 1, normalize: 0.5, maxLengthFactor: 1)
    let sources = randomSources(12, seed: 2)
    var model = ToyModel(distribution)
    let results = BeamSearch(options, begin: begin, end: end).search(sources, with: &model)
    #expect(results.allSatisfy { $0.count == 1 })
    for (source, result) in zip(sources, results.map { $0[0] }) {
      var ids: [TokenID] = []
      var sum = 0.0
      var state = distribution.nextState(distribution.firstState(source), begin)
      while ids.count < source.count + 10 {
        let (id, logProbability) = distribution.candidates(state, length: ids.count)[0]
        sum += Double(logProbability)
        if id == end { break }
        ids.append(id)
        state = distribution.nextState(state, id)
      }
      #expect(result.ids == ids)
      #expect(result.logProbability == sum)
      #expect(result.isComplete == (ids.count < source.count + 10))
    }
  }

  @Test func aBeamThatHoldsEverythingIsExhaustive() throws {
    let distribution = ToyDistribution(wordCount: 3, longest: 4)
    let options = try DecodingOptions(beamSize: 121, normalize: 0.7, maxLengthFactor: 1, nBest: 121)
    for source in randomSources(5, seed: 9) {
      var everything: [(ids: [TokenID], score: Double)] = []
      func visit(_ ids: [TokenID], _ state: UInt64, _ sum: Double) {
        for (id, logProbability) in distribution.candidates(state, length: ids.count) where logProbability.isFinite {
          let total = sum + Double(logProbability)
          if id == end {
            everything.append((ids, total / pow(Double(ids.count + 1), 0.7)))
          } else {
            visit(ids + [id], distribution.nextState(state, id), total)
          }
        }
      }
      visit([], distribution.nextState(distribution.firstState(source), begin), 0)
      try #require(everything.count == 121)
      var model = ToyModel(distribution)
      let found = BeamSearch(options, begin: begin, end: end).search([source], with: &model)[0]
      #expect(found.map(\.score) == everything.map(\.score).sorted(by: >))
      #expect(Set(found.map(\.ids)) == Set(everything.map(\.ids)))
      #expect(found.allSatisfy { $0.isComplete })
    }
  }

  @Test func neitherTheOtherSentencesNorTheirOrderMatter() throws {
    let sources = randomSources(24, seed: 3)
    let options = try DecodingOptions(beamSize: 4, normalize: 0.6, maxLengthFactor: 1, nBest: 3)
    let search = BeamSearch(options, begin: begin, end: end)
    var model = ToyModel()
    let together = search.search(sources, with: &model)
    for (source, expected) in zip(sources, together) {
      let alone = search.search([source], with: &model)
      #expect(alone == [expected])
    }
    var order = Array(sources.indices)
    var generator = SeededGenerator(seed: 1)
    generator.shuffle(&order)
    let shuffled = search.search(order.map { sources[$0] }, with: &model)
    #expect(shuffled == order.map { together[$0] })
  }

  @Test func hypothesesAreDistinctAndSortedAndTheBestDoesNotDependOnTheirNumber() throws {
    for endBias: Float in [-7, -3, 0] {
      let sources = randomSources(20, seed: 8)
      var model = ToyModel(ToyDistribution(endBias: endBias))
      func results(_ nBest: Int) throws -> [[Hypothesis]] {
        let options = try DecodingOptions(beamSize: 6, normalize: 1, maxLengthFactor: 0.5, nBest: nBest)
        return BeamSearch(options, begin: begin, end: end).search(sources, with: &model)
      }
      let all = try results(6)
      for hypotheses in all {
        #expect(hypotheses.count == 6)
        #expect(Set(hypotheses.map(\.ids)).count == 6)
        #expect(hypotheses.flatMap(\.ids).allSatisfy { $0 >= 4 })
        for isComplete in [true, false] {
          let scores = hypotheses.filter { $0.isComplete == isComplete }.map(\.score)
          #expect(scores == scores.sorted(by: >))
        }
        let cutOnes = hypotheses.drop(while: \.isComplete)
        #expect(!cutOnes.contains { $0.isComplete })
      }
      for nBest in 1...5 {
        let fewer = try results(nBest)
        #expect(fewer == all.map { Array($0.prefix(nBest)) })
      }
    }
  }

  @Test func tiesGoToTheShorterThenToTheLowerIds() throws {
    var model = ToyModel(ToyDistribution(wordCount: 2, logitCount: 1, longest: 2))
    let options = try DecodingOptions(beamSize: 7, normalize: 20, maxLengthFactor: 1, nBest: 7)
    let results = BeamSearch(options, begin: begin, end: end).search([[5]], with: &model)[0]
    let expected: [[TokenID]] = [[4, 4], [4, 5], [5, 4], [5, 5], [4], [5], []]
    #expect(results.map(\.ids) == expected)
    let unnormalized = try DecodingOptions(beamSize: 7, normalize: 0, maxLengthFactor: 1, nBest: 7)
    let shortFirst = BeamSearch(unnormalized, begin: begin, end: end).search([[5]], with: &model)[0]
    #expect(shortFirst.map(\.ids) == [[], [4], [5], [4, 4], [4, 5], [5, 4], [5, 5]])
  }

  @Test func theStepLimitCutsWhatDoesNotEnd() throws {
    let sources: [[TokenID]] = [[7], [7, 8, 9]]
    let options = try DecodingOptions(beamSize: 3, normalize: 1, maxLengthFactor: 1.5, nBest: 3)
    var model = ToyModel(ToyDistribution(endBias: -60))
    let results = BeamSearch(options, begin: begin, end: end).search(sources, with: &model)
    #expect(results.map { $0.map(\.ids.count) } == [[12, 12, 12], [15, 15, 15]])
    #expect(results.joined().allSatisfy { !$0.isComplete })
    #expect(results[0][0].score == results[0][0].logProbability / 12)
  }

  @Test func anEmptyTranslationIsAllowed() throws {
    var model = ToyModel(ToyDistribution(endBias: 60))
    let options = try DecodingOptions(beamSize: 2, normalize: 0, maxLengthFactor: 1)
    let results = BeamSearch(options, begin: begin, end: end).search([[5], [6]], with: &model)
    #expect(results.map { $0.map(\.ids) } == [[[]], [[]]])
    #expect(model.rowCounts == [2])
    let none = BeamSearch(options, begin: begin, end: end).search([], with: &model)
    #expect(none.isEmpty)
  }

  @Test func sentencesThatAreDoneLeaveTheBatch() throws {
    let sources = randomSources(10, seed: 4)
    let search = BeamSearch(
      try DecodingOptions(beamSize: 3, normalize: 1, maxLengthFactor: 2), begin: begin, end: end)
    var together = ToyModel()
    _ = search.search(sources, with: &together)
    #expect(together.fedTokens[0] == [TokenID](repeating: begin, count: 10))
    #expect(!together.fedTokens.dropFirst().joined().contains { $0 == begin || $0 == end })
    var alone = ToyModel()
    for source in sources { _ = search.search([source], with: &alone) }
    #expect(together.rowCounts.reduce(0, +) == alone.rowCounts.reduce(0, +))
  }

  @Test(arguments: [1, 2, 7, 16, 40]) func othersComeInTheirPlace(batchSize: Int) throws {
    let sources = randomSources(200, seed: 6)
    let search = BeamSearch(
      try DecodingOptions(beamSize: 1, normalize: 1, maxLengthFactor: 2), begin: begin, end: end)
    var model = ToyModel()
    let results = search.search(sources, batchSize: batchSize, with: &model)
    var atOnce = ToyModel()
    #expect(results == search.search(sources, with: &atOnce))
    #expect(model.rowCounts.reduce(0, +) == atOnce.rowCounts.reduce(0, +))
    // Until the last has come, the batch is full, but for a step where fewer are encoded than there is room for.
    #expect(model.rowCounts.max() == batchSize)
    let arrivals = model.fedTokens.map { $0.count { $0 == begin } }
    let lastArrival = try #require(arrivals.lastIndex { $0 > 0 })
    #expect(model.rowCounts[..<lastArrival].reduce(0, +) > lastArrival * batchSize * 9 / 10)
  }

  @Test(arguments: [1, 2, 6]) func aProbabilityThatIsNotFiniteCostsItsSentenceAlone(_ batchSize: Int) throws {
    let options = try DecodingOptions(beamSize: 3, normalize: 1, maxLengthFactor: 2)
    let sources: [[TokenID]] = [[5], [6, 7], [9, 9], [8], [9, 4, 5]]
    let search = BeamSearch(options, begin: begin, end: end)
    var sound = ToyModel(ToyDistribution(endBias: -60))
    let expected = search.search(sources, with: &sound)
    for brokenStep in 0...2 {
      var model = ToyModel(ToyDistribution(endBias: -60))
      model.brokenFirstID = 9
      model.brokenStep = brokenStep
      let found = search.search(sources, batchSize: batchSize, with: &model)
      #expect([2, 4].allSatisfy { found[$0].isEmpty })
      #expect([0, 1, 3].allSatisfy { found[$0] == expected[$0] && !found[$0].isEmpty })
    }
  }
}

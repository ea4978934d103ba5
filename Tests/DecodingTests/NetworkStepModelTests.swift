import Basics
import Layers
import Models
import Tensors
import Testing

@testable import Decoding

extension StepModel {
  /// One row a source, and none besides.
  fileprivate mutating func start(_ sources: [[TokenID]]) {
    encode(sources)
    arrange([], adding: sources.count)
  }
}

/// No size is a multiple of a kernel's block.
struct NetworkStepModelTests {
  static let vocabularySize = 37

  static func configuration(
    layers: Int = 2, feed: Bool = true, bidirectional: Bool = false, attention: AttentionKind? = nil, heads: Int = 1,
    inputFeeding: Bool = false, memory: Int? = nil
  ) -> ModelConfiguration {
    ModelConfiguration(
      layers: layers, hiddenSize: bidirectional ? 22 : 21, embeddingSize: 13, sourceVocabularySize: 31,
      targetVocabularySize: vocabularySize, reverseSource: !bidirectional, feedVector: feed && attention == nil,
      dropout: 0.3, bidirectional: bidirectional, attention: attention, attentionHeads: heads,
      inputFeeding: inputFeeding,
      memory: memory)
  }

  static let oneVector = configuration()
  /// What a decoder can know of a source.
  static let configurations = [
    oneVector, configuration(feed: false), configuration(layers: 3, bidirectional: true),
    configuration(layers: 1, attention: .dot), configuration(attention: .general, heads: 3),
    configuration(bidirectional: true, attention: .general, inputFeeding: true),
    configuration(attention: .concat, inputFeeding: true), configuration(layers: 1, attention: .additive, heads: 7),
    configuration(attention: .general, memory: 5),
  ]

  static func network(_ configuration: ModelConfiguration = oneVector) -> EncoderDecoder<Float> {
    let network = EncoderDecoder<Float>(configuration, training: false)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 14)).fill(network.parameters)
    network.parameters.pack()
    return network
  }

  static func randomIDs(_ count: Int, below bound: Int, _ generator: inout SeededGenerator) -> [TokenID] {
    (0..<count).map { _ in TokenID(4 + generator.below(bound - 4)) }
  }

  static func sources(_ count: Int) -> [[TokenID]] {
    var generator = SeededGenerator(seed: 12)
    return (0..<count).map { _ in randomIDs(1 + generator.below(9), below: 31, &generator) }
  }

  /// The candidates of a row, all of them, as id and bits.
  private struct Candidate: Hashable {
    var id: TokenID
    var bits: UInt32
  }

  private static func row(_ row: Int, of candidates: StepCandidates) -> [Candidate] {
    (row * candidates.count..<(row + 1) * candidates.count).map {
      Candidate(id: candidates.ids[$0], bits: candidates.logProbabilities[$0].bitPattern)
    }
  }

  @Test(arguments: configurations)
  func stepsAgreeWithTheWholeSequence(configuration: ModelConfiguration) throws {
    let network = Self.network(configuration)
    // Suppressed ids are out of the search's sum: make them impossible in the forward pass too.
    for id in [MarkID.padding, MarkID.begin] { network.decoder.output.bias.values.base[Int(id)] = -1000 }
    let sources = Self.sources(19)
    var generator = SeededGenerator(seed: 13)
    let targets = sources.map { _ in
      Self.randomIDs(generator.below(7), below: Self.vocabularySize, &generator)
    }

    var model = NetworkStepModel(network, suppressed: [])
    model.start(sources)
    var sums = [Double](repeating: 0, count: sources.count)
    var fed = [TokenID](repeating: MarkID.begin, count: sources.count)
    var candidates = StepCandidates()
    for step in 0...6 {
      model.step(fed, count: Self.vocabularySize, into: &candidates)
      for (row, target) in targets.enumerated() where step <= target.count {
        fed[row] = step < target.count ? target[step] : MarkID.end
        let range = row * candidates.count..<(row + 1) * candidates.count
        let place = try #require(candidates.ids[range].firstIndex(of: fed[row]))
        sums[row] += Double(candidates.logProbabilities[place])
      }
    }
    for (row, sum) in sums.enumerated() {
      let whole = network.forwardBackward(
        IDPairs(sources: [sources[row]], targets: [targets[row]]), smoothing: 0, scale: 1, generator: nil,
        tape: nil, workspace: Workspace()
      ).negativeLogLikelihood
      #expect(abs(sum + whole) < 1e-4, "row \(row): \(sum) and \(-whole)")
    }
  }

  /// Three steps of one source alone, and of the same source at other places among others, have the same bits.
  @Test(arguments: configurations)
  func bitsOfARowDoNotDependOnTheOthers(configuration: ModelConfiguration) {
    let network = Self.network(configuration)
    let sources = Self.sources(41)
    let steps = 3
    func run(_ order: [Int]) -> [Int: [[Candidate]]] {
      var model = NetworkStepModel(network, suppressed: [MarkID.end + 2])
      var found = [Int: [[Candidate]]]()
      var candidates = StepCandidates()
      model.start(order.map { sources[$0] })
      for step in 0..<steps {
        model.step(
          order.map { step == 0 ? MarkID.begin : TokenID(6 + ($0 + step) % 20) }, count: Self.vocabularySize,
          into: &candidates)
        for (row, source) in order.enumerated() { found[source, default: []].append(Self.row(row, of: candidates)) }
      }
      return found
    }
    let alone = sources.indices.reduce(into: [Int: [[Candidate]]]()) { $0.merge(run([$1])) { $1 } }
    #expect(Set(alone.values.map { $0[0][0] }).count > 20)
    var generator = SeededGenerator(seed: 14)
    for count in [2, 15, 16, 17, 41] {
      var order = Array(sources.indices)
      generator.shuffle(&order)
      for (source, steps) in run(Array(order.prefix(count))) where steps != alone[source] {
        Issue.record("source \(source) in a batch of \(count)")
      }
    }
  }

  /// Rows are doubled, dropped and moved between steps, and new ones come, as in a search.
  @Test(arguments: configurations)
  func rearrangedRowsGoOnAsWhatTheyWere(configuration: ModelConfiguration) {
    let network = Self.network(configuration)
    let sources = Self.sources(29)
    var model = NetworkStepModel(network, suppressed: [])
    var candidates = StepCandidates()
    // Each row: its source and what it was fed.
    var rows: [(source: Int, fed: [TokenID])] = []
    var arrived = 0
    var encoded = 0
    var generator = SeededGenerator(seed: 15)
    for (kept, newcomers) in [(0, 7), (20, 11), (33, 0), (3, 2), (5, 5), (18, 0), (1, 3)] {
      if encoded < arrived + newcomers {
        let group = arrived..<min(arrived + 18, sources.count)
        model.encode(Array(sources[group]))
        encoded = group.upperBound
      }
      let parents = (0..<kept).map { _ in Int32(generator.below(rows.count)) }
      model.arrange(parents, adding: newcomers)
      rows = parents.map { rows[Int($0)] }
      for number in rows.indices { rows[number].fed.append(TokenID(4 + generator.below(30))) }
      rows += (0..<newcomers).map { (source: arrived + $0, fed: [MarkID.begin]) }
      arrived += newcomers
      model.step(rows.map { $0.fed.last! }, count: 5, into: &candidates)
      for (number, row) in rows.enumerated() {
        var alone = NetworkStepModel(network, suppressed: [])
        var expected = StepCandidates()
        alone.start([sources[row.source]])
        for id in row.fed { alone.step([id], count: 5, into: &expected) }
        #expect(Self.row(number, of: candidates) == Self.row(0, of: expected), "row \(number) of \(rows.count)")
      }
    }
    #expect(arrived == 28)
  }

  @Test func startingAnewForgetsEverything() {
    let network = Self.network()
    let sources = Self.sources(20)
    func first(_ model: inout NetworkStepModel, _ sources: [[TokenID]]) -> StepCandidates {
      var candidates = StepCandidates()
      model.start(sources)
      model.step(sources.map { _ in MarkID.begin }, count: 9, into: &candidates)
      return candidates
    }
    var used = NetworkStepModel(network, suppressed: [])
    _ = first(&used, sources)
    // As after an error: rows are live, and sources wait.
    used.encode(sources)
    used.arrange([3, 3], adding: 4)
    var fresh = NetworkStepModel(network, suppressed: [])
    #expect(first(&used, [sources[7]]) == first(&fresh, [sources[7]]))
  }

  @Test func suppressedIDsNeverAppearAndTheRestIsWhole() {
    let suppressed: [TokenID] = [5, 1, 5, 30, MarkID.begin]
    var model = NetworkStepModel(Self.network(), suppressed: suppressed)
    var candidates = StepCandidates()
    model.start(Self.sources(18))
    let allowed = Set(0..<TokenID(Self.vocabularySize)).subtracting(suppressed + [MarkID.padding])
    for step in 0..<4 {
      model.step([TokenID](repeating: step == 0 ? MarkID.begin : 9, count: 18), count: 1000, into: &candidates)
      // Fewer than asked for: what is left of the vocabulary, each once, probabilities falling and of sum 1.
      #expect(candidates.count == allowed.count)
      for row in 0..<18 {
        let range = row * candidates.count..<(row + 1) * candidates.count
        #expect(Set(candidates.ids[range]) == allowed)
        let values = Array(candidates.logProbabilities[range])
        #expect(values == values.sorted(by: >))
        #expect(values.allSatisfy { $0 <= 0 && $0.isFinite })
        #expect(abs(values.reduce(0.0) { $0 + Double.exponential(Double($1)) } - 1) < 1e-5)
      }
    }
  }

  /// The search over a batch gives each sentence what it gets alone, to the last bit.
  @Test(arguments: [1, 4]) func aBatchOfManyIsManyBatchesOfOne(beamSize: Int) throws {
    let sources = Self.sources(43)
    let search = BeamSearch(
      try DecodingOptions(beamSize: beamSize, normalize: 1, maxLengthFactor: 1, nBest: beamSize), begin: MarkID.begin,
      end: MarkID.end)
    var model = NetworkStepModel(Self.network(), suppressed: [1])
    let together = search.search(sources, with: &model)
    for batchSize in [1, 3, 17] {
      #expect(search.search(sources, batchSize: batchSize, with: &model) == together)
    }
    for (source, expected) in zip(sources, together) {
      #expect(search.search([source], with: &model) == [expected])
    }
    #expect(Set(together.map { $0[0].ids }).count > 10)
  }
}

import Basics
import Layers
import Models
import Optimizers
import Tensors
import Testing

@testable import Training

struct TrainingStepTests {
  private static func network(dropout: Double) -> EncoderDecoder<Float> {
    let network = EncoderDecoder<Float>(
      ModelConfiguration(
        layers: 2, hiddenSize: 19, embeddingSize: 11, sourceVocabularySize: 23, targetVocabularySize: 29,
        dropout: dropout), training: true)
    Initializer(range: 0.3, generator: SeededGenerator(seed: 1)).fill(network.parameters)
    network.parameters.pack()
    return network
  }

  /// Of `count` pairs, whose lengths differ.
  private static func batch(_ count: Int, seed: UInt64 = 2) -> IDPairs {
    var generator = SeededGenerator(seed: seed)
    func side(_ size: Int, least: Int) -> [[TokenID]] {
      (0..<count).map { _ in (0..<(least + generator.below(7))).map { _ in TokenID(4 + generator.below(size - 4)) } }
    }
    return IDPairs(sources: side(23, least: 1), targets: side(29, least: 0))
  }

  private static func bits(_ network: EncoderDecoder<Float>) -> [UInt32] {
    network.parameters.values.array.map(\.bitPattern)
  }

  /// The parameters' bits after five updates with Adam.
  private static func trained(workers: Int, slices: Int, pairs: Int) -> [UInt32] {
    let network = network(dropout: 0.3)
    let step = TrainingStep(
      network: network, optimizer: Adam(network.parameters), slices: slices,
      communicator: Communicator(workers: workers))
    for number in 1...5 {
      let outcome = step.run(
        batch(pairs, seed: UInt64(number)), smoothing: 0.1, clipNorm: 1, learningRate: 0.01,
        generator: SeededGenerator(seed: UInt64(number)), number: number)
      #expect(outcome.isFinite && outcome.targetTokens == batch(pairs, seed: UInt64(number)).targetTokens)
    }
    return bits(network)
  }

  /// 2 pairs leave a slice empty.
  @Test(arguments: [7, 2, 1])
  func workersDoNotChangeABit(pairs: Int) {
    let one = Self.trained(workers: 1, slices: 3, pairs: pairs)
    #expect(one != Self.bits(Self.network(dropout: 0.3)))
    for workers in [2, 3, 4] { #expect(Self.trained(workers: workers, slices: 3, pairs: pairs) == one) }
  }

  /// One step of plain descent at rate 1: the change is the gradient.
  private static func gradient(
    slices: Int, clipNorm: Double = 0
  ) -> (change: [Float], outcome: TrainingStep.Outcome) {
    let network = network(dropout: 0)
    let before = network.parameters.values.array
    let step = TrainingStep(
      network: network, optimizer: SGD(network.parameters), slices: slices, communicator: Communicator(workers: 2))
    let outcome = step.run(
      batch(8), smoothing: 0.1, clipNorm: clipNorm, learningRate: 1, generator: nil, number: 1)
    return (zip(before, network.parameters.values.array).map { $0 - $1 }, outcome)
  }

  @Test func slicesSumToTheBatch() {
    let whole = Self.gradient(slices: 1)
    let largest = whole.change.map(abs).max()!
    #expect(largest > 1e-3)
    for slices in [2, 3, 8] {
      let parts = Self.gradient(slices: slices)
      let worst = zip(whole.change, parts.change).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(worst < 1e-5, "\(slices) slices")
      #expect(abs(parts.outcome.gradientNorm - whole.outcome.gradientNorm) < 1e-4)
      #expect(abs(parts.outcome.loss.smoothedLoss - whole.outcome.loss.smoothedLoss) < 1e-3)
      #expect(abs(parts.outcome.loss.negativeLogLikelihood - whole.outcome.loss.negativeLogLikelihood) < 1e-3)
    }
  }

  /// The loss that is descended is the mean over target tokens, and its gradient has the norm that is told.
  @Test func theGradientIsThatOfTheMeanLoss() {
    let (change, outcome) = Self.gradient(slices: 3)
    let network = Self.network(dropout: 0)
    let tape = GradientTape(network.parameters)
    let workspace = Workspace<Float>()
    let sum = network.forwardBackward(
      Self.batch(8), smoothing: 0.1, scale: 1 / Double(Self.batch(8).targetTokens), generator: nil,
      tape: tape, workspace: workspace)
    let gradients = GradientBlock(like: network.parameters)
    gradients.add(tape)
    for parameter in network.parameters.parameters {
      let moved = change[parameter.offset..<parameter.offset + parameter.shape.count]
      #expect(zip(moved, gradients.array(of: parameter)).allSatisfy { abs($0 - $1) < 1e-5 }, "\(parameter.name)")
    }
    #expect(abs(sum.smoothedLoss - outcome.loss.smoothedLoss) < 1e-3)
    let norm = change.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    #expect(abs(norm - outcome.gradientNorm) < 1e-4)
  }

  @Test func longGradientsAreClipped() {
    let (whole, outcome) = Self.gradient(slices: 3)
    let limit = outcome.gradientNorm / 4
    let clipped = Self.gradient(slices: 3, clipNorm: limit)
    #expect(clipped.outcome.gradientNorm == outcome.gradientNorm)
    #expect(zip(whole, clipped.change).allSatisfy { abs($0 / 4 - $1) < 1e-6 })
    #expect(Self.gradient(slices: 3, clipNorm: outcome.gradientNorm * 2).change == whole)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity], [0, 1])
  func whatIsNotFiniteIsNotLearned(value: Float, place: Int) {
    let network = Self.network(dropout: 0)
    let adam = Adam(network.parameters)
    let step = TrainingStep(network: network, optimizer: adam, slices: 3, communicator: Communicator(workers: 2))
    let parameter = place == 0 ? network.decoder.output.bias : network.parameters["encoder.layers.0.bias"]!
    parameter.values.base[5] = value
    network.parameters.pack()
    let before = Self.bits(network)
    let outcome = step.run(
      Self.batch(7), smoothing: 0.1, clipNorm: 1, learningRate: 0.01, generator: nil, number: 1)
    // An infinite bias of a gate only closes or opens it.
    guard value.isNaN || place == 0 else { return #expect(outcome.loss.smoothedLoss.isNaN || outcome.isFinite) }
    #expect(!outcome.isFinite)
    #expect(Self.bits(network) == before)
    #expect(adam.state.allSatisfy { $0.block.values.array.allSatisfy { $0 == 0 } })
  }
}

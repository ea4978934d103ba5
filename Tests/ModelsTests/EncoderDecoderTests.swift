import Basics
import GradientCheck
import Layers
import Tensors
import Testing

@testable import Models

struct EncoderDecoderTests {
  static let pairs = IDPairs(
    sources: [[4, 5, 6, 7], [8], [9, 4]], targets: [[5, 6], [7, 8, 9, 10, 4], []])

  static func configuration(layers: Int, reverse: Bool, feed: Bool, dropout: Double = 0) -> ModelConfiguration {
    ModelConfiguration(
      layers: layers, hiddenSize: 5, embeddingSize: 3, sourceVocabularySize: 10, targetVocabularySize: 11,
      reverseSource: reverse, feedVector: feed, dropout: dropout)
  }

  static func model<Element: Scalar>(_ configuration: ModelConfiguration, range: Double = 0.5) -> EncoderDecoder<
    Element
  > {
    let model = EncoderDecoder<Element>(configuration, training: true)
    Initializer(range: range, generator: SeededGenerator(seed: 7)).fill(model.parameters)
    model.parameters.pack()
    return model
  }

  @Test func forgetBiasIsAddedToTheForgetGatesOfAllLayersAlone() {
    let models = [0.0, 1.5].map { forgetBias in
      let model = EncoderDecoder<Double>(Self.configuration(layers: 2, reverse: true, feed: true), training: false)
      Initializer(range: 0.5, forgetBias: forgetBias, generator: SeededGenerator(seed: 1)).fill(model.parameters)
      return model
    }
    var shifted = Set<String>()
    for (plain, parameter) in zip(models[0].parameters.parameters, models[1].parameters.parameters) {
      let differences = zip(plain.values.array, parameter.values.array).map { $1 - $0 }
      if differences.allSatisfy({ $0 == 0 }) { continue }
      shifted.insert(parameter.name)
      // The gates are input, forget, candidate, output, 5 units each.
      #expect(differences.enumerated().allSatisfy { abs($1 - ((5..<10).contains($0) ? 1.5 : 0)) < 1e-12 })
    }
    #expect(
      shifted == [
        "encoder.layers.0.bias", "encoder.layers.1.bias", "decoder.layers.0.bias", "decoder.layers.1.bias",
      ])
    // Parameters are views of what the models own.
    withExtendedLifetime(models) {}
  }

  static func attentive(
    layers: Int, _ attention: AttentionKind?, feeds: Bool = false, heads: Int = 1, bidirectional: Bool = true,
    memory: Int? = nil
  ) -> ModelConfiguration {
    ModelConfiguration(
      layers: layers, hiddenSize: 6, embeddingSize: 3, sourceVocabularySize: 10, targetVocabularySize: 11,
      reverseSource: false, feedVector: attention == nil, dropout: 0.25, bidirectional: bidirectional,
      attention: attention, attentionHeads: heads, inputFeeding: feeds, memory: memory)
  }

  @Test(arguments: [
    configuration(layers: 1, reverse: false, feed: false, dropout: 0.25),
    configuration(layers: 2, reverse: true, feed: true, dropout: 0.25),
    configuration(layers: 3, reverse: true, feed: false, dropout: 0.25),
    configuration(layers: 1, reverse: true, feed: true, dropout: 0.25), attentive(layers: 2, nil),
    attentive(layers: 2, .general, feeds: true, heads: 3), attentive(layers: 1, .dot, bidirectional: false),
    attentive(layers: 2, .concat, feeds: true), attentive(layers: 1, .additive, heads: 2),
    attentive(layers: 1, .general, feeds: true, memory: 3), attentive(layers: 2, .dot, memory: 1),
  ])
  func gradientsOfTheWholeModelAgreeWithCentralDifferences(configuration: ModelConfiguration) {
    let model: EncoderDecoder<Double> = Self.model(configuration)
    let generator = SeededGenerator(seed: 3)
    let scale = 1 / Double(Self.pairs.targetTokens)
    let workspace = Workspace<Double>()
    func run(_ tape: GradientTape<Double>?) -> CrossEntropySum {
      workspace.reset()
      return model.forwardBackward(
        Self.pairs, smoothing: 0.1, scale: scale, generator: generator, tape: tape, workspace: workspace)
    }
    let tape = GradientTape(model.parameters)
    _ = run(tape)
    let gradients = GradientBlock(like: model.parameters)
    gradients.add(tape)
    for parameter in model.parameters.parameters {
      let worst = GradientCheck.worstError(
        parameter.values, analytic: gradients.array(of: parameter), changed: { model.parameters.pack() },
        loss: { run(nil).smoothedLoss * scale })
      #expect(worst < 1e-6, "\(parameter.name)")
    }
  }

  @Test func lossOfABatchIsTheSumOverItsPairs() {
    let model: EncoderDecoder<Double> = Self.model(Self.configuration(layers: 2, reverse: true, feed: true))
    let workspace = Workspace<Double>()
    func loss(_ pairs: IDPairs) -> Double {
      model.forwardBackward(
        pairs, smoothing: 0, scale: 1, generator: nil, tape: nil, workspace: workspace
      ).negativeLogLikelihood
    }
    let single = Self.pairs.sources.indices.reduce(0.0) {
      $0 + loss(IDPairs(sources: [Self.pairs.sources[$1]], targets: [Self.pairs.targets[$1]]))
    }
    #expect(abs(loss(Self.pairs) - single) < 1e-9)
  }

  @Test func floatOnTheKernelsAgreesWithDoubleOnThePlainTwins() {
    let configuration = ModelConfiguration(
      layers: 2, hiddenSize: 33, embeddingSize: 20, sourceVocabularySize: 50, targetVocabularySize: 61, dropout: 0.2)
    let fast: EncoderDecoder<Float> = Self.model(configuration, range: 0.2)
    let plain: EncoderDecoder<Double> = Self.model(configuration, range: 0.2)
    let (fastWorkspace, plainWorkspace) = (Workspace<Float>(), Workspace<Double>())
    let fastTape = GradientTape(fast.parameters)
    let plainTape = GradientTape(plain.parameters)
    let generator = SeededGenerator(seed: 5)
    let fastSum = fast.forwardBackward(
      Self.pairs, smoothing: 0.1, scale: 0.1, generator: generator, tape: fastTape,
      workspace: fastWorkspace)
    let plainSum = plain.forwardBackward(
      Self.pairs, smoothing: 0.1, scale: 0.1, generator: generator, tape: plainTape,
      workspace: plainWorkspace)
    #expect(abs(fastSum.smoothedLoss - plainSum.smoothedLoss) < 1e-3)
    let fastGradients = GradientBlock(like: fast.parameters)
    let plainGradients = GradientBlock(like: plain.parameters)
    fastGradients.add(fastTape)
    plainGradients.add(plainTape)
    for (a, b) in zip(fast.parameters.parameters, plain.parameters.parameters) {
      let worst = zip(fastGradients.array(of: a), plainGradients.array(of: b))
        .reduce(0.0) { max($0, abs(Double($1.0) - $1.1)) }
      #expect(worst < 1e-5, "\(a.name)")
    }
  }
}

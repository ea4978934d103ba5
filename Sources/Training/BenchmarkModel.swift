import Basics
import Layers
import Models
import Tensors

/// The model that a benchmark makes up, with random weights.
public struct BenchmarkModel: Sendable {
  public var layers = 2
  public var hiddenSize = 512
  public var embeddingSize = 512
  /// Of each side.
  public var vocabularySize = 8000

  public init() {}

  func network(training: Bool, precision: ProductPrecision) -> EncoderDecoder<Float> {
    let configuration = ModelConfiguration(
      layers: layers, hiddenSize: hiddenSize, embeddingSize: embeddingSize, sourceVocabularySize: vocabularySize,
      targetVocabularySize: vocabularySize, feedVector: false)
    let network = EncoderDecoder<Float>(configuration, training: training, precision: precision)
    Initializer.uniform(network.parameters, range: 0.08, generator: SeededGenerator(seed: 1))
    network.parameters.pack()
    return network
  }

  /// Multiply-adds of the products for one token through the layers of one side.
  var multiplyAddsOfASide: Double {
    Double(4 * hiddenSize * (embeddingSize + hiddenSize)) + Double(layers - 1) * Double(8 * hiddenSize * hiddenSize)
  }

  /// And through the output layer.
  var multiplyAddsOfTheOutput: Double { Double(hiddenSize * vocabularySize) }
}

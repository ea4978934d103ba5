import Basics
import Layers
import Models
import Tensors

/// The model that a benchmark makes up, with random weights.
public struct BenchmarkModel: Sendable {
  public var configuration = ModelConfiguration(
    layers: 2, hiddenSize: 512, embeddingSize: 512, sourceVocabularySize: 8000, targetVocabularySize: 8000,
    feedVector: false)
  /// The vocabulary size of each side.
  public var vocabularySize: Int {
    get { configuration.targetVocabularySize }
    set { (configuration.sourceVocabularySize, configuration.targetVocabularySize) = (newValue, newValue) }
  }

  public init() {}

  public init(_ model: Recipe.ModelSection, vocabularySize: Int) {
    configuration = ModelConfiguration(
      model, sourceVocabularySize: vocabularySize, targetVocabularySize: vocabularySize)
  }

  private static let initializer = Initializer(range: 0.08, generator: SeededGenerator(seed: 1))

  func networkForTraining(precision: ProductPrecision) -> EncoderDecoder<Float> {
    let network = EncoderDecoder<Float>(configuration, training: true, precision: precision)
    Self.initializer.fill(network.parameters)
    network.parameters.pack()
    return network
  }

  /// Kept as a model that was read from a file is.
  func networkForInference(precision: ProductPrecision) -> EncoderDecoder<Float> {
    let network = EncoderDecoder<Float>(forInference: configuration, precision: precision)
    let store = network.parameters
    for parameter in store.parameters {
      let shape = parameter.shape
      let room = UnsafeMutablePointer<Float>.allocate(capacity: shape.count)
      defer { room.deallocate() }
      let drawn = Tensor(base: room, shape: shape)
      Self.initializer.fill(parameter, into: drawn)
      if let values = parameter.values {
        values.copy(from: drawn)
      } else if precision == .int8 {
        let quantized = QuantizedRows<Float>(rows: shape.rows, columns: shape.columns)
        quantized.quantize(drawn, at: 0)
        store.fill(parameter, from: quantized)
      } else {
        store.fill(parameter, from: drawn)
      }
    }
    return network
  }
}

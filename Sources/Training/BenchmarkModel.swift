import Basics
import Layers
import Models
import Tensors

/// The model that a benchmark makes up, with random weights.
public struct BenchmarkModel: Sendable {
  public var layers = 2
  public var hiddenSize = 512
  public var embeddingSize = 512
  /// The vocabulary size of each side.
  public var vocabularySize = 8000

  public init() {}

  private static let initializer = Initializer(range: 0.08, generator: SeededGenerator(seed: 1))

  private var configuration: ModelConfiguration {
    ModelConfiguration(
      layers: layers, hiddenSize: hiddenSize, embeddingSize: embeddingSize, sourceVocabularySize: vocabularySize,
      targetVocabularySize: vocabularySize, feedVector: false)
  }

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

  /// Multiply-adds of the products for one token through the layers of one side.
  var multiplyAddsOfASide: Double {
    Double(4 * hiddenSize * (embeddingSize + hiddenSize)) + Double(layers - 1) * Double(8 * hiddenSize * hiddenSize)
  }

  /// Multiply-adds of the output layer for one token.
  var multiplyAddsOfTheOutput: Double { Double(hiddenSize * vocabularySize) }
}

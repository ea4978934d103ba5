import Layers
import Testing

@testable import Models

struct ModelConfigurationTests {
  private static let plain = ModelConfiguration(
    layers: 2, hiddenSize: 5, embeddingSize: 3, sourceVocabularySize: 10, targetVocabularySize: 11)

  @Test(arguments: [
    (1, 5, 3, 10, 11, true), (1, 5, 3, 10, 11, false), (2, 16, 16, 300, 290, true), (3, 7, 20, 4, 4, false),
    (4, 33, 1, 17, 99, true),
  ])
  func parametersAreCountedAsTheyAreMade(
    layers: Int, hidden: Int, embedding: Int, source: Int, target: Int, feed: Bool
  ) {
    let configuration = ModelConfiguration(
      layers: layers, hiddenSize: hidden, embeddingSize: embedding, sourceVocabularySize: source,
      targetVocabularySize: target, feedVector: feed)
    let model = EncoderDecoder<Float>(configuration, training: false)
    #expect(configuration.parameterCount == model.parameters.learnedCount)
  }

  /// By hand: tables (10 + 11) * 3; encoder 4 * 5 * (3 + 5 + 1) and 4 * 5 * (5 + 5 + 1); the decoder the same and 4 * 5 * 5
  /// for the vector; output 11 * (5 + 1).
  @Test func parametersOfASmallModel() {
    #expect(Self.plain.parameterCount == 63 + 180 + 220 + 180 + 220 + 100 + 66)
  }

  @Test func anUnknownCellIsAFault() {
    var configuration = Self.plain
    configuration.cell = "gru"
    #expect(configuration.fault == "the cell 'gru' is not known (known: lstm)")
  }

  @Test(
    arguments: [
      (\.layers, 0, "layers is 0, outside of 1 to 64"),
      (\.layers, 65, "layers is 65, outside of 1 to 64"),
      (\.hiddenSize, -1, "hiddenSize is -1, outside of 1 to 65536"),
      (\.hiddenSize, .max, "hiddenSize is 9223372036854775807, outside of 1 to 65536"),
      (\.embeddingSize, 0, "embeddingSize is 0, outside of 1 to 65536"),
      (\.embeddingSize, 65537, "embeddingSize is 65537, outside of 1 to 65536"),
      (\.sourceVocabularySize, 3, "a vocabulary size is 3, outside of 4 to 16777216"),
      (\.targetVocabularySize, 16_777_217, "a vocabulary size is 16777217, outside of 4 to 16777216"),
    ] as [(WritableKeyPath<ModelConfiguration, Int> & Sendable, Int, String)])
  func sizesOutOfBoundsAreFaults(key: WritableKeyPath<ModelConfiguration, Int> & Sendable, value: Int, fault: String) {
    var configuration = Self.plain
    #expect(configuration.fault == nil)
    configuration[keyPath: key] = value
    #expect(configuration.fault == fault)
  }

  @Test(arguments: [(1.0, "1.0"), (-0.1, "-0.1"), (.nan, "nan"), (.infinity, "inf")])
  func dropoutOutOfBoundsIsAFault(dropout: Double, text: String) {
    var configuration = Self.plain
    configuration.dropout = 0.95
    #expect(configuration.fault == nil)
    configuration.dropout = dropout
    #expect(configuration.fault == "dropout is \(text), outside of 0 up to (not including) 1")
  }

  /// The largest that is let through can be counted without overflow.
  @Test func theLargestConfigurationCanBeCounted() {
    let largest = ModelConfiguration(
      layers: 64, hiddenSize: 65536, embeddingSize: 65536, sourceVocabularySize: 1 << 24, targetVocabularySize: 1 << 24)
    #expect(largest.fault == nil)
    #expect(largest.parameterCount > 1 << 40)
  }
}

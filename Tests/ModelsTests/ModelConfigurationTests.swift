import FoundationEssentials
import Layers
import Testing

@testable import Models

struct ModelConfigurationTests {
  private static func changed(_ change: (inout ModelConfiguration) -> Void) -> ModelConfiguration {
    var configuration = plain
    change(&configuration)
    return configuration
  }

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

  @Test func whatACellCannotBeIsAFault() {
    var configuration = Self.plain
    configuration.cell = CellDescription(.gru, coupledGates: true)
    #expect(configuration.fault?.key == "coupledGates")
  }

  @Test(arguments: CellDescription.all)
  func everyCellIsWrittenAndRead(cell: CellDescription) throws {
    var configuration = Self.plain
    configuration.cell = cell
    #expect(configuration.fault == nil && configuration.needsFormat4 == (cell != .lstm))
    let json = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(ModelConfiguration.self, from: json) == configuration)
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
    #expect(configuration.fault?.reason == nil)
    configuration[keyPath: key] = value
    #expect(configuration.fault?.reason == fault)
  }

  @Test(
    arguments: [
      (changed { $0.inputFeeding = true }, "inputFeeding", "inputFeeding has no meaning without attention"),
      (changed { $0.attentionHeads = 5 }, "attentionHeads", "attentionHeads has no meaning without attention"),
      (changed { $0.attentionHeads = 0 }, "attentionHeads", "attentionHeads is 0, outside of 1 to 64"),
      (
        changed { ($0.attention, $0.feedVector, $0.attentionHeads) = (.dot, false, 3) }, "attentionHeads",
        "attentionHeads is 3, which does not divide hiddenSize 5"
      ),
      (
        changed { $0.attention = .dot }, "feedVector",
        "feedVector has no meaning with attention, which reads the whole source"
      ),
      (
        changed { ($0.attention, $0.feedVector, $0.inputFeeding) = (.additive, false, true) }, "inputFeeding",
        "inputFeeding has no meaning with additive attention, which feeds its context"
      ),
      (
        changed { $0.bidirectional = true }, "hiddenSize",
        "hiddenSize is 5, and bidirectional layers divide it into two halves"
      ),
      (
        changed { ($0.bidirectional, $0.hiddenSize) = (true, 6) }, "reverseSource",
        "reverseSource has no meaning with bidirectional layers, which read both ways"
      ),
    ])
  func keysThatDoNotGoTogetherAreFaults(configuration: ModelConfiguration, key: String, reason: String) throws {
    let fault = try #require(configuration.fault)
    #expect(fault.key == key && fault.reason == reason)
  }

  @Test func whatOlderFormatsHaveNoWordsForIsWrittenOnlyWhereItIsThere() throws {
    let plain = String(decoding: try JSONEncoder().encode(Self.plain), as: UTF8.self)
    for key in ["bidirectional", "attention", "inputFeeding"] { #expect(!plain.contains(key)) }
    #expect(!Self.plain.needsFormat4)
    var configuration = Self.plain
    (configuration.attention, configuration.feedVector, configuration.hiddenSize) = (.general, false, 6)
    (configuration.bidirectional, configuration.reverseSource) = (true, false)
    (configuration.attentionHeads, configuration.inputFeeding, configuration.memory) = (2, true, 4)
    #expect(configuration.fault == nil && configuration.needsFormat4)
    let json = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(ModelConfiguration.self, from: json) == configuration)
  }

  /// By hand: two directions of 4 * 3 * (3 + 3 + 1); in the decoder 4 * 6 * (3 + 6 + 6) products, W 6 * 6, its two sums 2 * 6 * 6
  /// and the output 11 * 6; over 7 positions 2 * 7 * 6 for scores and context.
  @Test func productsOfATokenAreCounted() {
    let configuration = ModelConfiguration(
      layers: 1, hiddenSize: 6, embeddingSize: 3, sourceVocabularySize: 10, targetVocabularySize: 11,
      reverseSource: false, feedVector: false, bidirectional: true, attention: .general, inputFeeding: true)
    let (source, target) = configuration.multiplyAdds(sourceLength: 7)
    #expect(source == 2 * 12 * 6 + 36)
    #expect(target == 24 * 15 + 72 + 66 + 84)
  }

  @Test(arguments: [(1.0, "1.0"), (-0.1, "-0.1"), (.nan, "nan"), (.infinity, "inf")])
  func dropoutOutOfBoundsIsAFault(dropout: Double, text: String) {
    var configuration = Self.plain
    configuration.dropout = 0.95
    #expect(configuration.fault?.reason == nil)
    configuration.dropout = dropout
    #expect(configuration.fault?.reason == "dropout is \(text), outside of 0 up to (not including) 1")
  }

  /// The largest that is let through can be counted without overflow.
  @Test func theLargestConfigurationCanBeCounted() {
    let largest = ModelConfiguration(
      layers: 64, hiddenSize: 65536, embeddingSize: 65536, sourceVocabularySize: 1 << 24, targetVocabularySize: 1 << 24)
    #expect(largest.fault == nil)
    #expect(largest.parameterCount > 1 << 40)
  }
}

import Basics

/// Everything that is needed to rebuild a model's layers; it is stored in `config.json`.
public struct ModelConfiguration: Codable, Equatable, Sendable {
  /// The recurrent cell: `lstm`.
  public var cell: String
  /// Layers of the encoder, and as many of the decoder.
  public var layers: Int
  public var hiddenSize: Int
  public var embeddingSize: Int
  public var sourceVocabularySize: Int
  public var targetVocabularySize: Int
  /// The encoder reads the source from its end to its start (Sutskever et al. 2014, section 3.3).
  public var reverseSource: Bool
  /// The encoder's vector is fed to the decoder's lowest layer at every step, beside being its first state.
  public var feedVector: Bool
  /// Dropout probability after the embeddings, between layers and before the output; used in training only.
  public var dropout: Double

  public init(
    cell: String = "lstm", layers: Int, hiddenSize: Int, embeddingSize: Int, sourceVocabularySize: Int,
    targetVocabularySize: Int, reverseSource: Bool = true, feedVector: Bool = true, dropout: Double = 0
  ) {
    self.cell = cell
    self.layers = layers
    self.hiddenSize = hiddenSize
    self.embeddingSize = embeddingSize
    self.sourceVocabularySize = sourceVocabularySize
    self.targetVocabularySize = targetVocabularySize
    self.reverseSource = reverseSource
    self.feedVector = feedVector
    self.dropout = dropout
  }

  /// Why no model can be built from it, or nil. Files bring these numbers in: they are bounded before memory is asked for.
  public var fault: String? {
    if cell != "lstm" { return "the cell '\(cell)' is not known (known: lstm)" }
    if !(1...64).contains(layers) { return "layers is \(layers), outside of 1 to 64" }
    if !(1...65536).contains(hiddenSize) { return "hiddenSize is \(hiddenSize), outside of 1 to 65536" }
    if !(1...65536).contains(embeddingSize) { return "embeddingSize is \(embeddingSize), outside of 1 to 65536" }
    for size in [sourceVocabularySize, targetVocabularySize] where !(4...(1 << 24)).contains(size) {
      return "a vocabulary size is \(size), outside of 4 to \(1 << 24)"
    }
    if !(dropout >= 0 && dropout < 1) { return "dropout is \(dropout), outside of 0 up to (not including) 1" }
    return nil
  }

  /// The number of learned values in a model of this configuration.
  public var parameterCount: Int {
    func stack(vectorSize: Int) -> Int {
      let lowest = 4 * hiddenSize * (embeddingSize + hiddenSize + vectorSize + 1)
      return lowest + (layers - 1) * 4 * hiddenSize * (2 * hiddenSize + 1)
    }
    return (sourceVocabularySize + targetVocabularySize) * embeddingSize + stack(vectorSize: 0)
      + stack(vectorSize: feedVector ? hiddenSize : 0) + targetVocabularySize * (hiddenSize + 1)
  }
}

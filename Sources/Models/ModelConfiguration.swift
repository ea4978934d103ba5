import Basics
import Layers

/// Everything that is needed to rebuild a model's layers; it is stored in `config.json`.
public struct ModelConfiguration: Codable, Equatable, Sendable {
  public var cell: CellDescription
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
  /// Each layer of the encoder has two halves, of which one reads the source from its end.
  public var bidirectional: Bool
  /// What the decoder attends to the encoder's outputs with; nil for one vector.
  public var attention: AttentionKind?
  public var attentionHeads: Int
  /// The last step's attentional vector is fed to the decoder's lowest layer (Luong et al. 2015, section 3.3).
  public var inputFeeding: Bool
  /// How many summaries of the source are attended to; nil for all its positions.
  public var memory: Int?

  public init(
    cell: CellDescription = .lstm, layers: Int, hiddenSize: Int, embeddingSize: Int, sourceVocabularySize: Int,
    targetVocabularySize: Int, reverseSource: Bool = true, feedVector: Bool = true, dropout: Double = 0,
    bidirectional: Bool = false, attention: AttentionKind? = nil, attentionHeads: Int = 1, inputFeeding: Bool = false,
    memory: Int? = nil
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
    self.bidirectional = bidirectional
    self.attention = attention
    self.attentionHeads = attentionHeads
    self.inputFeeding = inputFeeding
    self.memory = memory
  }

  private enum CodingKeys: String, CodingKey {
    case layers, hiddenSize, embeddingSize, sourceVocabularySize, targetVocabularySize, reverseSource, feedVector
    case dropout, bidirectional, attention, attentionHeads, inputFeeding, memory
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      cell: try CellDescription(from: decoder), layers: try values.decode(Int.self, forKey: .layers),
      hiddenSize: try values.decode(Int.self, forKey: .hiddenSize),
      embeddingSize: try values.decode(Int.self, forKey: .embeddingSize),
      sourceVocabularySize: try values.decode(Int.self, forKey: .sourceVocabularySize),
      targetVocabularySize: try values.decode(Int.self, forKey: .targetVocabularySize),
      reverseSource: try values.decode(Bool.self, forKey: .reverseSource),
      feedVector: try values.decode(Bool.self, forKey: .feedVector),
      dropout: try values.decode(Double.self, forKey: .dropout),
      bidirectional: try values.decodeIfPresent(Bool.self, forKey: .bidirectional) ?? false,
      attention: try values.decodeIfPresent(AttentionKind.self, forKey: .attention),
      attentionHeads: try values.decodeIfPresent(Int.self, forKey: .attentionHeads) ?? 1,
      inputFeeding: try values.decodeIfPresent(Bool.self, forKey: .inputFeeding) ?? false,
      memory: try values.decodeIfPresent(Int.self, forKey: .memory))
  }

  /// What earlier formats have no words for is written only where it is there.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try cell.encode(to: encoder)
    try values.encode(layers, forKey: .layers)
    try values.encode(hiddenSize, forKey: .hiddenSize)
    try values.encode(embeddingSize, forKey: .embeddingSize)
    try values.encode(sourceVocabularySize, forKey: .sourceVocabularySize)
    try values.encode(targetVocabularySize, forKey: .targetVocabularySize)
    try values.encode(reverseSource, forKey: .reverseSource)
    try values.encode(feedVector, forKey: .feedVector)
    try values.encode(dropout, forKey: .dropout)
    if bidirectional { try values.encode(true, forKey: .bidirectional) }
    try values.encodeIfPresent(attention, forKey: .attention)
    if attentionHeads != 1 { try values.encode(attentionHeads, forKey: .attentionHeads) }
    if inputFeeding { try values.encode(true, forKey: .inputFeeding) }
    try values.encodeIfPresent(memory, forKey: .memory)
  }

  /// Whether only programs that read version 4 of a model's format can build it.
  public var needsFormat4: Bool { cell != .lstm || bidirectional || attention != nil }

  /// Why no model can be built from it, or nil: the key that is at fault, and what is wrong, which begins with the key. Files bring
  /// these numbers in: they are bounded before memory is asked for.
  public var fault: (key: String, reason: String)? {
    if let fault = cell.fault { return fault }
    func outside(_ key: String, _ value: Int, _ range: ClosedRange<Int>) -> (key: String, reason: String)? {
      if range.contains(value) { return nil }
      return (key, "\(key) is \(value), outside of \(range.lowerBound) to \(range.upperBound)")
    }
    let sizes =
      outside("layers", layers, 1...64) ?? outside("hiddenSize", hiddenSize, 1...65536)
      ?? outside("embeddingSize", embeddingSize, 1...65536) ?? outside("attentionHeads", attentionHeads, 1...64)
      ?? outside("memory", memory ?? 1, 1...1024)
    if let sizes { return sizes }
    for size in [sourceVocabularySize, targetVocabularySize] where !(4...(1 << 24)).contains(size) {
      return ("sourceVocabularySize", "a vocabulary size is \(size), outside of 4 to \(1 << 24)")
    }
    if !(dropout >= 0 && dropout < 1) {
      return ("dropout", "dropout is \(dropout), outside of 0 up to (not including) 1")
    }
    return contradiction
  }

  /// Keys that do not go together.
  private var contradiction: (key: String, reason: String)? {
    if bidirectional && hiddenSize % 2 != 0 {
      return ("hiddenSize", "hiddenSize is \(hiddenSize), and bidirectional layers divide it into two halves")
    }
    if bidirectional && reverseSource {
      return ("reverseSource", "reverseSource has no meaning with bidirectional layers, which read both ways")
    }
    if hiddenSize % attentionHeads != 0 {
      return ("attentionHeads", "attentionHeads is \(attentionHeads), which does not divide hiddenSize \(hiddenSize)")
    }
    guard let attention else {
      if inputFeeding { return ("inputFeeding", "inputFeeding has no meaning without attention") }
      if attentionHeads != 1 { return ("attentionHeads", "attentionHeads has no meaning without attention") }
      if memory != nil { return ("memory", "memory has no meaning without attention") }
      return nil
    }
    if feedVector { return ("feedVector", "feedVector has no meaning with attention, which reads the whole source") }
    if attention == .additive && inputFeeding {
      return ("inputFeeding", "inputFeeding has no meaning with additive attention, which feeds its context")
    }
    return nil
  }

  /// The number of learned values in a model of this configuration, which must be without a fault.
  public var parameterCount: Int { EncoderDecoder<Float>(self, allocate: { _ in }).parameters.learnedCount }

  /// Multiply-adds of the products for each source token, and for each target token of one hypothesis.
  /// - Parameter sourceLength: how many positions are attended to.
  public func multiplyAdds(sourceLength: Int) -> (source: Int, target: Int) {
    var (source, target) = (2 * (memory ?? 0) * hiddenSize, 0)
    if attention != nil { target = 2 * (memory ?? sourceLength) * hiddenSize }
    for parameter in EncoderDecoder<Float>(self, allocate: { _ in }).parameters.parameters where parameter.isMatrix {
      let isOfSource = parameter.name.hasPrefix("encoder.") || parameter.name.hasSuffix(".keyWeight")
      // A vector that is fed at every step is multiplied once.
      if feedVector && parameter.name.hasSuffix(".vectorWeight") { continue }
      if isOfSource { source += parameter.shape.count } else { target += parameter.shape.count }
    }
    return (source, target)
  }
}

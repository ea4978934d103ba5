import Basics
import Layers
import Tensors

/// What an encoder makes of B sources.
public struct EncodedSource<Element: Scalar>: Sendable {
  /// The slots of all layers after the last step, `[B, H]` each.
  public let last: [Variable<Element>]
  /// What can be attended to, `[S, B, H]`: the top layer's outputs, in the order in which the sources were read, or summaries of
  /// them. Past the length of a source they mean nothing.
  public let outputs: Variable<Element>
  public let lengths: [Int32]
}

/// Reads sources: embedding, then recurrent layers. A layer in both directions has two halves, one of which walks from the end of
/// a source to its start, and puts their outputs and states side by side (Schuster and Paliwal 1997).
public struct SourceEncoder<Element: Scalar>: Sendable {
  public let embedding: Embedding<Element>
  /// One direction, or two.
  private let layers: [[RecurrentLayer<Element>]]
  private let dropout: Dropout<Element>
  private let summaries: SourceSummaries<Element>?

  init(_ configuration: ModelConfiguration, in store: ParameterStore<Element>) {
    embedding = Embedding(
      "encoder.embedding", vocabularySize: configuration.sourceVocabularySize, size: configuration.embeddingSize,
      in: store)
    dropout = Dropout(probability: configuration.dropout)
    layers = (0..<configuration.layers).map { layer in
      let (name, inputs) = (
        "encoder.layers.\(layer)", layer == 0 ? configuration.embeddingSize : configuration.hiddenSize
      )
      if !configuration.bidirectional {
        return [
          RecurrentLayer(name, configuration.cell, inputSize: inputs, hiddenSize: configuration.hiddenSize, in: store)
        ]
      }
      return [false, true].map { isReversed in
        RecurrentLayer(
          name + (isReversed ? ".backward" : ".forward"), configuration.cell, inputSize: inputs,
          hiddenSize: configuration.hiddenSize / 2, isReversed: isReversed, in: store)
      }
    }
    summaries = configuration.memory.map {
      SourceSummaries("encoder.summaries", count: $0, width: configuration.hiddenSize, in: store)
    }
  }

  /// - Parameter source: B sequences of S steps; padding behind a sequence's length is not read.
  public func run(
    _ source: PaddedSequences, rows: ProductRows = .exact, generator: SeededGenerator?, on recording: Recording<Element>
  ) -> EncodedSource<Element> {
    var output = embedding.run(source.ids, steps: source.steps, count: source.count, on: recording)
    var last: [Variable<Element>] = []
    for (number, directions) in layers.enumerated() {
      let input = dropout.run(output, generator: generator?.split(UInt64(number)), on: recording)
      let results = directions.map { $0.run(input, lengths: source.lengths, rows: rows, on: recording) }
      output = recording.sideBySide(results.map(\.output))
      for slot in results[0].last.indices { last.append(recording.sideBySide(results.map { $0.last[slot] })) }
    }
    guard let summaries else { return EncodedSource(last: last, outputs: output, lengths: source.lengths) }
    return EncodedSource(
      last: last, outputs: summaries.run(output, lengths: source.lengths, on: recording),
      lengths: source.lengths.map { _ in Int32(summaries.count) })
  }
}

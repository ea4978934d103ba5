import Basics
import Layers
import Tensors

/// Reads a source into its last states: embedding, then a stack of recurrent layers. The top layer's last output is the
/// one vector that the decoder starts from.
public struct SourceEncoder<Element: Scalar>: Sendable {
  public let embedding: Embedding<Element>
  public let stack: RecurrentStack<Element>

  init(_ configuration: ModelConfiguration, in store: ParameterStore<Element>) {
    embedding = Embedding(
      "encoder.embedding", vocabularySize: configuration.sourceVocabularySize, size: configuration.embeddingSize,
      in: store)
    let layers = (0..<configuration.layers).map { layer in
      RecurrentLayer<Element>(
        "encoder.layers.\(layer)", .lstm,
        inputSize: layer == 0 ? configuration.embeddingSize : configuration.hiddenSize,
        hiddenSize: configuration.hiddenSize, in: store)
    }
    stack = RecurrentStack(layers, dropout: Dropout(probability: configuration.dropout))
  }

  /// - Parameter source: B sequences of S steps; padding behind a sequence's length is not read.
  /// - Returns: the slots of all layers after the last step, `[B, H]` each.
  public func run(
    _ source: PaddedSequences, rows: ProductRows = .exact, generator: SeededGenerator?, on recording: Recording<Element>
  ) -> [Variable<Element>] {
    let embedded = embedding.run(source.ids, steps: source.steps, count: source.count, on: recording)
    return stack.run(embedded, lengths: source.lengths, rows: rows, generator: generator, on: recording).last
  }
}

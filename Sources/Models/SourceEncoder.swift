import Basics
import Layers
import Tensors

/// Reads a source into its last states: embedding, then a stack of recurrent layers. The top layer's last output is the
/// one vector that the decoder starts from.
public struct SourceEncoder<Element: Scalar>: Sendable {
  public let embedding: Embedding<Element>
  public let stack: RecurrentStack<LSTMCell<Element>>

  public struct Cache: Sendable {
    let ids: [TokenID]
    let stack: RecurrentStack<LSTMCell<Element>>.Cache
  }

  init(_ configuration: ModelConfiguration, in store: ParameterStore<Element>) {
    embedding = Embedding(
      "encoder.embedding", vocabularySize: configuration.sourceVocabularySize, size: configuration.embeddingSize,
      in: store)
    let cells = (0..<configuration.layers).map { layer in
      LSTMCell<Element>(
        "encoder.layers.\(layer)", inputSize: layer == 0 ? configuration.embeddingSize : configuration.hiddenSize,
        hiddenSize: configuration.hiddenSize, in: store)
    }
    stack = RecurrentStack(cells, dropout: Dropout(probability: configuration.dropout))
  }

  /// - Parameter source: B sequences of S steps; padding behind a sequence's length is not read.
  /// - Returns: the last state of each layer, `[B, H]`.
  public func forward(
    _ source: PaddedSequences, rows: ProductRows = .exact, generator: SeededGenerator?, workspace: Workspace<Element>
  ) -> (states: [LSTMState<Element>], cache: Cache) {
    let embedded = embedding.forward(source.ids, steps: source.steps, count: source.count, workspace: workspace)
    let result = stack.forward(
      embedded, lengths: source.lengths, rows: rows, generator: generator, workspace: workspace)
    return (result.states, Cache(ids: source.ids, stack: result.cache))
  }

  public func backward(
    stateGradients: [LSTMState<Element>], cache: Cache, generator: SeededGenerator?,
    tape: GradientTape<Element>, workspace: Workspace<Element>
  ) {
    let result = stack.backward(
      nil, stateGradients: stateGradients, cache: cache.stack, generator: generator, tape: tape,
      workspace: workspace)
    embedding.backward(result.input, ids: cache.ids, tape: tape)
  }
}

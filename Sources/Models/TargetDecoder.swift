import Basics
import Layers
import Tensors

/// Unrolls a target from the encoder's states: embedding, a stack of recurrent layers that starts from those states, and
/// the output layer. Where `feedVector` is set, the vector is also fed to the lowest layer at every step (Cho et al. 2014).
public struct TargetDecoder<Element: Scalar>: Sendable {
  public let embedding: Embedding<Element>
  public let stack: RecurrentStack<LSTMCell<Element>>
  public let output: Linear<Element>
  public let feedsVector: Bool

  public struct Cache: Sendable {
    let ids: [TokenID]
    let vector: Tensor<Element>
    let stack: RecurrentStack<LSTMCell<Element>>.Cache
  }

  init(_ configuration: ModelConfiguration, in store: ParameterStore<Element>) {
    embedding = Embedding(
      "decoder.embedding", vocabularySize: configuration.targetVocabularySize, size: configuration.embeddingSize,
      in: store)
    let cells = (0..<configuration.layers).map { layer in
      LSTMCell<Element>(
        "decoder.layers.\(layer)", inputSize: layer == 0 ? configuration.embeddingSize : configuration.hiddenSize,
        hiddenSize: configuration.hiddenSize,
        vectorSize: layer == 0 && configuration.feedVector ? configuration.hiddenSize : nil, in: store)
    }
    stack = RecurrentStack(cells, dropout: Dropout(probability: configuration.dropout))
    output = Linear(
      "output", inputs: configuration.hiddenSize, outputs: configuration.targetVocabularySize, in: store)
    feedsVector = configuration.feedVector
  }

  /// The part of the lowest layer's gates that comes from the vector, `[B, 4H]`; nil if the vector is not fed.
  public func projection(
    of states: [LSTMState<Element>], rows: ProductRows, workspace: Workspace<Element>
  ) -> Tensor<Element>? {
    feedsVector ? stack.cells[0].project(states[states.count - 1].output, rows: rows, workspace: workspace) : nil
  }

  /// - Parameters:
  ///   - inputs: B sequences of T steps, each `<s>` and the target without its end; what follows an end is ignored later.
  ///   - states: the encoder's, a layer each, `[B, H]`.
  /// - Returns: the top layer's outputs `[T, B, H]`.
  public func forward(
    _ inputs: PaddedSequences, states: [LSTMState<Element>], generator: SeededGenerator?,
    workspace: Workspace<Element>
  ) -> (output: Tensor<Element>, cache: Cache) {
    let embedded = embedding.forward(inputs.ids, steps: inputs.steps, count: inputs.count, workspace: workspace)
    let result = stack.forward(
      embedded, projection: projection(of: states, rows: .exact, workspace: workspace), initial: states, lengths: nil,
      generator: generator, workspace: workspace)
    let vector = states[states.count - 1].output
    return (result.output, Cache(ids: inputs.ids, vector: vector, stack: result.cache))
  }

  /// - Parameter outputGradient: `[T, B, H]`.
  /// - Returns: the gradients of the encoder's states.
  public func backward(
    _ outputGradient: Tensor<Element>, cache: Cache, generator: SeededGenerator?, tape: GradientTape<Element>,
    workspace: Workspace<Element>
  ) -> [LSTMState<Element>] {
    let result = stack.backward(
      outputGradient, stateGradients: nil, cache: cache.stack, generator: generator, tape: tape,
      workspace: workspace)
    embedding.backward(result.input, ids: cache.ids, tape: tape)
    if let projection = result.projection {
      let dVector = stack.cells[0].backwardProjection(
        projection, vector: cache.vector, tape: tape, workspace: workspace)
      result.initial[result.initial.count - 1].output.add(dVector)
    }
    return result.initial
  }

  public typealias ProjectionRows = LSTMCell<Element>.ProjectionRows

  /// One step for rows that each have their own state; in bfloat16, whole blocks of rows.
  /// - Parameters:
  ///   - tokens: `[R]`.
  ///   - projection: rows from `projection(of:)`; nil if the vector is not fed.
  ///   - before: the states of all layers, `[L, R, H]`.
  ///   - after: overwritten; it must not overlap `before`.
  /// - Returns: the top layer's output, `[R, H]`: a part of `after`.
  public func step(
    _ tokens: [TokenID], projection: ProjectionRows?, before: LSTMState<Element>, after: LSTMState<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element> {
    var output = embedding.forward(tokens, steps: 1, count: tokens.count, workspace: workspace)
    for (layer, cell) in stack.cells.enumerated() {
      let after = after.step(layer)
      workspace.temporary {
        cell.step(
          output, projection: layer == 0 ? projection : nil, before: before.step(layer), after: after, rows: .blocks,
          workspace: workspace)
      }
      output = after.output
    }
    return output
  }
}

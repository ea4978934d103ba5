import Basics
import Layers
import Tensors

/// Unrolls a target from the encoder's states: embedding, a stack of recurrent layers that starts from those states, and
/// the output layer. Where `feedVector` is set, the vector is also fed to the lowest layer at every step (Cho et al. 2014).
public struct TargetDecoder<Element: Scalar>: Sendable {
  public let embedding: Embedding<Element>
  public let stack: RecurrentStack<Element>
  public let output: Linear<Element>
  public let feedsVector: Bool

  init(_ configuration: ModelConfiguration, in store: ParameterStore<Element>) {
    embedding = Embedding(
      "decoder.embedding", vocabularySize: configuration.targetVocabularySize, size: configuration.embeddingSize,
      in: store)
    let layers = (0..<configuration.layers).map { layer in
      RecurrentLayer<Element>(
        "decoder.layers.\(layer)", .lstm,
        inputSize: layer == 0 ? configuration.embeddingSize : configuration.hiddenSize,
        hiddenSize: configuration.hiddenSize,
        vectorSize: layer == 0 && configuration.feedVector ? configuration.hiddenSize : nil, in: store)
    }
    stack = RecurrentStack(layers, dropout: Dropout(probability: configuration.dropout))
    output = Linear(
      "output", inputs: configuration.hiddenSize, outputs: configuration.targetVocabularySize, in: store)
    feedsVector = configuration.feedVector
  }

  /// The vector among the states of the encoder: the top layer's output.
  private func vector(_ states: [Variable<Element>]) -> Variable<Element> {
    states[states.count - stack.layers[stack.layers.count - 1].cell.shape.slots]
  }

  /// The part of the lowest layer's gates that comes from the vector, `[B, G]`; nil if the vector is not fed.
  public func projection(
    of states: [Variable<Element>], rows: ProductRows, workspace: Workspace<Element>
  ) -> Tensor<Element>? {
    feedsVector ? stack.layers[0].project(vector(states).value, rows: rows, workspace: workspace) : nil
  }

  /// - Parameters:
  ///   - inputs: B sequences of T steps, each `<s>` and the target without its end; what follows an end is ignored later.
  ///   - states: the encoder's, `[B, H]` each.
  /// - Returns: the top layer's outputs `[T, B, H]`.
  public func run(
    _ inputs: PaddedSequences, states: [Variable<Element>], generator: SeededGenerator?,
    on recording: Recording<Element>
  ) -> Variable<Element> {
    let embedded = embedding.run(inputs.ids, steps: inputs.steps, count: inputs.count, on: recording)
    return stack.run(
      embedded, fed: feedsVector ? vector(states) : nil, initial: states, lengths: nil, generator: generator,
      on: recording
    ).output
  }

  public typealias ProjectionRows = RecurrentLayer<Element>.ProjectionRows

  /// One step for rows that each have their own state; in bfloat16, whole blocks of rows.
  /// - Parameters:
  ///   - tokens: `[R]`.
  ///   - projection: rows from `projection(of:)`; nil if the vector is not fed.
  ///   - before: the states of all layers.
  ///   - after: overwritten; it must not overlap `before`.
  /// - Returns: the top layer's output, `[R, H]`: a part of `after`.
  public func step(
    _ tokens: [TokenID], projection: ProjectionRows?, before: RowStates<Element>, after: RowStates<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element> {
    stack.step(
      embedding.forward(tokens, steps: 1, count: tokens.count, workspace: workspace), projection: projection,
      before: before, after: after, rows: .blocks, workspace: workspace)
  }
}

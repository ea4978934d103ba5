import Basics
import Layers
import Tensors

/// Unrolls a target from one vector, the encoder's last states: embedding, a stack of recurrent layers that starts from those
/// states, and the output layer. Where `feedVector` is set, the vector, which is the top layer's output, is also fed to the lowest
/// layer at every step (Cho et al. 2014).
struct TargetDecoder<Element: Scalar>: SequenceDecoder {
  private let embedding: Embedding<Element>
  private let stack: RecurrentStack<Element>
  let output: Linear<Element>
  private let feedsVector: Bool

  var widths: [Int] { stack.widths }

  init(_ configuration: ModelConfiguration, in store: ParameterStore<Element>) {
    embedding = Embedding(
      "decoder.embedding", vocabularySize: configuration.targetVocabularySize, size: configuration.embeddingSize,
      in: store)
    stack = RecurrentStack(
      decoder: configuration, vectorSize: configuration.feedVector ? configuration.hiddenSize : nil, in: store)
    output = Linear(
      "output", inputs: configuration.hiddenSize, outputs: configuration.targetVocabularySize, in: store)
    feedsVector = configuration.feedVector
  }

  func run(
    _ inputs: PaddedSequences, source: EncodedSource<Element>, generator: SeededGenerator?,
    on recording: Recording<Element>
  ) -> Variable<Element> {
    let embedded = embedding.run(inputs.ids, steps: inputs.steps, count: inputs.count, on: recording)
    return stack.run(
      embedded, fed: feedsVector ? source.last[stack.outputSlot] : nil, initial: source.last, lengths: nil,
      generator: generator, on: recording
    ).output
  }

  func memory(of source: EncodedSource<Element>, on recording: Recording<Element>) -> SourceMemory<Element> {
    let projection =
      feedsVector
      ? stack.layers[0].project(
        source.last[stack.outputSlot].value, rows: .blocks, workspace: recording.workspace) : nil
    return SourceMemory(projection: projection, attended: nil, lengths: source.lengths)
  }

  func step(
    _ tokens: [TokenID], source: SourceRows<Element>, before: RowStates<Element>, after: RowStates<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element> {
    stack.step(
      embedding.forward(tokens, steps: 1, count: tokens.count, workspace: workspace),
      projection: source.projection.map { ($0, source.sources) }, before: before, after: after, rows: .blocks,
      workspace: workspace)
  }
}

extension RecurrentStack {
  /// The layers of a decoder.
  /// - Parameter vectorSize: the width of what is fed to the lowest layer at every step; nil where nothing is.
  init(decoder configuration: ModelConfiguration, vectorSize: Int?, in store: ParameterStore<Element>) {
    let layers = (0..<configuration.layers).map { layer in
      RecurrentLayer<Element>(
        "decoder.layers.\(layer)", configuration.cell,
        inputSize: layer == 0 ? configuration.embeddingSize : configuration.hiddenSize,
        hiddenSize: configuration.hiddenSize, vectorSize: layer == 0 ? vectorSize : nil, in: store)
    }
    self.init(layers, dropout: Dropout(probability: configuration.dropout))
  }
}

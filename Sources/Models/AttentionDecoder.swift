import Basics
import Layers
import Tensors

/// Unrolls a target that attends to the source at every step: embedding, an `AttentiveStack` that starts from the encoder's last
/// states, and the output layer.
struct AttentionDecoder<Element: Scalar>: SequenceDecoder {
  private let embedding: Embedding<Element>
  private let attentive: AttentiveStack<Element>
  let output: Linear<Element>

  var widths: [Int] { attentive.widths }

  /// - Parameter kind: that of the configuration.
  init(_ configuration: ModelConfiguration, _ kind: AttentionKind, in store: ParameterStore<Element>) {
    let width = configuration.hiddenSize
    embedding = Embedding(
      "decoder.embedding", vocabularySize: configuration.targetVocabularySize, size: configuration.embeddingSize,
      in: store)
    let feed: AttentionFeed =
      kind == .additive ? .context : configuration.inputFeeding ? .attentional : .nothing
    attentive = AttentiveStack(
      "decoder.attention",
      stack: RecurrentStack(decoder: configuration, vectorSize: feed == .nothing ? nil : width, in: store),
      attention: Attention(
        "decoder.attention", kind, queryWidth: width, sourceWidth: width, heads: configuration.attentionHeads,
        in: store), feed: feed, sourceWidth: width, in: store)
    output = Linear("output", inputs: width, outputs: configuration.targetVocabularySize, in: store)
  }

  func run(
    _ inputs: PaddedSequences, source: EncodedSource<Element>, generator: SeededGenerator?,
    on recording: Recording<Element>
  ) -> Variable<Element> {
    let embedded = embedding.run(inputs.ids, steps: inputs.steps, count: inputs.count, on: recording)
    let keys = attentive.attention.keys(of: source.outputs, on: recording)
    return attentive.run(
      embedded, initial: source.last, source: .init(keys: keys, values: source.outputs, lengths: source.lengths),
      generator: generator, on: recording)
  }

  func memory(of source: EncodedSource<Element>, on recording: Recording<Element>) -> SourceMemory<Element> {
    let keys = attentive.attention.keys(of: source.outputs, rows: .blocks, on: recording)
    return SourceMemory(
      projection: nil, attended: (keys: keys.value, values: source.outputs.value), lengths: source.lengths)
  }

  func step(
    _ tokens: [TokenID], source: SourceRows<Element>, before: RowStates<Element>, after: RowStates<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element> {
    guard let attended = source.attended else { preconditionFailure("attention needs a source") }
    return attentive.step(
      embedding.forward(tokens, steps: 1, count: tokens.count, workspace: workspace),
      attentive.attention.rows(keys: attended.keys, values: attended.values, lengths: attended.lengths),
      sources: source.sources, before: before, after: after, workspace: workspace
    ).output
  }
}

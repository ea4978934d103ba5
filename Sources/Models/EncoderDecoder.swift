import Basics
import Layers
import Tensors

/// Some sentence pairs as ids, without marks of begin and end: what one slice of a batch is.
public struct IDPairs: Sendable {
  public var sources: [[TokenID]]
  public var targets: [[TokenID]]

  public init(sources: [[TokenID]], targets: [[TokenID]]) {
    precondition(sources.count == targets.count, "\(sources.count) sources and \(targets.count) targets")
    self.sources = sources
    self.targets = targets
  }

  /// End marks included, padding not.
  public var targetTokens: Int { targets.reduce(0) { $0 + $1.count + 1 } }
}

/// The ids that mark padding, the begin and the end of a target; the vocabulary's first four ids are reserved.
public enum MarkID {
  public static let padding: TokenID = 0
  public static let begin: TokenID = 2
  public static let end: TokenID = 3
}

/// A recurrent encoder-decoder, with one vector between them (Sutskever et al. 2014, arXiv 1409.3215) or attention (Bahdanau et
/// al. 2015, arXiv 1409.0473).
public final class EncoderDecoder<Element: Scalar>: Sendable {
  public let configuration: ModelConfiguration
  public let parameters: ParameterStore<Element>
  public let encoder: SourceEncoder<Element>
  public let decoder: any SequenceDecoder<Element>
  private let outputDropout: Dropout<Element>
  private let loss: SoftmaxCrossEntropy<Element>

  /// All values are 0 until they are initialized or read; `parameters.pack()` must follow every change of them.
  public convenience init(_ configuration: ModelConfiguration, training: Bool, precision: ProductPrecision = .float32) {
    precondition(configuration.fault == nil, configuration.fault?.reason ?? "")
    self.init(configuration) { $0.allocate(training: training, precision: precision) }
  }

  /// A network that is read from a file and then translates: its matrices are there in packed form only.
  public convenience init(forInference configuration: ModelConfiguration, precision: ProductPrecision) {
    precondition(configuration.fault == nil, configuration.fault?.reason ?? "")
    self.init(configuration) { $0.allocateForInference(precision: precision) }
  }

  /// - Parameter allocate: gives the parameters that are declared their memory.
  init(_ configuration: ModelConfiguration, allocate: (ParameterStore<Element>) -> Void) {
    self.configuration = configuration
    let store = ParameterStore<Element>()
    encoder = SourceEncoder(configuration, in: store)
    decoder =
      if let attention = configuration.attention {
        AttentionDecoder(configuration, attention, in: store)
      } else {
        TargetDecoder(configuration, in: store)
      }
    outputDropout = Dropout(probability: configuration.dropout)
    loss = SoftmaxCrossEntropy(output: decoder.output)
    allocate(store)
    parameters = store
  }

  /// The order in which the encoder reads a source.
  public func readingOrder(_ source: [TokenID]) -> [TokenID] {
    configuration.reverseSource ? source.reversed() : source
  }

  /// A forward pass up to the output layer.
  public struct Pass: Sendable {
    let recording: Recording<Element>
    /// `[N, H]`: what the output layer gets, a row a target, and on the way back the gradient of it.
    let hidden: Variable<Element>
    /// `[N]`.
    let targets: [TokenID]

    /// N, ends included.
    public var targetTokens: Int { targets.count }
    /// The rows of the targets, in blocks whose losses may be computed at the same time.
    public var lossBlocks: [Range<Int>] { SoftmaxCrossEntropy<Element>.blocks(of: targets.count) }
  }

  /// Up to the output layer. No list is empty.
  public func forward(_ pairs: IDPairs, on recording: Recording<Element>) -> Pass {
    let source = PaddedSequences(pairs.sources.map(readingOrder), padding: MarkID.padding)
    let inputs = PaddedSequences(pairs.targets.map { [MarkID.begin] + $0 }, padding: MarkID.padding)
    let generator = recording.generator
    let encoded = encoder.run(source, generator: generator?.split(1), on: recording)
    let decoded = decoder.run(inputs, source: encoded, generator: generator?.split(2), on: recording)
    // The output layer sees real targets only: their positions are picked out, and padding costs nothing.
    let (positions, targets) = realTargets(pairs.targets, count: inputs.count)
    let picked = pick(positions, of: decoded, on: recording)
    let hidden = outputDropout.run(picked, generator: generator?.split(3), on: recording)
    if recording.tape != nil { hidden.addGradient(recording.workspace.tensor(hidden.value.shape)) }
    return Pass(recording: recording, hidden: hidden, targets: targets)
  }

  /// Rows `positions` of all rows of x, `[N, H]`.
  private func pick(
    _ positions: [Int32], of x: Variable<Element>, on recording: Recording<Element>
  ) -> Variable<Element> {
    let workspace = recording.workspace
    let picked = Variable(workspace.tensor(Shape(positions.count, x.value.columns)))
    positions.withUnsafeBufferPointer { picked.value.gather($0, from: x.value.flattened) }
    recording.onTheWayBack { _ in
      guard let gradient = picked.gradient else { return }
      let all = workspace.zeros(x.value.shape)
      positions.withUnsafeBufferPointer { gradient.scatterAdd($0, into: all.flattened) }
      x.addGradient(all)
    }
    return picked
  }

  /// The loss of a block of targets; sums over them, in natural logarithms.
  /// - Parameters:
  ///   - scale: what the gradient is multiplied with; 1 over the number of target tokens of the whole batch makes the loss
  ///     a mean over tokens.
  ///   - logits: `[rows, V]`, becomes their gradient.
  public func loss(
    of pass: Pass, rows: Range<Int>, smoothing: Double, scale: Double, logits: Tensor<Element>
  ) -> CrossEntropySum {
    loss.run(
      pass.hidden.value.rows(rows), targets: pass.targets[rows], smoothing: smoothing, scale: scale, logits: logits,
      hiddenGradient: pass.hidden.gradient?.rows(rows))
  }

  /// Records the operands of the output layer's gradients, when the losses of all blocks are known.
  /// - Parameter logits: the gradients of the logits, `[N, V]`.
  public func recordOutput(of pass: Pass, logits: Tensor<Element>, on tape: GradientTape<Element>) {
    decoder.output.record(logits, input: pass.hidden.value, on: tape)
  }

  /// The way back below the output layer, when the losses of all blocks are known.
  public func backward(_ pass: Pass) { pass.recording.back() }

  /// All of it on one thread: the loss of `pairs`, and on the tape what its gradient is made of, where one is given.
  public func forwardBackward(
    _ pairs: IDPairs, smoothing: Double, scale: Double, generator: SeededGenerator?,
    tape: GradientTape<Element>?, workspace: Workspace<Element>
  ) -> CrossEntropySum {
    guard !pairs.sources.isEmpty else { return CrossEntropySum() }
    let pass = forward(pairs, on: Recording(workspace: workspace, tape: tape, generator: generator))
    var sum = CrossEntropySum()
    // Without a backward pass, no block's logits are needed after it.
    let rows = tape == nil ? pass.lossBlocks.map(\.count).max() ?? 0 : pass.targetTokens
    let logits = workspace.tensor(Shape(rows, configuration.targetVocabularySize))
    for rows in pass.lossBlocks {
      sum += loss(
        of: pass, rows: rows, smoothing: smoothing, scale: scale,
        logits: logits.rows(tape == nil ? 0..<rows.count : rows))
    }
    guard let tape else { return sum }
    recordOutput(of: pass, logits: logits, on: tape)
    backward(pass)
    return sum
  }

  /// Rows t * B + b of the decoder's outputs that have a target, time-major, and those targets, ends included.
  private func realTargets(_ targets: [[TokenID]], count: Int) -> (positions: [Int32], targets: [TokenID]) {
    var positions: [Int32] = []
    var ids: [TokenID] = []
    let steps = targets.reduce(0) { max($0, $1.count) } + 1
    for t in 0..<steps {
      for (b, target) in targets.enumerated() where t <= target.count {
        positions.append(Int32(t * count + b))
        ids.append(t < target.count ? target[t] : MarkID.end)
      }
    }
    return (positions, ids)
  }
}

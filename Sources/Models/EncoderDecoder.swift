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

/// A recurrent encoder-decoder with one vector between them (Sutskever et al. 2014, arXiv 1409.3215).
public final class EncoderDecoder<Element: Scalar>: Sendable {
  public let configuration: ModelConfiguration
  public let parameters: ParameterStore<Element>
  public let encoder: SourceEncoder<Element>
  public let decoder: TargetDecoder<Element>
  private let outputDropout: Dropout<Element>
  private let loss: SoftmaxCrossEntropy<Element>

  /// All values are 0 until they are initialized or read; `parameters.pack()` must follow every change of them.
  public convenience init(_ configuration: ModelConfiguration, training: Bool, precision: ProductPrecision = .float32) {
    self.init(configuration) { $0.allocate(training: training, precision: precision) }
  }

  /// A network that is read from a file and then translates: its matrices are there in packed form only.
  public convenience init(forInference configuration: ModelConfiguration, precision: ProductPrecision) {
    self.init(configuration) { $0.allocateForInference(precision: precision) }
  }

  /// - Parameter allocate: gives the parameters that are declared their memory.
  init(_ configuration: ModelConfiguration, allocate: (ParameterStore<Element>) -> Void) {
    precondition(configuration.fault == nil, configuration.fault ?? "")
    self.configuration = configuration
    let store = ParameterStore<Element>()
    encoder = SourceEncoder(configuration, in: store)
    decoder = TargetDecoder(configuration, in: store)
    outputDropout = Dropout(probability: configuration.dropout)
    loss = SoftmaxCrossEntropy(output: decoder.output)
    allocate(store)
    parameters = store
  }

  /// The order in which the encoder reads a source.
  public func readingOrder(_ source: [TokenID]) -> [TokenID] {
    configuration.reverseSource ? source.reversed() : source
  }

  /// The loss of `pairs`, and its gradient added to `gradients` where they are given.
  ///
  /// - Parameters:
  ///   - scale: what the gradient is multiplied with; 1 over the number of target tokens of the whole batch makes the loss
  ///     a mean over tokens.
  ///   - generator: for dropout; nil leaves it out.
  /// - Returns: sums over the target tokens, in natural logarithms.
  public func forwardBackward(
    _ pairs: IDPairs, smoothing: Double, scale: Double, generator: SeededGenerator?,
    gradients: ParameterBlock<Element>?, workspace: Workspace<Element>
  ) -> CrossEntropySum {
    guard !pairs.sources.isEmpty else { return CrossEntropySum() }
    let encoderGenerator = generator?.split(1)
    let decoderGenerator = generator?.split(2)
    let outputGenerator = generator?.split(3)
    let source = PaddedSequences(pairs.sources.map(readingOrder), padding: MarkID.padding)
    let inputs = PaddedSequences(pairs.targets.map { [MarkID.begin] + $0 }, padding: MarkID.padding)
    let encoded = encoder.forward(source, generator: encoderGenerator, workspace: workspace)
    let decoded = decoder.forward(
      inputs, states: encoded.states, generator: decoderGenerator, workspace: workspace)

    // The output layer sees real targets only: their positions are picked out, and padding costs nothing.
    let (positions, targets) = realTargets(pairs.targets, count: inputs.count)
    let picked = workspace.tensor(Shape(positions.count, configuration.hiddenSize))
    positions.withUnsafeBufferPointer { picked.gather($0, from: decoded.output.flattened) }
    let dropped = outputDropout.forward(picked, generator: outputGenerator, workspace: workspace)
    let (sum, droppedGradient) = loss.forwardBackward(
      dropped, targets: targets, smoothing: smoothing, scale: scale, gradients: gradients, workspace: workspace)
    guard let gradients, let droppedGradient else { return sum }

    outputDropout.backward(droppedGradient, generator: outputGenerator)
    let outputGradient = workspace.zeros(decoded.output.shape)
    positions.withUnsafeBufferPointer { droppedGradient.scatterAdd($0, into: outputGradient.flattened) }
    let stateGradients = decoder.backward(
      outputGradient, cache: decoded.cache, generator: decoderGenerator, gradients: gradients, workspace: workspace)
    encoder.backward(
      stateGradients: stateGradients, cache: encoded.cache, generator: encoderGenerator, gradients: gradients,
      workspace: workspace)
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

import Glibc
import Layers
import Tensors

/// Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) with bias correction.
///
/// Weight decay λ is L2, λ θ added to the gradient, or decoupled from it: θ loses α λ θ beside the step (AdamW, Loshchilov and
/// Hutter 2019, arXiv 1711.05101).
public final class Adam: Optimizer {
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double
  private let weightDecay: Double
  private let isDecoupled: Bool
  private let first: ParameterBlock<Float>
  private let second: ParameterBlock<Float>

  public init(
    _ store: ParameterStore<Float>, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0, isDecoupled: Bool = false
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isDecoupled = isDecoupled
    first = ParameterBlock(like: store)
    second = ParameterBlock(like: store)
  }

  public var state: [(name: String, block: ParameterBlock<Float>)] {
    [("adam.first", first), ("adam.second", second)]
  }

  public func update(
    _ values: Tensor<Float>, gradients: GradientBlock<Float>, part: Int, learningRate: Double, gradientFactor: Double,
    number: Int
  ) {
    let step = AdamStep<Float>(
      gradientFactor: Float(gradientFactor), beta1: Float(beta1), beta2: Float(beta2),
      stepSize: Float(learningRate / (1 - pow(beta1, Double(number)))), epsilon: Float(epsilon),
      secondCorrection: Float(1 / (1 - pow(beta2, Double(number)))), l2: isDecoupled ? 0 : Float(weightDecay),
      shrink: isDecoupled ? Float(learningRate * weightDecay) : 0)
    gradients.forEachRun(part: part) { offset, gradient in
      let range = offset..<offset + gradient.count
      values.slice(range).descend(
        gradient, first: first.values.slice(range), second: second.values.slice(range), step: step)
    }
  }
}

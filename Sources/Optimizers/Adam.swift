import Glibc
import Layers
import Tensors

/// Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) with bias correction.
public final class Adam: Optimizer {
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double
  private let first: ParameterBlock<Float>
  private let second: ParameterBlock<Float>

  public init(
    _ store: ParameterStore<Float>, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
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
      secondCorrection: Float(1 / (1 - pow(beta2, Double(number)))))
    gradients.forEachRun(part: part) { offset, gradient in
      let range = offset..<offset + gradient.count
      values.slice(range).descend(
        gradient, first: first.values.slice(range), second: second.values.slice(range), step: step)
    }
  }
}

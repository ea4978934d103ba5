import Layers
import Tensors

/// Stochastic gradient descent: θ -= α g.
public final class SGD: Optimizer {
  public init() {}

  public var state: [(name: String, block: ParameterBlock<Float>)] { [] }

  public func update(
    _ values: Tensor<Float>, gradients: Tensor<Float>, range: Range<Int>, learningRate: Double, gradientFactor: Double,
    number: Int
  ) {
    values.slice(range).descend(gradients.slice(range), factor: Float(learningRate * gradientFactor))
  }
}

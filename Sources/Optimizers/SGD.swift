import Layers
import Tensors

/// Stochastic gradient descent: θ -= α g.
public final class SGD: Optimizer {
  public init() {}

  public var state: [(name: String, block: ParameterBlock<Float>)] { [] }

  public func update(
    _ values: Tensor<Float>, gradients: GradientBlock<Float>, part: Int, learningRate: Double, gradientFactor: Double,
    number: Int
  ) {
    gradients.forEachRun(part: part) { offset, gradient in
      values.slice(offset..<offset + gradient.count).descend(gradient, factor: Float(learningRate * gradientFactor))
    }
  }
}

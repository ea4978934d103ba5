import Layers
import Tensors

/// Stochastic gradient descent, θ -= α g, or with momentum μ: v = μ v + g, θ -= α v (Polyak 1964; Sutskever et al. 2013, without
/// its look-ahead). Weight decay λ adds λ θ to the gradient (L2).
public final class SGD: Optimizer {
  private let momentum: Double
  private let weightDecay: Double
  /// v; nil without momentum.
  private let velocity: ParameterBlock<Float>?

  public init(_ store: ParameterStore<Float>, momentum: Double = 0, weightDecay: Double = 0) {
    self.momentum = momentum
    self.weightDecay = weightDecay
    velocity = momentum > 0 ? ParameterBlock(like: store) : nil
  }

  public var state: [(name: String, block: ParameterBlock<Float>)] {
    velocity.map { [("sgd.velocity", $0)] } ?? []
  }

  public func update(
    _ values: Tensor<Float>, gradients: GradientBlock<Float>, part: Int, learningRate: Double, gradientFactor: Double,
    number: Int
  ) {
    gradients.forEachRun(part: part) { offset, gradient in
      let range = offset..<offset + gradient.count
      if let velocity {
        values.slice(range).descend(
          gradient, velocity: velocity.values.slice(range), momentum: Float(momentum),
          step: DescentStep(
            gradientFactor: Float(gradientFactor), learningRate: Float(learningRate), l2: Float(weightDecay)))
      } else {
        values.slice(range).descend(
          gradient, factor: Float(learningRate * gradientFactor), shrink: Float(learningRate * weightDecay))
      }
    }
  }
}

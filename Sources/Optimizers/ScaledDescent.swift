import Layers
import Tensors

/// Descent with a rate of its own for each number, θ -= α g / (√s + ε), by what its gradients were. Weight decay λ adds λ θ to
/// the gradient (L2).
public final class ScaledDescent: Optimizer {
  /// How squares of gradients make s.
  public enum Rule: Sendable {
    /// s += g² (Duchi et al. 2011).
    case adagrad
    /// s = ρ s + (1 - ρ) g² (RMSprop; Hinton 2012, lecture 6e).
    case rmsprop(decay: Double)
  }

  private let rule: Rule
  private let epsilon: Double
  private let weightDecay: Double
  private let squares: ParameterBlock<Float>

  public init(_ store: ParameterStore<Float>, _ rule: Rule, epsilon: Double = 1e-8, weightDecay: Double = 0) {
    self.rule = rule
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    squares = ParameterBlock(like: store)
  }

  public var state: [(name: String, block: ParameterBlock<Float>)] {
    switch rule {
    case .adagrad: [("adagrad.squares", squares)]
    case .rmsprop: [("rmsprop.squares", squares)]
    }
  }

  public func update(
    _ values: Tensor<Float>, gradients: GradientBlock<Float>, part: Int, learningRate: Double, gradientFactor: Double,
    number: Int
  ) {
    let (keep, add): (Double, Double)
    switch rule {
    case .adagrad: (keep, add) = (1, 1)
    case .rmsprop(let decay): (keep, add) = (decay, 1 - decay)
    }
    gradients.forEachRun(part: part) { offset, gradient in
      let range = offset..<offset + gradient.count
      values.slice(range).descend(
        gradient, squares: squares.values.slice(range), keep: Float(keep), add: Float(add), epsilon: Float(epsilon),
        step: DescentStep(
          gradientFactor: Float(gradientFactor), learningRate: Float(learningRate), l2: Float(weightDecay)))
    }
  }
}

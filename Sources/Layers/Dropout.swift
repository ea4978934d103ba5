import Basics
import Tensors

/// Inverted dropout with a mask that is drawn from a key: the backward pass draws it again. A layer holds no generator; the
/// caller hands one in for every update and slice, or none outside of training.
public struct Dropout<Element: Scalar>: Sendable {
  public let probability: Double

  public init(probability: Double) {
    self.probability = probability
  }

  /// x with elements dropped, or x itself where there is nothing to drop.
  public func forward(
    _ x: Tensor<Element>, generator: SeededGenerator?, workspace: Workspace<Element>
  ) -> Tensor<Element> {
    guard probability > 0, let generator else { return x }
    let y = workspace.tensor(x.shape)
    x.dropOut(into: y, probability: Element(probability), key: key(generator))
    return y
  }

  /// Turns the gradient of the output into that of the input, in place.
  public func backward(_ gradient: Tensor<Element>, generator: SeededGenerator?) {
    guard probability > 0, let generator else { return }
    gradient.dropOut(into: gradient, probability: Element(probability), key: key(generator))
  }

  private func key(_ generator: SeededGenerator) -> UInt64 {
    var copy = generator
    return copy.next()
  }
}

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
  public func run(
    _ x: Variable<Element>, generator: SeededGenerator?, on recording: Recording<Element>
  ) -> Variable<Element> {
    guard probability > 0, let generator else { return x }
    let probability = Element(probability)
    var own = generator
    let key = own.next()
    let y = Variable(recording.workspace.tensor(x.value.shape))
    x.value.dropOut(into: y.value, probability: probability, key: key)
    recording.onTheWayBack { _ in
      guard let gradient = y.gradient else { return }
      gradient.dropOut(into: gradient, probability: probability, key: key)
      x.addGradient(gradient)
    }
    return y
  }
}

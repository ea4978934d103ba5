import Basics
import Tensors

/// Inverted dropout (Srivastava et al. 2014). A layer holds no generator: the caller hands one in for every update and slice, or
/// none outside of training.
public struct Dropout<Element: Scalar>: Sendable {
  public let probability: Double

  public init(probability: Double) {
    self.probability = probability
  }

  /// x with elements dropped, or x itself where there is nothing to drop.
  public func run(
    _ x: Variable<Element>, generator: SeededGenerator?, on recording: Recording<Element>
  ) -> Variable<Element> {
    guard let mask = mask(generator) else { return x }
    let y = Variable(recording.workspace.tensor(x.value.shape))
    mask.apply(to: x.value, into: y.value)
    recording.onTheWayBack { _ in
      guard let gradient = y.gradient else { return }
      mask.apply(to: gradient, into: gradient)
      x.addGradient(gradient)
    }
    return y
  }

  /// What a generator drops; nil where there is nothing to drop.
  func mask(_ generator: SeededGenerator?) -> DropoutMask<Element>? {
    guard probability > 0, var generator else { return nil }
    return DropoutMask(probability: Element(probability), key: generator.next())
  }
}

/// A mask of dropout, which is never written down: a position and the key say what is dropped.
struct DropoutMask<Element: Scalar>: Sendable {
  let probability: Element
  let key: UInt64

  /// On the way forward and back. `y` may be x.
  /// - Parameter first: the position of x in what the mask is for.
  func apply(to x: Tensor<Element>, into y: Tensor<Element>, first: Int = 0) {
    x.dropOut(into: y, probability: probability, key: key, first: first)
  }
}

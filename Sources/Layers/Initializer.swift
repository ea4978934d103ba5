import Basics
import Tensors

/// The values that a parameter has before the first update. A layer says them when it declares the parameter.
public enum StartingValues: Sendable, Equatable {
  /// From U(-range, range), as in Sutskever et al. 2014, section 3.4.
  case drawn
  /// The same, and the forget bias is added to these places of the vector. At 1 or more, cells start by remembering, and
  /// gradients reach far back before the gates have learned to let them (Gers et al. 2000; Jozefowicz et al. 2015, section 2).
  case drawnBias(forget: Range<Int>)
  case constant(Double)
}

/// Gives parameters their starting values.
///
/// Each parameter draws from a generator of its own, which follows from its name: the values of one do not change when others
/// are added, or declared in another order.
public struct Initializer: Sendable {
  private let range: Double
  private let forgetBias: Double
  private let generator: SeededGenerator

  public init(range: Double, forgetBias: Double = 0, generator: SeededGenerator) {
    self.range = range
    self.forgetBias = forgetBias
    self.generator = generator
  }

  /// Fills all values of a store. It must be packed again afterwards.
  public func fill<Element: Scalar>(_ store: ParameterStore<Element>) {
    for parameter in store.parameters { fill(parameter, into: parameter.values) }
  }

  /// - Parameter values: the parameter's values, or a tensor of the same shape.
  public func fill<Element: Scalar>(_ parameter: Parameter<Element>, into values: Tensor<Element>) {
    precondition(values.count == parameter.shape.count, "\(values.shape) for \(parameter.name) \(parameter.shape)")
    if case .constant(let value) = parameter.startingValues { return values.fill(Element(value)) }
    var own = generator.split(parameter.name)
    for i in 0..<values.count { values.base[i] = Element((2 * own.uniform() - 1) * range) }
    if case .drawnBias(let places) = parameter.startingValues {
      for place in places { values.base[place] += Element(forgetBias) }
    }
  }
}

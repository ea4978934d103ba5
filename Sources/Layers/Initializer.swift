import Basics
import Tensors

/// Starting values.
public enum Initializer {
  /// Draws every value from U(-range, range), as in Sutskever et al. 2014, section 3.4 (range 0.08). Each parameter has its own
  /// generator, so that adding a parameter does not change the others.
  public static func uniform<Element: Scalar>(
    _ store: ParameterStore<Element>, range: Double, generator: SeededGenerator
  ) {
    for parameter in store.parameters {
      uniform(parameter, into: parameter.values, range: range, generator: generator)
    }
  }

  /// Draws the values of one parameter, as `uniform` of the store does.
  /// - Parameter values: the parameter's values, or a tensor of the same shape.
  public static func uniform<Element: Scalar>(
    _ parameter: Parameter<Element>, into values: Tensor<Element>, range: Double, generator: SeededGenerator
  ) {
    precondition(values.count == parameter.shape.count, "\(values.shape) for \(parameter.name) \(parameter.shape)")
    var own = generator.split(UInt64(parameter.number))
    for i in 0..<values.count { values.base[i] = Element((2 * own.uniform() - 1) * range) }
  }
}

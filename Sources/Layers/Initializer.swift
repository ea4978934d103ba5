import Basics
import Tensors

/// Starting values.
public enum Initializer {
  /// Every value from U(-range, range), as in Sutskever et al. 2014, section 3.4 (range 0.08). Each parameter draws from a
  /// generator of its own, so that adding one does not change the others.
  public static func uniform<Element: Scalar>(
    _ store: ParameterStore<Element>, range: Double, generator: SeededGenerator
  ) {
    for (number, parameter) in store.parameters.enumerated() {
      var own = generator.split(UInt64(number))
      for i in 0..<parameter.shape.count {
        parameter.values.base[i] = Element((2 * own.uniform() - 1) * range)
      }
    }
  }
}

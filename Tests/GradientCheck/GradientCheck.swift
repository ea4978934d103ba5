import Layers
import Tensors

/// Compares gradients with central differences, in double precision.
public enum GradientCheck {
  /// The largest relative error over the numbers looked at: |analytic - numeric| / max(1e-3, |analytic| + |numeric|).
  ///
  /// - Parameters:
  ///   - values: what is moved, one number at a time.
  ///   - analytic: the gradient of `loss` by `values`.
  ///   - samples: at most so many numbers are looked at, evenly spread.
  ///   - changed: called after every move (to pack weights again).
  public static func worstError(
    _ values: Tensor<Double>, analytic: [Double], samples: Int = 60, changed: () -> Void = {}, loss: () -> Double
  ) -> Double {
    let epsilon = 1e-5
    var worst = 0.0
    let stride = max(1, values.count / samples)
    for i in Swift.stride(from: 0, to: values.count, by: stride) {
      let original = values.base[i]
      values.base[i] = original + epsilon
      changed()
      let above = loss()
      values.base[i] = original - epsilon
      changed()
      let below = loss()
      values.base[i] = original
      let numeric = (above - below) / (2 * epsilon)
      worst = max(worst, abs(analytic[i] - numeric) / max(1e-3, abs(analytic[i]) + abs(numeric)))
    }
    changed()
    return worst
  }
}

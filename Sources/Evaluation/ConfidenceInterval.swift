/// The confidence interval of a system's score, from the scores of its resamples: the mean, and half of the width of the range
/// that contains 95 % of them.
public struct ConfidenceInterval: Sendable, Equatable {
  public let mean: Double
  public let halfWidth: Double

  public init(mean: Double, halfWidth: Double) {
    self.mean = mean
    self.halfWidth = halfWidth
  }

  /// The interval that sacreBLEU computes in paired tests.
  init(_ samples: SampleValues) {
    let sorted = SampleValues(samples.values.sorted(), isSingle: samples.isSingle)
    self.init(mean: sorted.mean, halfWidth: Self.halfWidth(sorted))
  }

  /// The interval that sacreBLEU computes for one system: with the exact mean, rounded once.
  init(exactMeanOf samples: SampleValues) {
    let sorted = SampleValues(samples.values.sorted(), isSingle: samples.isSingle)
    let mean = sorted.values.reduce(0, +) / Double(sorted.values.count)
    self.init(mean: sorted.rounded(mean), halfWidth: Self.halfWidth(sorted))
  }

  private static func halfWidth(_ sorted: SampleValues) -> Double {
    let values = sorted.values
    let cut = values.count / 40
    return sorted.rounded(0.5 * sorted.rounded(values[values.count - cut - 1] - values[cut]))
  }

  /// `μ = 20.9 ± 0.4`.
  public func formatted(digits: Int?) -> String {
    "μ = \(decimal(mean, digits: digits)) ± \(decimal(halfWidth, digits: digits))"
  }
}

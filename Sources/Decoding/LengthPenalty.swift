import Glibc

/// Makes hypotheses of unequal length comparable: score = log-probability / length^alpha (Jean et al. 2015 with alpha 1;
/// Wu et al. 2016 is a relative). With alpha 0 the score is the log-probability.
public struct LengthPenalty: Sendable, Equatable {
  public let alpha: Double

  public init(alpha: Double) {
    self.alpha = alpha
  }

  /// length^alpha.
  /// - Parameter length: generated ids, the end symbol included; 1 or more.
  public func divisor(length: Int) -> Double {
    pow(Double(length), alpha)
  }
}

import Glibc

/// The result of a metric.
public struct Score: Sendable, Equatable {
  /// The parts that a metric's number is made of.
  public enum Details: Sendable, Equatable {
    case bleu(BLEU.Details)
    case none
  }

  public let name: String
  /// 0...100, to rounding: a perfect BLEU may come out at 100.00000000000004, as it does elsewhere.
  public let value: Double
  public let details: Details
  public let signature: Signature
  /// The confidence interval by resampling, if it was requested.
  public var interval: ConfidenceInterval?

  public init(name: String, value: Double, details: Details, signature: Signature) {
    self.name = name
    self.value = value
    self.details = details
    self.signature = signature
  }

  /// `BLEU|nrefs:1|case:mixed|… = 20.8 54.4/26.6/14.9/8.7 (BP = …)`, with one digit after the point.
  public var formatted: String { formatted(digits: 1) }

  /// - Parameter digits: after the decimal point of the score, 0...100; nil for full precision. The details have their own
  ///   number of digits.
  public func formatted(digits: Int?, shortSignature: Bool = false) -> String {
    let line = "\(name)|\(signature.formatted(short: shortSignature)) = \(formattedValue(digits: digits))"
    guard let verbose else { return line }
    return "\(line) \(verbose)"
  }

  /// `20.8`, or `20.8 (μ = 20.9 ± 0.4)`.
  public func formattedValue(digits: Int?) -> String {
    let number = decimal(value, digits: digits)
    guard let interval, interval.mean > 0 else { return number }
    return "\(number) (\(interval.formatted(digits: digits)))"
  }

  /// The details, as they follow the number.
  public var verbose: String? {
    guard case .bleu(let bleu) = details else { return nil }
    let precisions = bleu.precisions.map { decimal($0, digits: 1) }.joined(separator: "/")
    return """
      \(precisions) (BP = \(decimal(bleu.brevityPenalty, digits: 3)) ratio = \(decimal(bleu.lengthRatio, digits: 3)) \
      hyp_len = \(bleu.hypothesisLength) ref_len = \(bleu.referenceLength))
      """
  }
}

/// `value` in fixed notation, rounded from its exact binary value, half to even, as C and Python do.
/// - Parameter digits: after the point; 0...100. nil for the shortest text that gives the same number again.
public func decimal(_ value: Double, digits: Int?) -> String {
  guard let digits else { return value.description }
  let places = Int32(min(max(digits, 0), 100))
  let capacity = 512  // a Double has at most 309 digits before the point
  return withVaList([places, value]) { arguments in
    String(unsafeUninitializedCapacity: capacity) { buffer in
      buffer.withMemoryRebound(to: CChar.self) { Int(vsnprintf($0.baseAddress!, capacity, "%.*f", arguments)) }
    }
  }
}

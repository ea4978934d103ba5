extension Normalizer {
  /// Normalizes a line in place.
  public func normalize(_ units: inout [UInt16]) {
    for rule in NormalizationRule.allCases { rule.apply(to: &units) }
  }
}

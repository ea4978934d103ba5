/// One form for texts that look the same: what is trained on, and what is translated, goes through it first.
///
/// Normalizing twice gives what normalizing once does. A normalized line has single spaces, none at its ends, and no
/// U+2581, which tokens need for themselves. Time and memory are linear in the line, whatever it is.
public struct Normalizer: Sendable {
  /// Names what the standard rules do. It is raised whenever they give some line another form.
  public static let version = 3
  /// The newest version that gave a rule another meaning: those behind it have only added rules. A model that lists its rules
  /// is read by them as it was when it was trained with this version or a newer one.
  public static let meaningVersion = 2

  /// The canonical code of the language.
  public let language: String
  /// The rules that are applied, in order, the required ones among them.
  public let rules: [NormalizationRule]

  private let scan: NormalizationScan

  /// - Parameters:
  ///   - language: any code that ICU knows. The rules are the same for all of them; Thai text gets its own wherever it
  ///     stands.
  ///   - rules: in any order; those of `NormalizationRule.required` are applied whether listed or not.
  public init(
    language: String, rules: [NormalizationRule] = NormalizationRule.standard
  ) throws(TextError) {
    self.language = try ICU.canonicalLanguage(language)
    self.rules = NormalizationRule.allCases.filter { rules.contains($0) || NormalizationRule.required.contains($0) }
    scan = NormalizationScan(rules: self.rules)
  }

  public func normalize(_ line: String) -> String {
    var buffer = LineBuffer(line)
    return normalize(&buffer.units) ? buffer.text : line
  }

  /// Normalizes a line in place; nothing is allocated if nothing changes.
  /// - Parameter units: well-formed UTF-16.
  /// - Returns: whether anything was changed.
  @discardableResult
  public func normalize(_ units: inout [UInt16]) -> Bool {
    if scan.isClean(units) { return false }
    let original = units
    for rule in rules { rule.apply(to: &units) }
    return units != original
  }

  /// The rules that change the line, in order, each with what it does. The last step's `after` is `normalize(line)`.
  public func explain(_ line: String) -> [NormalizationStep] {
    var steps: [NormalizationStep] = []
    var before = line
    var units = LineBuffer(line).units
    for rule in rules {
      let original = units
      rule.apply(to: &units)
      guard units != original else { continue }
      let after = String(decoding: units, as: UTF16.self)
      steps.append(NormalizationStep(rule: rule, before: before, after: after))
      before = after
    }
    return steps
  }
}

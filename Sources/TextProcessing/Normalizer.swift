/// One form for texts that look the same: what is trained on, and what is translated, goes through it first.
///
/// Normalizing twice gives what normalizing once does. A normalized line has single spaces, none at its ends, and no
/// U+2581, which tokens need for themselves.
public struct Normalizer: Sendable {
  /// The canonical code of the language.
  public let language: String

  /// - Parameter language: any code that ICU knows. The rules of today are the same for all of them; Thai text gets its
  ///   own rules wherever it stands.
  public init(language: String) throws(TextError) {
    self.language = try ICU.canonicalLanguage(language)
  }

  public func normalize(_ line: String) -> String {
    if Self.isPlain(line) { return line }
    let original = Array(line.utf16)
    var units = original
    for rule in NormalizationRule.allCases { rule.apply(to: &units) }
    return units == original ? line : String(decoding: units, as: UTF16.self)
  }

  /// Whether the line is printable ASCII with single spaces inside: no rule changes such a line.
  private static func isPlain(_ line: String) -> Bool {
    var afterSpace = true
    for byte in line.utf8 {
      guard byte >= 0x20, byte < 0x7F else { return false }
      if byte == 0x20, afterSpace { return false }
      afterSpace = byte == 0x20
    }
    return line.isEmpty || !afterSpace
  }
}

/// The steps of normalization, in the order in which they are applied.
public enum NormalizationRule: String, CaseIterable, Sendable {
  /// Characters with a plainer equal are replaced by it, invisible ones are dropped (`CharacterFolding`).
  case characters
  /// Normalization form C of Unicode (`CanonicalComposition`).
  case canonicalComposition
  /// The order and the spelling of Thai vowels and marks (`ThaiNormalizer`).
  case thai
  /// Runs of spaces become one; none stays at the ends.
  case spaces

  func apply(to units: inout [UInt16]) {
    switch self {
    case .characters: CharacterFolding.apply(to: &units)
    case .canonicalComposition: CanonicalComposition.apply(to: &units)
    case .thai:
      // Marks of other scripts may have come next to a letter that they compose with.
      if ThaiNormalizer.apply(to: &units) { CanonicalComposition.apply(to: &units) }
    case .spaces: Self.collapseSpaces(in: &units)
    }
  }

  private static func collapseSpaces(in units: inout [UInt16]) {
    guard needsCollapsing(units) else { return }
    var kept = 0
    for index in units.indices {
      if units[index] == 0x20, kept == 0 || units[kept - 1] == 0x20 { continue }
      units[kept] = units[index]
      kept += 1
    }
    if kept > 0, units[kept - 1] == 0x20 { kept -= 1 }
    units.removeLast(units.count - kept)
  }

  private static func needsCollapsing(_ units: [UInt16]) -> Bool {
    var afterSpace = true
    for unit in units {
      if unit == 0x20, afterSpace { return true }
      afterSpace = unit == 0x20
    }
    return afterSpace && !units.isEmpty
  }
}

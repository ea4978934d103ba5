/// Something that a check of corpora found.
public struct CorpusCheckFinding: Codable, Sendable, Equatable {
  public enum Severity: String, Codable, Sendable, CaseIterable {
    /// Training would fail, or learn from text that is wrong.
    case error
    /// The model, or what is measured of it, would suffer.
    case warning
    /// Worth knowing.
    case note
  }

  public var severity: Severity
  /// Which corpus, as the recipe or a file is called; nil for the recipe as a whole.
  public var path: String?
  /// The first place, from 1; the number of a pair in shards.
  public var line: Int?
  /// One line, no full stop.
  public var message: String
  /// The next step for the user.
  public var remedy: String?

  init(_ severity: Severity, path: String? = nil, line: Int? = nil, _ message: String, remedy: String? = nil) {
    self.severity = severity
    self.path = path
    self.line = line
    self.message = message
    self.remedy = remedy
  }

  /// Whether something should be done about it.
  public var matters: Bool { severity != .note }

  /// The worst first; those of one severity in their order.
  static func sorted(_ findings: [CorpusCheckFinding]) -> [CorpusCheckFinding] {
    Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
  }
}

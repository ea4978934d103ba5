/// The kind of error that a `Diagnostic` reports; the command line maps each kind to one exit code.
public enum DiagnosticCategory: Sendable, CaseIterable {
  /// A check that the user asked for found something.
  case checkFailed
  /// Wrong flags or arguments.
  case usage
  /// Data, a recipe or a model that cannot be used as it is.
  case badData
  /// An input that is not there or cannot be opened.
  case missingInput
  /// A fault of `mt` itself.
  case internalFault
  /// An output that cannot be created.
  case cannotCreate
  /// An output that cannot be written to its end, or an input that breaks while it is read.
  case inputOutput
}

/// The place of the error in the user's files. Lines and columns count from 1.
public struct DiagnosticLocation: Sendable, Equatable, CustomStringConvertible {
  public var file: String
  public var line: Int?
  /// The column in Unicode scalars; only with a line.
  public var column: Int?
  /// The recipe key, in dotted form (`model.hiddenSize`).
  public var key: String?

  public init(file: String, line: Int? = nil, column: Int? = nil, key: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.key = key
  }

  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let column { text += ":\(column)" }
    if let key { text += ": \(key)" }
    return text
  }
}

/// `noun` in the form that follows `count`: 1 pair, 0 pairs, 2 pairs.
public func plural(_ noun: String, _ count: Int) -> String { count == 1 ? noun : noun + "s" }

/// An error that a user can meet. Error enums carry facts; the prose of their conformance is in one extension of each.
public protocol Diagnostic: Error, Sendable {
  var category: DiagnosticCategory { get }
  var location: DiagnosticLocation? { get }
  /// One line, no full stop, no capital at the start: it follows `mt: error: ` and the location.
  var summary: String { get }
  /// The next step for the user, a command if possible.
  var remedy: String? { get }
}

extension Diagnostic {
  public var location: DiagnosticLocation? { nil }
  public var remedy: String? { nil }

  /// `corpora/train.th:12: summary`: the location, where there is one, before the summary.
  public var message: String {
    guard let location else { return summary }
    return "\(location): \(summary)"
  }
}

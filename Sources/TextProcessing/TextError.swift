import Basics

/// The errors of text processing.
public enum TextError: Diagnostic, Equatable {
  /// A language code that ICU does not know.
  case unknownLanguage(String)
  /// ICU could not do `operation`; `name` is the name of its error code.
  case icuFailure(operation: String, name: String)
}

extension TextError {
  public var category: DiagnosticCategory {
    switch self {
    case .unknownLanguage: .usage
    case .icuFailure: .internalFault
    }
  }

  public var summary: String {
    switch self {
    case .unknownLanguage(let code): "unknown language '\(code)'"
    case .icuFailure(let operation, let name): "ICU could not \(operation): \(name)"
    }
  }

  public var remedy: String? {
    switch self {
    case .unknownLanguage: "give an ISO 639 code, such as 'th' or 'en'"
    case .icuFailure: "check that the ICU library and its data are installed completely"
    }
  }
}

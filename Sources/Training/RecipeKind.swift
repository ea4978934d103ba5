import Basics

/// Descriptions of a kind of value for errors.
extension RecipeKey.Kind {
  func wrongType(_ value: RecipeValue, at location: DiagnosticLocation) -> RecipeError {
    .wrongType(at: location, expected: typeName, found: value.shortJSON)
  }

  func notAllowed(_ value: RecipeValue, at location: DiagnosticLocation) -> RecipeError {
    var nearest: String?
    if let names = choices, case .string(let found) = value.content {
      nearest = EditDistance.nearest(to: found, among: names).map { "\"\($0)\"" }
    }
    return .notAllowed(at: location, allowed: allowed, found: value.shortJSON, nearest: nearest)
  }

  private var choices: [String]? {
    switch self {
    case .choice(let names), .choices(let names): names
    default: nil
    }
  }

  /// The JSON type, with its article.
  private var typeName: String {
    switch self {
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .choice, .languageCode: "a string"
    case .length: "a length of training such as \"5000u\""
    case .corpora: "a list of corpora"
    case .strings, .choices: "a list of strings"
    case .vocabularyPath: "a path, or an object of source and target"
    }
  }

  /// The allowed values, in words that follow "must be".
  private var allowed: String {
    switch self {
    case .integer(let range): return "from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): return "from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
    case .choice(let names), .choices(let names):
      let quoted = names.map { "\"\($0)\"" }
      return quoted.count == 1 ? quoted[0] : "one of " + quoted.joined(separator: ", ")
    case .length(let units, _, let allowsZero):
      let forms = units.map { "\"\($0.example)\" (\($0.rawValue))" }.joined(separator: ", ")
      return (allowsZero ? "a length" : "a length above zero") + ", written as in " + forms
    case .languageCode: return "the code of a language, such as \"th\" or \"en-GB\""
    case .boolean, .corpora, .strings, .vocabularyPath: return typeName
    }
  }

  private static func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? number.description
  }
}

extension TrainingLength.Unit {
  var example: String {
    switch self {
    case .updates: "5000u"
    case .targetTokens: "10Mt"
    case .epochs: "0.5e"
    case .time: "90m"
    }
  }
}

extension RecipeValue {
  /// The value in a form that is short enough for a message.
  var shortJSON: String {
    switch content {
    case .array: return "a list"
    case .object: return "an object"
    case .string(let text): return RecipeValue.string(text.shortened).compactJSON()
    default: return compactJSON()
    }
  }
}

extension String {
  /// The text for a message: cut off after 40 scalars.
  var shortened: String { shortened(to: 40) }

  func shortened(to limit: Int) -> String {
    unicodeScalars.count > limit ? String(unicodeScalars.prefix(limit)) + "…" : self
  }
}

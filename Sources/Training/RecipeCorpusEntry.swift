import Basics
import TextProcessing

/// The key that both kinds of corpora have.
private let encodingKey = (
  name: "encoding",
  description:
    "How text that is not UTF-8 and does not name its encoding is encoded: windows-874, TIS-620, UTF-16LE or "
    + "another name that ICU knows."
)

/// An entry of a list of corpora in a recipe.
protocol RecipeCorpusEntry: RecipeElement {
  /// Its keys with their descriptions.
  static var keys: [(name: String, description: String)] { get }
  static func read(_ fields: RecipeFields) throws(RecipeError) -> Self
}

extension Recipe.TrainingCorpus: RecipeCorpusEntry {
  static var keys: [(name: String, description: String)] {
    [
      ("path", "The corpus's files."),
      ("weight", "How often its pairs are seen in an epoch: 0.5 is every other epoch, 3 is three times in each."),
      encodingKey,
    ]
  }

  static let weights = 0.001...1000.0

  static func read(_ fields: RecipeFields) throws(RecipeError) -> Recipe.TrainingCorpus {
    var corpus = Recipe.TrainingCorpus(path: try fields.path(), encoding: try fields.encoding())
    if let (value, location) = fields.value("weight") {
      corpus.weight = try Double.read(value, as: .number(weights), at: location)
    }
    return corpus
  }

  var recipeValue: RecipeValue {
    .object([("path", path.recipeValue), ("weight", .number(weight))] + encoding.recipeMembers)
  }
}

extension Recipe.HeldOutCorpus: RecipeCorpusEntry {
  static var keys: [(name: String, description: String)] {
    [
      ("name", "Its name in logs and reports (default: the last part of its path)."),
      ("path", "The corpus's files."),
      encodingKey,
    ]
  }

  static func read(_ fields: RecipeFields) throws(RecipeError) -> Recipe.HeldOutCorpus {
    let path = try fields.path()
    var corpus = Recipe.HeldOutCorpus(name: path.lastPart, path: path, encoding: try fields.encoding())
    if let (value, location) = fields.value("name") { corpus.name = try value.text(called: "a name", at: location) }
    return corpus
  }

  var recipeValue: RecipeValue {
    .object([("name", .string(name)), ("path", path.recipeValue)] + encoding.recipeMembers)
  }
  var uniqueName: String? { name }
}

extension TextEncoding? {
  /// As it stands in a corpus, if it does.
  fileprivate var recipeMembers: [(String, RecipeValue)] { self.map { [("encoding", .string($0.name))] } ?? [] }
}

extension Recipe.CorpusPath {
  static let sideKeys = [
    (name: "source", description: "The file of the source side."),
    (name: "target", description: "The file of the target side."),
  ]

  var recipeValue: RecipeValue {
    switch self {
    case .both(let path): .string(path)
    case .sides(let source, let target): .object([("source", .string(source)), ("target", .string(target))])
    }
  }
}

/// The members of an object that is read, each known by name.
struct RecipeFields {
  private let members: [RecipeValue.Member]
  private let location: DiagnosticLocation

  /// - Parameter names: the keys there may be; others are refused.
  init(_ value: RecipeValue, at location: DiagnosticLocation, names: [String]) throws(RecipeError) {
    guard case .object(let members) = value.content else {
      throw .wrongType(at: location, expected: "an object", found: value.shortJSON)
    }
    self.members = members
    self.location = location
    for member in members where !names.contains(member.key) {
      throw .unknownKey(
        at: location.moved(to: member.location, adding: "." + member.key.shortened),
        nearest: EditDistance.nearest(to: member.key, among: names), known: names)
    }
  }

  func value(_ name: String) -> (RecipeValue, DiagnosticLocation)? {
    members.first { $0.key == name }.map { ($0.value, location.moved(to: $0.location, adding: "." + name)) }
  }

  func required(_ name: String, example: String) throws(RecipeError) -> (RecipeValue, DiagnosticLocation) {
    guard let found = value(name) else { throw .missing(at: location.adding("." + name), example: example) }
    return found
  }

  func encoding() throws(RecipeError) -> TextEncoding? {
    guard let (value, location) = value("encoding") else { return nil }
    let name = try value.text(called: "an encoding", at: location)
    guard let encoding = TextEncoding(name) else {
      throw .notAllowed(
        at: location, allowed: "an encoding that ICU knows, such as windows-874 or UTF-16LE", found: value.shortJSON,
        nearest: nil)
    }
    return encoding
  }

  func path() throws(RecipeError) -> Recipe.CorpusPath {
    let (value, location) = try required("path", example: #""path": "corpora/train""#)
    guard case .object = value.content else { return .both(try value.text(called: "a path", at: location)) }
    let fields = try RecipeFields(value, at: location, names: Recipe.CorpusPath.sideKeys.map(\.name))
    let (source, sourceLocation) = try fields.required("source", example: #""source": "train.th""#)
    let (target, targetLocation) = try fields.required("target", example: #""target": "train.en""#)
    return .sides(
      source: try source.text(called: "a path", at: sourceLocation),
      target: try target.text(called: "a path", at: targetLocation))
  }
}

extension RecipeValue {
  /// A string that is not empty and has no NUL, which no path may have.
  func text(called name: String, at location: DiagnosticLocation) throws(RecipeError) -> String {
    guard case .string(let text) = content else {
      throw .wrongType(at: location, expected: name, found: shortJSON)
    }
    guard !text.isEmpty, !text.utf8.contains(0) else {
      throw .notAllowed(at: location, allowed: name, found: shortJSON, nearest: nil)
    }
    return text
  }
}

extension RecipeCorpusEntry {
  static func element(
    _ value: RecipeValue, of kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Self {
    try read(RecipeFields(value, at: location, names: keys.map(\.name)))
  }
}

extension DiagnosticLocation {
  func adding(_ suffix: String) -> DiagnosticLocation {
    DiagnosticLocation(file: file, line: line, key: (key ?? "") + suffix)
  }

  /// The location of something inside this one, whose key continues with `suffix`.
  func moved(to place: DiagnosticLocation?, adding suffix: String) -> DiagnosticLocation {
    DiagnosticLocation(file: place?.file ?? file, line: place?.line ?? line, key: (key ?? "") + suffix)
  }
}

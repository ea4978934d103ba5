import Basics
import Corpus
import Layers
import Subwords
import TextProcessing

/// One key of a recipe: its name, what it means, which values it may have, and where they live in a `Recipe`.
struct RecipeKey: Sendable {
  /// Which values a key may have.
  enum Kind: Sendable {
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case boolean
    case choice([String])
    /// `bare` is the unit of a number without a suffix, where there may be one.
    case length([TrainingLength.Unit], bare: TrainingLength.Unit? = .updates, allowsZero: Bool = false)
    case languageCode
    /// A list of strings.
    case strings
    /// A list of some of these.
    case choices([String])
    /// A path, or one for each side.
    case vocabularyPath
    /// A list of corpora, with names or with weights.
    case corpora(named: Bool)
  }

  let name: String
  let kind: Kind
  let unit: String?
  /// One sentence or more, each with its full stop.
  let description: String
  /// Whether the key may be null, which means "none".
  let allowsNull: Bool
  /// Checks a value that was read, and stores it.
  let store: @Sendable (RecipeValue, DiagnosticLocation, inout Recipe) throws(RecipeError) -> Void
  let value: @Sendable (Recipe) -> RecipeValue

  init<Value: RecipeReadable>(
    _ name: String, _ path: any WritableKeyPath<Recipe, Value> & Sendable, _ kind: Kind, unit: String? = nil,
    _ description: String
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.description = description
    allowsNull = Value.allowsNull
    store = { value, location, recipe throws(RecipeError) in
      recipe[keyPath: path] = try Value.read(value, as: kind, at: location)
    }
    value = { recipe in recipe[keyPath: path].recipeValue }
  }
}

/// A type whose values can be in a recipe.
protocol RecipeReadable: Sendable {
  static var allowsNull: Bool { get }
  /// - Parameter location: of the value, with its key, for errors.
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Self
  var recipeValue: RecipeValue { get }
}

extension RecipeReadable {
  static var allowsNull: Bool { false }
}

extension Optional: RecipeReadable where Wrapped: RecipeReadable {
  static var allowsNull: Bool { true }

  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Self {
    if case .null = value.content { return nil }
    return try Wrapped.read(value, as: kind, at: location)
  }

  var recipeValue: RecipeValue { self?.recipeValue ?? .null }
}

extension Int: RecipeReadable {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Int {
    let whole: Int? =
      switch value.content {
      case .integer(let value): value
      case .number(let value) where abs(value) <= 0x1p53: Int(exactly: value)
      default: nil
      }
    guard let whole else { throw kind.wrongType(value, at: location) }
    if case .integer(let range) = kind, !range.contains(whole) { throw kind.notAllowed(value, at: location) }
    return whole
  }

  var recipeValue: RecipeValue { .integer(self) }
}

extension Double: RecipeReadable {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Double {
    let number: Double
    switch value.content {
    case .integer(let value): number = Double(value)
    case .number(let value): number = value
    default: throw kind.wrongType(value, at: location)
    }
    if case .number(let range) = kind, !range.contains(number) { throw kind.notAllowed(value, at: location) }
    return number
  }

  var recipeValue: RecipeValue { .number(self) }
}

extension Bool: RecipeReadable {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Bool {
    guard case .boolean(let boolean) = value.content else { throw kind.wrongType(value, at: location) }
    return boolean
  }

  var recipeValue: RecipeValue { .boolean(self) }
}

/// Language codes are the only free text of a key.
extension String: RecipeReadable {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> String {
    guard case .string(let code) = value.content else { throw kind.wrongType(value, at: location) }
    guard LanguageCode.isWellFormed(code), ICU.knows(language: code) else {
      throw kind.notAllowed(value, at: location)
    }
    return code
  }

  var recipeValue: RecipeValue { .string(self) }
}

/// Choices: a plain enum of strings is read by its raw value.
extension RecipeReadable where Self: RawRepresentable<String> {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Self {
    guard case .string(let name) = value.content else { throw kind.wrongType(value, at: location) }
    if let choice = Self(rawValue: name) { return choice }
    throw kind.notAllowed(value, at: location)
  }

  var recipeValue: RecipeValue { .string(rawValue) }
}

extension Recipe.TextSection.Casing: RecipeReadable {}
extension VocabularyKind: RecipeReadable {}
extension CellKind: RecipeReadable {}
extension CellDescription.Activation: RecipeReadable {}
extension CellDescription.Peepholes: RecipeReadable {}
extension CellDescription.ResetPlace: RecipeReadable {}
extension Recipe.ModelSection.Attention: RecipeReadable {}
extension Recipe.TrainingSection.Optimizer: RecipeReadable {}
extension Recipe.TrainingSection.Schedule: RecipeReadable {}
extension Recipe.TrainingSection.ValidationMetric: RecipeReadable {}
extension Recipe.TrainingSection.Precision: RecipeReadable {}

extension TrainingLength: RecipeReadable {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> TrainingLength {
    guard case .length(let units, let bare, let allowsZero) = kind else {
      preconditionFailure("a length is read as \(kind)")
    }
    let bareLength = { (amount: Double) in bare.flatMap { TrainingLength(amount, of: $0) } }
    let length: TrainingLength?
    switch value.content {
    case .integer(let amount): length = bareLength(Double(amount))
    case .number(let amount): length = bareLength(amount)
    case .string(let text): length = TrainingLength(text, bare: bare)
    default: throw kind.wrongType(value, at: location)
    }
    guard let length, units.contains(length.unit), allowsZero || length.amount > 0 else {
      throw kind.notAllowed(value, at: location)
    }
    return length
  }

  var recipeValue: RecipeValue { .string(description) }
}

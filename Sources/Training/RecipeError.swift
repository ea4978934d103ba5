import Basics

/// An error in a recipe. Locations name the file, or `--set`, and the key in dotted form.
public enum RecipeError: Diagnostic, Equatable {
  case file(FileError)
  case syntax(at: DiagnosticLocation, RecipeSyntaxProblem)
  case duplicateKey(at: DiagnosticLocation, firstLine: Int)
  /// `nearest` is the key that was probably meant, in dotted form if it is in another section.
  case unknownKey(at: DiagnosticLocation, nearest: String?, known: [String])
  case wrongType(at: DiagnosticLocation, expected: String, found: String)
  case notAllowed(at: DiagnosticLocation, allowed: String, found: String, nearest: String?)
  case missing(at: DiagnosticLocation, example: String)
  case duplicateName(at: DiagnosticLocation, name: String)
  case plateauWithoutValidation(at: DiagnosticLocation)
  /// Two lengths that are added up are in different units.
  case differentUnits(at: DiagnosticLocation, other: String)
  /// A key of the model that does not go with the others.
  case contradiction(at: DiagnosticLocation, reason: String)
  case malformedOverride(String)
  /// A folder was given as a recipe. `recipe` is the file in it that may be meant.
  case folder(path: String, recipe: String?)
}

extension RecipeError {
  /// The file or flag that the error is about.
  static let overrideFlag = "--set"

  public var category: DiagnosticCategory {
    switch self {
    case .file(let error): error.category
    case .malformedOverride: .usage
    case .folder: .missingInput
    default: location?.file == Self.overrideFlag ? .usage : .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .file(let error): error.location
    case .syntax(let location, _), .duplicateKey(let location, _), .unknownKey(let location, _, _),
      .wrongType(let location, _, _), .notAllowed(let location, _, _, _),
      .missing(let location, _), .duplicateName(let location, _), .plateauWithoutValidation(let location),
      .differentUnits(let location, _), .contradiction(let location, _):
      location
    case .malformedOverride: DiagnosticLocation(file: Self.overrideFlag)
    case .folder(let path, _): DiagnosticLocation(file: path)
    }
  }

  public var summary: String {
    switch self {
    case .file(let error): error.summary
    case .syntax(_, let problem): problem.summary
    case .duplicateKey(_, let firstLine): "the key is given twice, first on line \(firstLine)"
    case .unknownKey: "unknown key"
    case .wrongType(_, let expected, let found): "expected \(expected), found \(found)"
    case .notAllowed(_, let allowed, let found, _): "must be \(allowed), not \(found)"
    case .missing: "this key is required"
    case .duplicateName(_, let name): "two corpora in this list are named \"\(name)\""
    case .differentUnits(_, let other): "this key and \(other) have different units"
    case .plateauWithoutValidation: "the schedule \"plateau\" needs a validation corpus"
    case .contradiction(_, let reason): reason
    case .malformedOverride(let text): "expected KEY=VALUE, found \"\(text)\""
    case .folder: "this is a folder, and a recipe is a file"
    }
  }

  public var remedy: String? {
    switch self {
    case .file(let error): error.remedy
    case .syntax(let location, let problem): problem.remedy(file: location.file)
    case .duplicateKey: "keep one of the two"
    case .unknownKey(_, let nearest?, _): "did you mean \(nearest)?"
    case .unknownKey(_, nil, let known): "the known keys are: \(known.joined(separator: ", "))"
    case .notAllowed(_, _, _, let nearest?): "did you mean \(nearest)?"
    case .wrongType, .notAllowed: "'mt recipe schema' describes every key"
    case .missing(_, let example): "add it, for example \(example)"
    case .duplicateName: "give each a \"name\" of its own"
    case .differentUnits: "write both in updates (u), target tokens (t, kt, Mt) or epochs (e)"
    case .plateauWithoutValidation: "add corpora.validation, or choose another schedule"
    case .contradiction: "change this key or the other one; 'mt recipe schema' describes every key"
    case .malformedOverride: "for example --set training.seed=7"
    case .folder(_, let recipe?): "give the recipe in it: \(recipe)"
    case .folder(_, nil): "give the name of a JSON file"
    }
  }
}

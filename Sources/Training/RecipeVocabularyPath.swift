import Basics

extension Recipe {
  /// The path of an existing vocabulary.
  public enum VocabularyPath: Codable, Sendable, Equatable {
    /// One for both sides.
    case shared(String)
    case sides(source: String, target: String)

    /// The paths of the source and the target, or one path for both.
    var all: [String] {
      switch self {
      case .shared(let path): [path]
      case .sides(let source, let target): [source, target]
      }
    }

    /// The paths, with relative ones taken from `folder`.
    func resolved(in folder: String) -> VocabularyPath {
      switch self {
      case .shared(let path): .shared(path.resolvedPath(in: folder))
      case .sides(let source, let target):
        .sides(source: source.resolvedPath(in: folder), target: target.resolvedPath(in: folder))
      }
    }
  }
}

extension Recipe.VocabularyPath: RecipeReadable {
  static let sideKeys = [
    (name: "source", description: "The source's vocabulary."),
    (name: "target", description: "The target's vocabulary."),
  ]

  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Recipe.VocabularyPath {
    switch value.content {
    case .string: return .shared(try value.text(called: "a path", at: location))
    case .object: break
    default: throw kind.wrongType(value, at: location)
    }
    let fields = try RecipeFields(value, at: location, names: sideKeys.map(\.name))
    let (source, sourceLocation) = try fields.required("source", example: #""source": "th.model""#)
    let (target, targetLocation) = try fields.required("target", example: #""target": "en.model""#)
    return .sides(
      source: try source.text(called: "a path", at: sourceLocation),
      target: try target.text(called: "a path", at: targetLocation))
  }

  var recipeValue: RecipeValue {
    switch self {
    case .shared(let path): .string(path)
    case .sides(let source, let target): .object([("source", .string(source)), ("target", .string(target))])
    }
  }
}

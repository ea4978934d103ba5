import Basics
import TextProcessing

/// An element of a list in a recipe.
protocol RecipeElement: Sendable {
  /// - Parameter location: of the element, for errors.
  static func element(
    _ value: RecipeValue, of kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> Self
  var recipeValue: RecipeValue { get }
  /// Two elements of a list may not have the same one.
  var uniqueName: String? { get }
  /// The list that `name` stands for.
  static func list(named name: String) -> [Self]?
}

extension RecipeElement {
  var uniqueName: String? { nil }
  static func list(named name: String) -> [Self]? { nil }
}

extension Array: RecipeReadable where Element: RecipeElement {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> [Element] {
    if case .string(let name) = value.content, let list = Element.list(named: name) { return list }
    guard case .array(let elements) = value.content else { throw kind.wrongType(value, at: location) }
    var entries = [Element]()
    var names = Set<String>()
    for (index, element) in elements.enumerated() {
      let elementLocation = location.moved(to: element.location, adding: "[\(index)]")
      let entry = try Element.element(element, of: kind, at: elementLocation)
      if let name = entry.uniqueName, !names.insert(name).inserted {
        throw .duplicateName(at: elementLocation, name: name)
      }
      entries.append(entry)
    }
    return entries
  }

  var recipeValue: RecipeValue { .array(map(\.recipeValue)) }
}

extension String: RecipeElement {
  static func element(
    _ value: RecipeValue, of kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> String {
    try value.text(called: "a string", at: location)
  }
}

extension NormalizationRule: RecipeElement {
  static func element(
    _ value: RecipeValue, of kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> NormalizationRule {
    guard let rule = Self(rawValue: try value.text(called: "a rule's name", at: location)) else {
      throw kind.notAllowed(value, at: location)
    }
    return rule
  }

  var recipeValue: RecipeValue { .string(rawValue) }

  /// The name that recipes used when there was only one list.
  static func list(named name: String) -> [NormalizationRule]? { name == "standard" ? standard : nil }
}

extension NormalizationRule: Codable {}

import Basics

/// An element of a list in a recipe.
protocol RecipeElement: Sendable {
  /// - Parameter location: of the element, for errors.
  static func element(_ value: RecipeValue, at location: DiagnosticLocation) throws(RecipeError) -> Self
  var recipeValue: RecipeValue { get }
  /// Two elements of a list may not have the same one.
  var uniqueName: String? { get }
}

extension Array: RecipeReadable where Element: RecipeElement {
  static func read(
    _ value: RecipeValue, as kind: RecipeKey.Kind, at location: DiagnosticLocation
  ) throws(RecipeError) -> [Element] {
    guard case .array(let elements) = value.content else { throw kind.wrongType(value, at: location) }
    var entries = [Element]()
    var names = Set<String>()
    for (index, element) in elements.enumerated() {
      let elementLocation = location.moved(to: element.location, adding: "[\(index)]")
      let entry = try Element.element(element, at: elementLocation)
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
  static func element(_ value: RecipeValue, at location: DiagnosticLocation) throws(RecipeError) -> String {
    try value.text(called: "a string", at: location)
  }

  var uniqueName: String? { nil }
}

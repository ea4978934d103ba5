/// The JSON Schema of recipes, made from the table of keys: editors complete and explain keys with it.
public enum RecipeSchema {
  private typealias Members = [(key: String, value: RecipeValue)]

  public static func json() -> String {
    var properties: Members = [
      (
        RecipeReader.schemaKey,
        .object([("description", .string("Where this schema is, for editors.")), ("type", .string("string"))])
      )
    ]
    for section in RecipeKeys.sections {
      let keys = section.keys.map { (key: $0.name, value: schema(of: $0, in: section)) }
      let required = section.keys.map(\.name).filter { isRequired($0, in: section) }
      properties.append((section.name, object(section.description, keys, required: required)))
    }
    let head: Members = [
      ("$schema", .string("http://json-schema.org/draft-07/schema#")), ("title", .string("Recipe of mt")),
    ]
    let body = object(
      "What a training makes. Comments (// and /* */) and trailing commas are allowed; unknown keys are not.",
      properties,
      required: ["languages", "corpora"])
    guard case .object(let members) = body.content else { return body.prettyJSON() }
    return RecipeValue.object(head + members.map { ($0.key, $0.value) }).prettyJSON()
  }

  /// The default values. What is required has none, and is left empty here.
  private static let defaults = Recipe(
    languages: Recipe.Languages(source: "", target: ""), corpora: Recipe.Corpora(train: []))

  private static func isRequired(_ name: String, in section: RecipeSection) -> Bool {
    RecipeKeys.required.contains { $0.key == section.name + "." + name }
  }

  private static func object(_ description: String, _ properties: Members, required: [String]) -> RecipeValue {
    var members: Members = [
      ("description", .string(description)), ("type", .string("object")), ("properties", .object(properties)),
    ]
    if !required.isEmpty { members.append(("required", .array(required.map(RecipeValue.string)))) }
    members.append(("additionalProperties", .boolean(false)))
    return .object(members)
  }

  private static func schema(of key: RecipeKey, in section: RecipeSection) -> RecipeValue {
    var description = key.description
    if let unit = key.unit { description += " Unit: \(unit)." }
    if case .length(let units, let bare, _) = key.kind {
      description += " Written as in " + units.map { "\($0.example) (\($0.rawValue))" }.joined(separator: ", ")
      description += bare.map { "; a bare number is \($0.rawValue)." } ?? "."
    }
    let types = (types(of: key.kind) + (key.allowsNull ? ["null"] : [])).map(RecipeValue.string)
    var members: Members = [
      ("description", .string(description)), ("type", types.count == 1 ? types[0] : .array(types)),
    ]
    members += rules(of: key.kind)
    if isRequired(key.name, in: section) {
      if case .corpora = key.kind { members.append(("minItems", .integer(1))) }
    } else {
      members.append(("default", key.value(defaults)))
    }
    return .object(members)
  }

  private static func types(of kind: RecipeKey.Kind) -> [String] {
    switch kind {
    case .integer: ["integer"]
    case .number: ["number"]
    case .boolean: ["boolean"]
    case .choice, .languageCode, .length(_, bare: nil, _): ["string"]
    case .length: ["string", "number"]
    case .corpora, .strings, .choices: ["array"]
    case .vocabularyPath: ["string", "object"]
    }
  }

  private static func rules(of kind: RecipeKey.Kind) -> Members {
    switch kind {
    case .integer(let range): [("minimum", .integer(range.lowerBound)), ("maximum", .integer(range.upperBound))]
    case .number(let range): [("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))]
    case .boolean: []
    case .choice(let names): [("enum", .array(names.map(RecipeValue.string)))]
    case .length(let units, let bare, _):
      [
        (
          "pattern",
          .string("^[0-9]+([.][0-9]+)?(\(units.flatMap(\.suffixes).joined(separator: "|")))\(bare == nil ? "" : "?")$")
        )
      ]
    case .languageCode: [("pattern", .string("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"))]
    case .choices(let names):
      [("items", .object([("type", .string("string")), ("enum", .array(names.map(RecipeValue.string)))]))]
    case .strings: [("items", .object([("type", .string("string"))]))]
    case .vocabularyPath:
      [
        ("properties", .object(properties(Recipe.VocabularyPath.sideKeys))),
        ("required", .array(Recipe.VocabularyPath.sideKeys.map { .string($0.name) })),
        ("additionalProperties", .boolean(false)),
      ]
    case .corpora(named: false): [("items", entry(Recipe.TrainingCorpus.keys))]
    case .corpora(named: true): [("items", entry(Recipe.HeldOutCorpus.keys))]
    }
  }

  private static func entry(_ keys: [(name: String, description: String)]) -> RecipeValue {
    let properties: Members = keys.map { key in
      let text: Members = [("description", .string(key.description))]
      return switch key.name {
      case "path": (key.name, .object(text + [("anyOf", .array([.object([("type", .string("string"))]), sides]))]))
      case "weight":
        (
          key.name,
          .object(
            text + [
              ("type", .string("number")), ("minimum", .number(Recipe.TrainingCorpus.weights.lowerBound)),
              ("maximum", .number(Recipe.TrainingCorpus.weights.upperBound)), ("default", .integer(1)),
            ])
        )
      default: (key.name, .object(text + [("type", .string("string"))]))
      }
    }
    return object("A corpus.", properties, required: ["path"])
  }

  private static var sides: RecipeValue {
    let keys = Recipe.CorpusPath.sideKeys
    return object("The two sides, each on its own.", properties(keys), required: keys.map(\.name))
  }

  private static func properties(_ keys: [(name: String, description: String)]) -> Members {
    keys.map { key in
      (key.name, .object([("description", .string(key.description)), ("type", .string("string"))]))
    }
  }
}

extension TrainingLength.Unit {
  fileprivate var suffixes: [String] {
    switch self {
    case .updates: ["u"]
    case .targetTokens: ["t", "kt", "Mt", "Gt"]
    case .epochs: ["e"]
    case .time: ["s", "m", "h"]
    }
  }
}

import Basics
import Corpus
import Layers
import Models

/// A recipe and the file that it was read from.
public struct LoadedRecipe: Sendable, Equatable {
  public let recipe: Recipe
  /// The recipe's file, as it was named.
  public let path: String

  /// The file's name without `.json`: what runs are called after.
  public var name: String {
    let file = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? path
    return file.hasSuffix(".json") && file.utf8.count > 5 ? String(file.dropLast(5)) : file
  }

  public var folder: String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The corpora, with paths that can be opened.
  public var resolvedCorpora: Recipe.Corpora { recipe.corpora.resolved(in: folder) }

  /// The vocabulary, with a path that can be opened.
  var resolvedVocabulary: Recipe.VocabularyPath? { recipe.vocabulary.path?.resolved(in: folder) }
}

/// Reads recipes: JSON with comments and trailing commas, in which every key is known and every value checked.
public enum RecipeReader {
  /// A key that editors look for; `mt` does not.
  static let schemaKey = "$schema"

  /// - Parameter overrides: `KEY=VALUE`, as given to `--set`: KEY in dotted form, VALUE read as JSON, else as a string.
  public static func load(_ path: String, overrides: [String] = []) throws(RecipeError) -> LoadedRecipe {
    if let names = Folder.names(in: path) {
      let recipe = "recipe.json".resolvedPath(in: path)
      throw .folder(path: path, recipe: names.contains("recipe.json") ? recipe : nil)
    }
    let bytes: [UInt8]
    do { bytes = try AtomicFile.read(path) } catch { throw .file(error) }
    return LoadedRecipe(recipe: try read(bytes, file: path, overrides: overrides), path: path)
  }

  /// - Parameter file: what errors call the text.
  public static func read(
    _ bytes: [UInt8], file: String, overrides: [String] = []
  ) throws(RecipeError) -> Recipe {
    var root = try RecipeSyntax.parse(bytes, file: file)
    _ = try members(of: root, at: root.location ?? DiagnosticLocation(file: file))
    for text in overrides { try apply(override: text, to: &root) }

    var recipe = Recipe(languages: Recipe.Languages(source: "", target: ""), corpora: Recipe.Corpora(train: []))
    // The location of each section and key, by its dotted form.
    var places = [String: DiagnosticLocation]()
    for member in try members(of: root, at: DiagnosticLocation(file: file))
    where member.key != schemaKey {
      let location = place(of: member, in: nil, file)
      guard let section = RecipeKeys.sections.first(where: { $0.name == member.key }) else {
        throw unknownSection(member.key, at: location)
      }
      places[member.key] = location
      for entry in try members(of: member.value, at: location) {
        let location = place(of: entry, in: section, file)
        guard let key = section.keys.first(where: { $0.name == entry.key }) else {
          throw unknownKey(entry.key, in: section, at: location)
        }
        try key.store(entry.value, location, &recipe)
        places[section.name + "." + key.name] = location
      }
    }
    recipe.model.fillIn(unless: { places["model." + $0] != nil })
    if recipe.training.optimizer == .rmsprop && places["training.beta2"] == nil { recipe.training.beta2 = 0.99 }
    try check(recipe, places, file)
    return recipe
  }

  // MARK: - Overrides

  private static func apply(override text: String, to root: inout RecipeValue) throws(RecipeError) {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals != text.startIndex else {
      throw .malformedOverride(text.shortened)
    }
    let names = text[..<equals].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let flag = DiagnosticLocation(file: RecipeError.overrideFlag)
    let written = String(text[text.utf8.index(after: equals)...])
    var value: RecipeValue
    do {
      value = try RecipeSyntax.parse(Array(written.utf8), file: flag.file, countsLines: false)
    } catch {
      value = RecipeValue(.string(written), at: flag)
    }
    if names.count == 2 {
      var section = try members(of: root, at: flag).first { $0.key == names[0] }?.value ?? .object([])
      let location = section.location.map { DiagnosticLocation(file: $0.file, line: $0.line, key: names[0]) }
      try set(names[1], to: value, in: &section, at: location ?? flag)
      value = section
    }
    try set(names[0], to: value, in: &root, at: flag)
  }

  private static func set(
    _ name: String, to value: RecipeValue, in object: inout RecipeValue, at location: DiagnosticLocation
  ) throws(RecipeError) {
    var members = try members(of: object, at: location)
    let place = value.location ?? DiagnosticLocation(file: RecipeError.overrideFlag)
    members.removeAll { $0.key == name }
    members.append(RecipeValue.Member(key: name, location: place, value: value))
    object.content = .object(members)
  }

  // MARK: - Keys

  private static func members(
    of value: RecipeValue, at location: DiagnosticLocation
  ) throws(RecipeError) -> [RecipeValue.Member] {
    guard case .object(let members) = value.content else {
      throw .wrongType(at: location, expected: "an object", found: value.shortJSON)
    }
    return members
  }

  private static func place(
    of member: RecipeValue.Member, in section: RecipeSection?, _ file: String
  ) -> DiagnosticLocation {
    let key = section.map { $0.name + "." + member.key.shortened } ?? member.key.shortened
    return DiagnosticLocation(file: member.location?.file ?? file, line: member.location?.line, key: key)
  }

  private static func unknownSection(_ name: String, at location: DiagnosticLocation) -> RecipeError {
    let names = RecipeKeys.sections.map(\.name)
    let nearest = EditDistance.nearest(to: name, among: names) ?? elsewhere(name)
    return .unknownKey(at: location, nearest: nearest, known: names)
  }

  private static func unknownKey(
    _ name: String, in section: RecipeSection, at location: DiagnosticLocation
  ) -> RecipeError {
    let names = section.keys.map(\.name)
    let nearest = EditDistance.nearest(to: name, among: names) ?? elsewhere(name)
    return .unknownKey(at: location, nearest: nearest, known: names)
  }

  /// The key of that name in any section.
  private static func elsewhere(_ name: String) -> String? {
    RecipeKeys.sections.first { $0.keys.contains { $0.name == name } }.map { $0.name + "." + name }
  }

  // MARK: - The whole

  private static func check(
    _ recipe: Recipe, _ places: [String: DiagnosticLocation], _ file: String
  ) throws(RecipeError) {
    for (key, example) in RecipeKeys.required where places[key] == nil {
      let section = String(key.prefix { $0 != "." })
      let place = places[section] ?? DiagnosticLocation(file: file)
      throw .missing(at: DiagnosticLocation(file: place.file, line: place.line, key: key), example: example)
    }
    if recipe.corpora.train.isEmpty, let place = places["corpora.train"] {
      throw .missing(at: place.adding("[0]"), example: #"{ "path": "train" }"#)
    }
    if recipe.training.schedule == .plateau, recipe.corpora.validation.isEmpty, let place = places["training.schedule"]
    {
      throw .plateauWithoutValidation(at: place)
    }
    let model = ModelConfiguration(recipe.model, sourceVocabularySize: 4, targetVocabularySize: 4)
    if let (key, reason) = model.fault, let place = places["model." + key] ?? places["model"] {
      throw .contradiction(at: place, reason: reason)
    }
    if let (key, reason) = recipe.training.contradiction, let place = places["training." + key] {
      throw .contradiction(at: place, reason: reason)
    }
    let (after, every) = ("training.halveAfter", "training.halveEvery")
    if recipe.training.halveAfter.unit != recipe.training.halveEvery.unit, let place = places[every] ?? places[after] {
      throw .differentUnits(at: place, other: places[every] == nil ? every : after)
    }
  }
}

extension Recipe.ModelSection {
  /// Sets the keys whose defaults depend on others.
  /// - Parameter isGiven: whether the recipe has a key.
  fileprivate mutating func fillIn(unless isGiven: (String) -> Bool) {
    if !isGiven("inputFeeding") { inputFeeding = attention != .none && attention != .additive }
    if !isGiven("reverseSource") { reverseSource = attention == .none && !bidirectional }
    if !isGiven("feedVector") { feedVector = attention == .none }
  }
}

extension Recipe.TrainingSection {
  /// A key without a meaning beside the others.
  fileprivate var contradiction: (key: String, reason: String)? {
    let hasMoments = optimizer == .adam || optimizer == .adamw
    if momentum != 0 && optimizer != .sgd { return ("momentum", "momentum has no meaning with \(optimizer)") }
    if beta1 != 0.9 && !hasMoments { return ("beta1", "beta1 has no meaning with \(optimizer)") }
    if beta2 != 0.999 && !hasMoments && optimizer != .rmsprop {
      return ("beta2", "beta2 has no meaning with \(optimizer)")
    }
    if epsilon != 1e-8 && optimizer == .sgd { return ("epsilon", "epsilon has no meaning with sgd") }
    if (schedule == .linear || schedule == .cosine) && scheduleEnds.isEmpty {
      return (
        "schedule", "the schedule \"\(schedule)\" falls to zero at a limit, and there is no maxUpdates or maxEpochs"
      )
    }
    return nil
  }
}

extension ModelConfiguration {
  init(_ model: Recipe.ModelSection, sourceVocabularySize: Int, targetVocabularySize: Int) {
    self.init(
      cell: CellDescription(
        model.cell, activation: model.activation, peepholes: model.peepholes, coupledGates: model.coupledGates,
        forgetGate: model.forgetGate, gruReset: model.gruReset, layerNorm: model.layerNorm), layers: model.layers,
      hiddenSize: model.hiddenSize,
      embeddingSize: model.embeddingSize, sourceVocabularySize: sourceVocabularySize,
      targetVocabularySize: targetVocabularySize, reverseSource: model.reverseSource, feedVector: model.feedVector,
      dropout: model.dropout, bidirectional: model.bidirectional,
      attention: AttentionKind(rawValue: model.attention.rawValue), attentionHeads: model.attentionHeads,
      inputFeeding: model.inputFeeding, memory: model.memory)
  }
}

extension Recipe {
  /// The recipe as JSON, with every key in the order of the sections. Reading it gives an equal recipe.
  public func toJSON() -> String {
    RecipeValue.object(
      RecipeKeys.sections.map { section in
        (section.name, .object(section.keys.map { ($0.name, $0.value(self)) }))
      }
    ).prettyJSON()
  }
}

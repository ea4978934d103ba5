import Basics
import Layers
import Testing

@testable import Training

/// What a recipe must have, in lines 2 and 3.
private func recipe(_ rest: String = "") -> String {
  """
  {
    "languages": { "source": "th", "target": "en" },
    "corpora": { "train": [{ "path": "train" }] },
    \(rest)
  }
  """
}

private func read(_ text: String, _ overrides: [String] = []) throws(RecipeError) -> Recipe {
  try RecipeReader.read(Array(text.utf8), file: "r.json", overrides: overrides)
}

private let cells = CellKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
private let known = "'mt recipe schema' describes every key"

@Suite struct RecipeReaderTests {
  @Test func theLeastRecipeHasDefaultsForTheRest() throws {
    let corpora = Recipe.Corpora(train: [Recipe.TrainingCorpus(path: .both("train"))])
    #expect(try read(recipe()) == Recipe(languages: Recipe.Languages(source: "th", target: "en"), corpora: corpora))
  }

  @Test func everyKindOfValueIsRead() throws {
    let recipe = try read(
      """
      { "$schema": "recipe.schema.json",
        "languages": {"source": "th", "target": "en-GB"},
        "corpora": {
          "train": [{"path": {"source": "a.th", "target": "b.en"}, "weight": 1}, {"path": "shards/"}],
          "validation": [{"path": "../dev/dev"}, {"name": "other", "path": "/data/x.tsv"}],
        },
        "text": {"normalization": "standard"},
        "vocabulary": {"model": "bpe", "size": 4e3, "shared": true, "symbols": ["<n>", "%s"], "path": null},
        "model": {"layers": 4, "dropout": 0},
        "training": {"maxUpdates": "10u", "maxEpochs": 5, "maxTime": "90m", "validateEvery": 100, "workers": 3,
          "checkpointEvery": "1Mt", "schedule": "plateau", "seed": 0},
      }
      """)
    #expect(recipe.languages.target == "en-GB")
    #expect(recipe.corpora.train.map(\.path) == [.sides(source: "a.th", target: "b.en"), .both("shards/")])
    #expect(recipe.corpora.validation.map(\.name) == ["dev", "other"])
    #expect(
      recipe.vocabulary
        == {
          var it = Recipe.VocabularySection()
          (it.model, it.size, it.shared, it.symbols) = (.bpe, 4000, true, ["<n>", "%s"])
          return it
        }())
    #expect(recipe.text == Recipe.TextSection())
    #expect(recipe.model.layers == 4)
    #expect(recipe.model.dropout == 0)
    #expect(recipe.training.maxUpdates == .updates(10))
    #expect(recipe.training.maxEpochs == .epochs(5))
    #expect(recipe.training.maxTime == .time(seconds: 5400))
    #expect(recipe.training.validateEvery == .updates(100))
    #expect(recipe.training.checkpointEvery == .targetTokens(1_000_000))
    #expect(recipe.training.schedule == .plateau)
    #expect(recipe.training.workers == 3)
  }

  /// Some keys follow others where a recipe does not have them.
  @Test(arguments: [
    ("", true, true, false), (#""bidirectional": true"#, false, true, false),
    (#""attention": "general""#, false, false, true), (#""attention": "additive""#, false, false, false),
    (#""attention": "dot", "inputFeeding": false, "reverseSource": true"#, true, false, false),
  ])
  func defaultsFollowOtherKeys(
    model: String, reverseSource: Bool, feedVector: Bool, inputFeeding: Bool
  ) throws {
    let text = """
      { "languages": { "source": "th", "target": "en" }, "corpora": { "train": [{ "path": "a" }] }, "model": { \(model) } }
      """
    let recipe = try RecipeReader.read(Array(text.utf8), file: "r.json").model
    #expect(recipe.reverseSource == reverseSource)
    #expect(recipe.feedVector == feedVector)
    #expect(recipe.inputFeeding == inputFeeding)
  }

  /// What is wrong in line 4 of a recipe, the message and the help.
  @Test(arguments: [
    (#""model": { "hidenSize": 1 }"#, "r.json:4: model.hidenSize: unknown key", "did you mean hiddenSize?"),
    (#""modle": {}"#, "r.json:4: modle: unknown key", "did you mean model?"),
    (
      "\"\(String(repeating: "x", count: 99))\": 1", "r.json:4: \(String(repeating: "x", count: 40))…: unknown key",
      "the known keys are: languages, corpora, text, vocabulary, model, training, decoding"
    ),
    (#""seed": 1"#, "r.json:4: seed: unknown key", "did you mean training.seed?"),
    (#""model": { "beamSize": 1 }"#, "r.json:4: model.beamSize: unknown key", "did you mean decoding.beamSize?"),
    (
      #""decoding": { "x": 1 }"#, "r.json:4: decoding.x: unknown key",
      "the known keys are: beamSize, normalize, maxLengthFactor, passThrough, splitSentences"
    ),
    (
      #""model": { "layers": 1, "layers": 2 }"#, "r.json:4: layers: the key is given twice, first on line 4",
      "keep one of the two"
    ),
    (#""model": 5"#, "r.json:4: model: expected an object, found 5", known),
    (#""model": { "layers": "2" }"#, #"r.json:4: model.layers: expected a whole number, found "2""#, known),
    (#""model": { "layers": 2.5 }"#, "r.json:4: model.layers: expected a whole number, found 2.5", known),
    (#""model": { "layers": null }"#, "r.json:4: model.layers: expected a whole number, found null", known),
    (#""model": { "layers": 17 }"#, "r.json:4: model.layers: must be from 1 to 16, not 17", known),
    (#""model": { "dropout": 1.5 }"#, "r.json:4: model.dropout: must be from 0 to 0.95, not 1.5", known),
    (#""model": { "dropout": [] }"#, "r.json:4: model.dropout: expected a number, found a list", known),
    (#""model": { "feedVector": 1 }"#, "r.json:4: model.feedVector: expected true or false, found 1", known),
    (
      #""training": { "momentum": 0.9 }"#, "r.json:4: training.momentum: momentum has no meaning with adam",
      "change this key or the other one; \(known)"
    ),
    (
      #""training": { "schedule": "cosine" }"#,
      #"r.json:4: training.schedule: the schedule "cosine" falls to zero at a limit, and there is no maxUpdates or maxEpochs"#,
      "change this key or the other one; \(known)"
    ),
    (
      #""model": { "inputFeeding": true }"#,
      "r.json:4: model.inputFeeding: inputFeeding has no meaning without attention",
      "change this key or the other one; \(known)"
    ),
    (
      #""model": { "bidirectional": true, "hiddenSize": 33 }"#,
      "r.json:4: model.hiddenSize: hiddenSize is 33, and bidirectional layers divide it into two halves",
      "change this key or the other one; \(known)"
    ),
    (
      #""model": { "attention": "dot", "attentionHeads": 3 }"#,
      "r.json:4: model.attentionHeads: attentionHeads is 3, which does not divide hiddenSize 512",
      "change this key or the other one; \(known)"
    ),
    (
      #""model": { "attention": "luong" }"#,
      #"r.json:4: model.attention: must be one of "none", "additive", "dot", "general", "concat", not "luong""#, known
    ),
    (
      #""model": { "cell": "gruu" }"#,
      #"r.json:4: model.cell: must be one of \#(cells), not "gruu""#, #"did you mean "gru"?"#
    ),
    (
      #""model": { "cell": "gru", "peepholes": "full" }"#,
      "r.json:4: model.peepholes: only the cell 'lstm' has peepholes", "change this key or the other one; \(known)"
    ),
    (
      #""training": { "optimizer": "adamm" }"#,
      #"r.json:4: training.optimizer: must be one of "adam", "adamw", "sgd", "adagrad", "rmsprop", not "adamm""#,
      #"did you mean "adam"?"#
    ),
    (
      #""vocabulary": { "model": "words" }"#,
      #"r.json:4: vocabulary.model: must be one of "unigram", "bpe", "word", "character", not "words""#,
      #"did you mean "word"?"#
    ),
    (
      #""vocabulary": { "path": 1 }"#,
      "r.json:4: vocabulary.path: expected a path, or an object of source and target, found 1", known
    ),
    (
      #""vocabulary": { "path": { "source": "a" } }"#, "r.json:4: vocabulary.path.target: this key is required",
      #"add it, for example "target": "en.model""#
    ),
    (
      #""vocabulary": { "symbols": "x" }"#, #"r.json:4: vocabulary.symbols: expected a list of strings, found "x""#,
      known
    ),
    (#""vocabulary": { "symbols": [1] }"#, "r.json:4: vocabulary.symbols[0]: expected a string, found 1", known),
    (#""vocabulary": { "maxUnknown": 2 }"#, "r.json:4: vocabulary.maxUnknown: must be from 0 to 1, not 2", known),
    (
      #""training": { "warmup": "90m" }"#,
      #"r.json:4: training.warmup: must be a length, written as in "5000u" (updates), "10Mt" (target tokens), "0.5e" (epochs), not "90m""#,
      known
    ),
    (
      #""training": { "maxTime": 90 }"#,
      #"r.json:4: training.maxTime: must be a length above zero, written as in "90m" (time), not 90"#, known
    ),
    (
      #""training": { "maxUpdates": 0 }"#,
      #"r.json:4: training.maxUpdates: must be a length above zero, written as in "5000u" (updates), not 0"#, known
    ),
    (
      #""training": { "maxEpochs": true }"#,
      #"r.json:4: training.maxEpochs: expected a length of training such as "5000u", found true"#, known
    ),
    (
      #""training": { "halveAfter": "100u" }"#,
      "r.json:4: training.halveAfter: this key and training.halveEvery have different units",
      "write both in updates (u), target tokens (t, kt, Mt) or epochs (e)"
    ),
    (
      #""training": { "schedule": "plateau" }"#,
      #"r.json:4: training.schedule: the schedule "plateau" needs a validation corpus"#,
      "add corpora.validation, or choose another schedule"
    ),
    (
      #""model": { "cell": "\#(String(repeating: "x", count: 100))" }"#,
      #"r.json:4: model.cell: must be one of \#(cells), not "\#(String(repeating: "x", count: 40))…""#, known
    ),
  ])
  func refuses(_ rest: String, _ message: String, _ help: String) {
    let error = #expect(throws: RecipeError.self) { try read(recipe(rest)) }
    #expect(error?.message == message)
    #expect(error?.remedy == help)
    #expect(error?.category == .badData)
  }

  @Test(arguments: [
    (
      #"{"train": []}"#, "r.json:2: corpora.train[0]: this key is required",
      #"add it, for example { "path": "train" }"#
    ),
    (
      "{}", "r.json:2: corpora.train: this key is required",
      #"add it, for example "corpora": { "train": [{ "path": "train" }] }"#
    ),
    (#"{"train": "x"}"#, #"r.json:2: corpora.train: expected a list of corpora, found "x""#, known),
    (#"{"train": ["x"]}"#, #"r.json:2: corpora.train[0]: expected an object, found "x""#, known),
    (
      #"{"train": [{}]}"#, "r.json:2: corpora.train[0].path: this key is required",
      #"add it, for example "path": "corpora/train""#
    ),
    (#"{"train": [{"pat": ""}]}"#, "r.json:2: corpora.train[0].pat: unknown key", "did you mean path?"),
    (#"{"train": [{"path": ""}]}"#, #"r.json:2: corpora.train[0].path: must be a path, not """#, known),
    (#"{"train": [{"path": "a\u0000"}]}"#, #"r.json:2: corpora.train[0].path: must be a path, not "a\u0000""#, known),
    (#"{"train": [{"path": 1}]}"#, "r.json:2: corpora.train[0].path: expected a path, found 1", known),
    (
      #"{"train": [{"path": {"source": "a"}}]}"#, "r.json:2: corpora.train[0].path.target: this key is required",
      #"add it, for example "target": "train.en""#
    ),
    (
      #"{"train": [{"path": "a"},\#n{"path": "b",\#n"weight": 0}]}"#,
      "r.json:4: corpora.train[1].weight: must be from 0.001 to 1000, not 0",
      "'mt recipe schema' describes every key"
    ),
    (
      #"{"train": [{"path": "a"}], "test": [{"path": "a/t"}, {"path": "b/t"}]}"#,
      #"r.json:2: corpora.test[1]: two corpora in this list are named "t""#, #"give each a "name" of its own"#
    ),
  ])
  func refusesCorpora(_ corpora: String, _ message: String, _ help: String) {
    let text = "{ \"languages\": { \"source\": \"th\", \"target\": \"en\" },\n\"corpora\": \(corpora) }"
    let error = #expect(throws: RecipeError.self) { try read(text) }
    #expect(error?.message == message)
    #expect(error?.remedy == help)
  }

  @Test(arguments: ["", "t", "th_TH", "ไทย", "th-", "-th", "th en", "th/../x", "xq", "english", "und"])
  func refusesLanguageCodes(_ code: String) {
    let error = #expect(throws: RecipeError.self) { try read(recipe(), ["languages.source=\"\(code)\""]) }
    #expect(
      error?.message
        == "--set: languages.source: must be the code of a language, such as \"th\" or \"en-GB\", not \"\(code)\"")
  }

  @Test func aMissingSectionIsNamed() {
    let error = #expect(throws: RecipeError.self) { try read("{\n\"languages\": {\"target\": \"en\"} }") }
    #expect(error?.message == "r.json:2: languages.source: this key is required")
    #expect(
      #expect(throws: RecipeError.self) { try read("{}") }?.message
        == "r.json: languages.source: this key is required")
    #expect(
      #expect(throws: RecipeError.self) { try read("[]", ["a=1"]) }?.message
        == "r.json:1: expected an object, found a list")
  }

  // MARK: - Overrides

  @Test func overridesAreReadAsJSONElseAsStrings() throws {
    let recipe = try read(
      recipe(#""training": { "seed": 5, "maxTime": "1h" }"#),
      [
        "training.seed=6", "training.seed=7", "training.maxTime=null", "training.validateEvery=0.5e",
        "languages.source=no", #"languages.target="de""#, "decoding={\"beamSize\": 1}",
        #"corpora.train=[{"path": "a=b"}]"#,
      ])
    #expect(recipe.training.seed == 7)
    #expect(recipe.training.maxTime == nil)
    #expect(recipe.training.validateEvery == .epochs(0.5))
    #expect(recipe.languages == Recipe.Languages(source: "no", target: "de"))
    #expect(recipe.decoding.beamSize == 1)
    #expect(recipe.corpora.train == [Recipe.TrainingCorpus(path: .both("a=b"))])
  }

  @Test(arguments: [
    ("training.seed", #"--set: expected KEY=VALUE, found "training.seed""#),
    ("=7", #"--set: expected KEY=VALUE, found "=7""#),
    ("training.sede=7", "--set: training.sede: unknown key"),
    ("training=7", "--set: training: expected an object, found 7"),
    ("training.seed=x", #"--set: training.seed: expected a whole number, found "x""#),
    ("training.seed=-1", "--set: training.seed: must be from 0 to 9007199254740991, not -1"),
    ("training.seed.x=1", "--set: training.seed.x: unknown key"), ("a.=1", "--set: a: unknown key"),
    (#"corpora.test=[{"name": "a"}]"#, "--set: corpora.test[0].path: this key is required"),
  ])
  func refusesOverrides(_ override: String, _ message: String) {
    let error = #expect(throws: RecipeError.self) { try read(recipe(), [override]) }
    #expect(error?.message == message)
    #expect(error?.category == .usage)
  }

  @Test func anOverrideDoesNotHideWhatIsWrongInTheFile() {
    let error = #expect(throws: RecipeError.self) { try read(recipe(#""training": 5"#), ["training.seed=7"]) }
    #expect(error?.message == "r.json:4: training: expected an object, found 5")
    #expect(error?.category == .badData)
  }

  // MARK: - Files

  @Test func aLanguageThatICUDoesNotKnowIsRefusedWithItsLine() {
    let error = #expect(throws: RecipeError.self) {
      try read("{\n\"languages\": { \"source\": \"th\",\n\"target\": \"xq\" } }")
    }
    #expect(
      error?.message
        == "r.json:3: languages.target: must be the code of a language, such as \"th\" or \"en-GB\", not \"xq\"")
    #expect(error?.category == .badData)
  }

  @Test func aFolderIsNotARecipe() throws {
    let run = try TinyRun()
    let empty = #expect(throws: RecipeError.self) { try RecipeReader.load(run.root) }
    #expect(empty?.message == "\(run.root): this is a folder, and a recipe is a file")
    #expect(empty?.remedy == "give the name of a JSON file")
    try AtomicFile.write("{}", to: run.root + "/recipe.json")
    let full = #expect(throws: RecipeError.self) { try RecipeReader.load(run.root) }
    #expect(full?.remedy == "give the recipe in it: \(run.root)/recipe.json")
    #expect(full?.category == .missingInput)
  }

  @Test func aMissingFileIsAMissingInput() {
    let error = #expect(throws: RecipeError.self) { try RecipeReader.load("/nowhere/r.json") }
    #expect(error?.message == "/nowhere/r.json: there is no such file")
    #expect(error?.category == .missingInput)
  }

  @Test(arguments: [
    ("r.json", "r", ".", "train"), ("a/b/th-en.json", "th-en", "a/b", "a/b/train"), ("/r.json", "r", "/", "/train"),
    ("./x", "x", ".", "train"), ("a/.json", ".json", "a", "a/train"),
  ])
  func pathsAreRelativeToTheFolder(_ path: String, _ name: String, _ folder: String, _ train: String) throws {
    let loaded = LoadedRecipe(recipe: try read(recipe()), path: path)
    #expect(loaded.name == name)
    #expect(loaded.folder == folder)
    #expect(loaded.resolvedCorpora.train[0].path == .both(train))
    #expect(loaded.recipe.corpora.train[0].path == .both("train"))
  }

  @Test func absolutePathsAndBothSidesAreResolved() {
    let corpora = Recipe.Corpora(
      train: [Recipe.TrainingCorpus(path: .sides(source: "/a.th", target: "b.en"))],
      test: [Recipe.HeldOutCorpus(name: "t", path: .both("t"))])
    let resolved = corpora.resolved(in: "x/")
    #expect(resolved.train[0].path == .sides(source: "/a.th", target: "x/b.en"))
    #expect(resolved.test == [Recipe.HeldOutCorpus(name: "t", path: .both("x/t"))])
  }
}

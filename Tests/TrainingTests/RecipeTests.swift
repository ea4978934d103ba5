import FoundationEssentials
import Testing

@testable import Training

/// A recipe in which no value is the default.
private let unusual: Recipe = {
  var recipe = Recipe(
    languages: Recipe.Languages(source: "th", target: "en"),
    corpora: Recipe.Corpora(
      train: [
        Recipe.TrainingCorpus(path: .both("a \"quoted\" \\ ไทย")),
        Recipe.TrainingCorpus(path: .sides(source: "a.th", target: "a.en")),
      ],
      validation: [Recipe.HeldOutCorpus(name: "dev", path: .both("dev"))],
      test: [Recipe.HeldOutCorpus(name: "t\n", path: .sides(source: "t.th", target: "t.en"))]))
  recipe.text.normalization = [.thaiDigits, .composition]
  recipe.text.maxSourceTokens = 7
  recipe.vocabulary.model = .bpe
  recipe.vocabulary.size = 99
  recipe.vocabulary.shared = true
  recipe.vocabulary.symbols = ["<name>", "\"%s\""]
  recipe.vocabulary.path = .sides(source: "a.model", target: "vocabulary.txt")
  recipe.vocabulary.maxUnknown = 0.5
  recipe.model.peepholes = .diagonal
  recipe.model.coupledGates = true
  recipe.model.layers = 3
  recipe.model.hiddenSize = 6
  recipe.model.embeddingSize = 6
  recipe.model.bidirectional = true
  recipe.model.attention = .concat
  recipe.model.attentionHeads = 2
  recipe.model.inputFeeding = true
  recipe.model.memory = 9
  recipe.model.reverseSource = false
  recipe.model.feedVector = false
  recipe.model.dropout = 0.3
  recipe.model.initialRange = 0.1
  recipe.training.optimizer = .sgd
  recipe.training.momentum = 0.5
  recipe.training.weightDecay = 0.25
  recipe.training.clipValue = 3
  recipe.training.learningRate = 1e-7
  recipe.training.warmup = .targetTokens(1500)
  recipe.training.schedule = .plateau
  recipe.training.halveAfter = .epochs(0)
  recipe.training.halveEvery = .epochs(1.25)
  recipe.training.clipNorm = 0
  recipe.training.labelSmoothing = 0
  recipe.training.batchTokens = 12
  recipe.training.slices = 1
  recipe.training.maxUpdates = .updates(9)
  recipe.training.maxEpochs = .epochs(2.5)
  recipe.training.maxTime = .time(seconds: 7260)
  recipe.training.validateEvery = .epochs(1)
  recipe.training.checkpointEvery = .time(seconds: 90)
  recipe.training.keepCheckpoints = 1
  recipe.training.patience = 0
  recipe.training.validationMetric = .chrf
  recipe.training.seed = 1234
  recipe.training.workers = 1
  recipe.decoding.beamSize = 1
  recipe.decoding.normalize = 0
  recipe.decoding.maxLengthFactor = 1.5
  return recipe
}()

@Suite struct RecipeTests {
  @Test func whatIsPrintedReadsBackEqual() throws {
    let plain = Recipe(
      languages: Recipe.Languages(source: "th", target: "en"),
      corpora: Recipe.Corpora(train: [Recipe.TrainingCorpus(path: .both("train"))]))
    for recipe in [plain, unusual] {
      let printed = recipe.toJSON()
      let again = try RecipeReader.read(Array(printed.utf8), file: "printed")
      #expect(again == recipe)
      #expect(again.toJSON() == printed)
    }
  }

  @Test func codableRoundTrip() throws {
    #expect(try JSONDecoder().decode(Recipe.self, from: JSONEncoder().encode(unusual)) == unusual)
  }

  /// A property that no key describes would not be in the printed recipe.
  @Test func everyPropertyHasAKeyOfTheSameName() {
    let sections = Mirror(reflecting: unusual).children.map { section in
      (section.label, Mirror(reflecting: section.value).children.map(\.label))
    }
    #expect(sections.map(\.0) == RecipeKeys.sections.map(\.name))
    for (section, properties) in zip(RecipeKeys.sections, sections) {
      #expect(section.keys.map(\.name) == properties.1)
    }
  }
}

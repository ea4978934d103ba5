import Subwords
import TextProcessing

/// A section of a recipe.
struct RecipeSection: Sendable {
  let name: String
  let description: String
  let keys: [RecipeKey]
}

/// Every key of a recipe, in the order in which they are printed. The defaults are those of `Recipe`.
enum RecipeKeys {
  static let sections = [languages, corpora, text, vocabulary, model, training, decoding]

  /// The keys without which there is no recipe, in dotted form, with a section that has them.
  static let required = [
    (key: "languages.source", example: #""languages": { "source": "th", "target": "en" }"#),
    (key: "languages.target", example: #""languages": { "source": "th", "target": "en" }"#),
    (key: "corpora.train", example: #""corpora": { "train": [{ "path": "train" }] }"#),
  ]

  /// The keys, in dotted form, whose values differ.
  static func differences(_ left: Recipe, _ right: Recipe) -> [(key: String, left: RecipeValue, right: RecipeValue)] {
    sections.flatMap { section in
      section.keys.map { (section.name + "." + $0.name, $0.value(left), $0.value(right)) }
    }.filter { $0.1.compactJSON() != $0.2.compactJSON() }
  }

  private static let languages = RecipeSection(
    name: "languages", description: "From which language to which.",
    keys: [
      RecipeKey("source", \.languages.source, .languageCode, "Code of the language that is translated."),
      RecipeKey("target", \.languages.target, .languageCode, "Code of the language that it is translated to."),
    ])

  private static let corpora = RecipeSection(
    name: "corpora",
    description: """
      Sentence pairs. A path is relative to the recipe's folder. It is a prefix to which .LANG, .LANG.gz or \
      .LANG.zst is added, or an object of source and target, or a file of both sides (TSV, TMX, XLIFF, PO or MO), or a folder \
      of shards, or a folder of such pairs of files.
      """,
    keys: [
      RecipeKey("train", \.corpora.train, .corpora(named: false), "What is learned from; at least one."),
      RecipeKey(
        "validation", \.corpora.validation, .corpora(named: true),
        "What the model is measured on during training; the first one chooses the best model."),
      RecipeKey(
        "test", \.corpora.test, .corpora(named: true),
        "To score the finished model with, by mt evaluate. Training leaves their segments out of what it learns from."),
      RecipeKey(
        "temperature", \.corpora.temperature, .number(1...100),
        """
        How far the shares of the training corpora are evened out: with T, a share p becomes proportional to p^(1/T), so \
        that small corpora are seen more often; 1 leaves them as sizes and weights make them.
        """),
    ])

  private static let text = RecipeSection(
    name: "text", description: "What is done to text before it is cut into subword pieces.",
    keys: [
      RecipeKey(
        "normalization", \.text.normalization, .choices(NormalizationRule.allCases.map(\.rawValue)),
        """
        The rules that make different spellings of the same text one, in any order. spaceMark and singleSpaces are applied \
        whether listed or not.
        """),
      RecipeKey("casing", \.text.casing, .choice(Recipe.TextSection.Casing.self), "What becomes of capital letters."),
      RecipeKey(
        "maxSourceTokens", \.text.maxSourceTokens, .integer(1...10_000), unit: "subword pieces",
        "Longer sources are left out of training (targets at twice that), and translated in parts."),
    ])

  private static let vocabulary = RecipeSection(
    name: "vocabulary", description: "The pieces that text is cut into, learned from the training corpora.",
    keys: [
      RecipeKey(
        "model", \.vocabulary.model, .choice(VocabularyKind.self),
        """
        What pieces are: subwords found by a unigram language model (Kudo 2018) or by byte pair encoding (bpe, \
        Sennrich et al. 2016), whole words (word; the rare ones are unknown), or characters (character).
        """),
      RecipeKey(
        "size", \.vocabulary.size, .integer(8...1_000_000), unit: "pieces a side",
        "How many there are; specials, symbols and, but for words, 256 bytes are among them."),
      RecipeKey("shared", \.vocabulary.shared, .boolean, "Whether both languages share one vocabulary."),
      RecipeKey(
        "symbols", \.vocabulary.symbols, .strings,
        "Strings, such as placeholders, that stay whole and are one piece each wherever they occur."),
      RecipeKey(
        "path", \.vocabulary.path, .vocabularyPath,
        """
        A vocabulary that is there already, for both sides, or one for each; null learns it. It may be what mt \
        vocabulary train wrote, or any sentencepiece model: this one then takes lines as they are, without text's \
        rules, and normalizes as its maker meant. model, size, shared and symbols are then the file's own.
        """),
      RecipeKey(
        "maxUnknown", \.vocabulary.maxUnknown, .number(0...1), unit: "share of pieces",
        """
        Training is refused where more of a side's pieces are unknown, or more are bytes; it warns from 0.05 on. 1 never \
        refuses.
        """),
    ])

  private static let model = RecipeSection(
    name: "model",
    description: "The network: an encoder that reads the source into a vector, and a decoder that writes.",
    keys: [
      RecipeKey("cell", \.model.cell, .choice(Recipe.ModelSection.Cell.self), "The recurrent cell."),
      RecipeKey("layers", \.model.layers, .integer(1...16), unit: "layers", "Depth of the encoder and of the decoder."),
      RecipeKey("hiddenSize", \.model.hiddenSize, .integer(1...8192), unit: "units", "Width of a recurrent layer."),
      RecipeKey(
        "embeddingSize", \.model.embeddingSize, .integer(1...8192), unit: "units", "Width of a piece's vector."),
      RecipeKey(
        "reverseSource", \.model.reverseSource, .boolean,
        "Whether the source is read from its end to its beginning (Sutskever et al. 2014)."),
      RecipeKey(
        "feedVector", \.model.feedVector, .boolean,
        "Whether the source's vector is also an input of every step of the decoder (Cho et al. 2014)."),
      RecipeKey(
        "dropout", \.model.dropout, .number(0...0.95), unit: "probability",
        "How often a connection between layers is left out in training."),
      RecipeKey(
        "initialRange", \.model.initialRange, .number(0.0001...1),
        "Weights are drawn evenly between minus this and plus this at the beginning."),
      RecipeKey(
        "forgetBias", \.model.forgetBias, .number(-10...10),
        "Added to the biases of the forget gates at the beginning: at 1 cells start by remembering (Gers et al. 2000)."),
    ])

  private static let training = RecipeSection(
    name: "training", description: "How the model is trained.",
    keys: [
      RecipeKey(
        "optimizer", \.training.optimizer, .choice(Recipe.TrainingSection.Optimizer.self), "The rule of an update."),
      RecipeKey(
        "learningRate", \.training.learningRate, .number(0...100), "Step size of an update, before the schedule."),
      RecipeKey(
        "warmup", \.training.warmup, .length(TrainingLength.Unit.reproducible, allowsZero: true),
        "For how long the learning rate rises from zero."),
      RecipeKey(
        "schedule", \.training.schedule, .choice(Recipe.TrainingSection.Schedule.self),
        """
        How the learning rate falls: not at all (constant), halved after halveAfter and then every halveEvery \
        (halving, Sutskever et al. 2014), or halved at every validation without a new best (plateau).
        """),
      RecipeKey(
        "halveAfter", \.training.halveAfter, .length(TrainingLength.Unit.reproducible, allowsZero: true),
        "When the schedule halving halves for the first time."),
      RecipeKey(
        "halveEvery", \.training.halveEvery, .length(TrainingLength.Unit.reproducible),
        "How often the schedule halving halves after that."),
      RecipeKey(
        "clipNorm", \.training.clipNorm, .number(0...1_000_000),
        "Gradients of a larger Euclidean norm are scaled down to it (Pascanu et al. 2013); 0 is off."),
      RecipeKey(
        "labelSmoothing", \.training.labelSmoothing, .number(0...0.9), unit: "probability",
        "How much of the target's probability is spread over the whole vocabulary (Szegedy et al. 2016)."),
      RecipeKey(
        "batchTokens", \.training.batchTokens, .integer(1...10_000_000), unit: "target tokens",
        "Size of an update's batch: end symbols count, padding does not."),
      RecipeKey(
        "slices", \.training.slices, .integer(1...256), unit: "slices",
        """
        Parts of a batch whose gradients are summed in order: as many workers can share it, and the result does not \
        depend on how many do.
        """
      ),
      RecipeKey(
        "maxUpdates", \.training.maxUpdates, .length([.updates]),
        "Where training ends at the latest, in updates; null is nowhere."),
      RecipeKey(
        "maxEpochs", \.training.maxEpochs, .length([.epochs], bare: .epochs),
        "Where training ends at the latest, in passes over the training corpora; null is nowhere."),
      RecipeKey(
        "maxTime", \.training.maxTime, .length([.time], bare: nil),
        "Where training ends at the latest, in time spent training; null is nowhere."),
      RecipeKey(
        "validateEvery", \.training.validateEvery, .length(TrainingLength.Unit.reproducible),
        "How often the model is measured on the validation corpora; the first of them decides which is the best."),
      RecipeKey(
        "checkpointEvery", \.training.checkpointEvery, .length(TrainingLength.Unit.allCases),
        "How often all that is needed to go on is saved."),
      RecipeKey(
        "keepCheckpoints", \.training.keepCheckpoints, .integer(1...1000), unit: "checkpoints",
        "How many of the newest are kept."),
      RecipeKey(
        "patience", \.training.patience, .integer(0...10_000), unit: "validations",
        "Training ends after this many without a better score; 0 is off."),
      RecipeKey(
        "validationMetric", \.training.validationMetric, .choice(Recipe.TrainingSection.ValidationMetric.self),
        "Which score chooses the best model."),
      RecipeKey(
        "seed", \.training.seed, .integer(0...9_007_199_254_740_991),
        "All that is random follows from it: the same seed gives the same model."),
      RecipeKey(
        "precision", \.training.precision, .choice(Recipe.TrainingSection.Precision.self),
        """
        What the operands of products are rounded to: bfloat16 is up to twice as fast where the processor has it. Weights, \
        states, sums, loss and the optimizer stay float32.
        """),
      RecipeKey(
        "workers", \.training.workers, .integer(1...1024), unit: "threads",
        "How many compute; null is as many as the machine has cores."),
    ])

  private static let decoding = RecipeSection(
    name: "decoding", description: "How translations are searched for, unless flags say otherwise.",
    keys: [
      RecipeKey(
        "beamSize", \.decoding.beamSize, .integer(1...256), unit: "hypotheses",
        "How many are kept at every step; 1 is greedy search."),
      RecipeKey(
        "normalize", \.decoding.normalize, .number(0...10),
        "Hypotheses are compared by log-probability / length^normalize; 0 compares log-probabilities."),
      RecipeKey(
        "maxLengthFactor", \.decoding.maxLengthFactor, .number(0.1...100), unit: "target pieces for each source piece",
        "A translation ends at this length at the latest."),
      RecipeKey(
        "passThrough", \.decoding.passThrough, .boolean,
        """
        Whether a line that has no letter outside of numbers, addresses, placeholders and markup comes out as it went in; \
        null is yes, unless at least 5 % of the training's source lines are such and most have another translation.
        """),
      RecipeKey(
        "splitSentences", \.decoding.splitSentences, .boolean,
        """
        Whether the sentences of a line are translated one by one; null is yes if at least 90 % of the training's pairs \
        are single sentences.
        """),
    ])
}

extension RecipeKey.Kind {
  fileprivate static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ choices: Choice.Type
  ) -> RecipeKey.Kind {
    .choice(choices.allCases.map(\.rawValue))
  }
}

extension TrainingLength.Unit {
  /// Units that give the same model on a fast machine and on a slow one.
  fileprivate static let reproducible: [TrainingLength.Unit] = [.updates, .targetTokens, .epochs]
}

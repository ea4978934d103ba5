import Layers
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

  /// The required keys, in dotted form, each with an example of its section.
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
    name: "languages", description: "The two languages.",
    keys: [
      RecipeKey("source", \.languages.source, .languageCode, "Code of the source language."),
      RecipeKey("target", \.languages.target, .languageCode, "Code of the target language."),
    ])

  private static let corpora = RecipeSection(
    name: "corpora",
    description: """
      Sentence pairs. A path is relative to the recipe's folder. It is one of these: a prefix to which .LANG, .LANG.gz or \
      .LANG.zst is added; an object of source and target; a file with both sides (TSV, CSV, JSON lines, TMX, XLIFF, PO or \
      MO); a zip archive of such files; a folder of shards; a folder of such files.
      """,
    keys: [
      RecipeKey("train", \.corpora.train, .corpora(named: false), "The corpora to train on; at least one."),
      RecipeKey(
        "validation", \.corpora.validation, .corpora(named: true),
        "The corpora that the model is measured on during training; the first one chooses the best model."),
      RecipeKey(
        "test", \.corpora.test, .corpora(named: true),
        "Corpora for scoring the finished model with mt evaluate. Training leaves their segments out."),
      RecipeKey(
        "temperature", \.corpora.temperature, .number(1...100),
        """
        Evens out the shares of the training corpora: with T, a share p becomes proportional to p^(1/T), so that small \
        corpora are seen more often. With 1 the shares follow from sizes and weights alone.
        """),
    ])

  private static let text = RecipeSection(
    name: "text", description: "How text is prepared before it is split into subword pieces.",
    keys: [
      RecipeKey(
        "normalization", \.text.normalization, .choices(NormalizationRule.allCases.map(\.rawValue)),
        """
        The rules that write different spellings of the same text in one way, in any order. spaceMark and singleSpaces are \
        always applied.
        """),
      RecipeKey("casing", \.text.casing, .choice(Recipe.TextSection.Casing.self), "What happens to capital letters."),
      RecipeKey(
        "maxSourceTokens", \.text.maxSourceTokens, .integer(1...10_000), unit: "subword pieces",
        "Longer sources, and targets of more than twice this length, are left out of training. Longer sources are translated in parts."
      ),
    ])

  private static let vocabulary = RecipeSection(
    name: "vocabulary", description: "The pieces that text is split into, learned from the training corpora.",
    keys: [
      RecipeKey(
        "model", \.vocabulary.model, .choice(VocabularyKind.self),
        """
        The kind of pieces: subwords from a unigram language model (unigram, Kudo 2018) or from byte pair encoding (bpe, \
        Sennrich et al. 2016), whole words (word; rare ones are unknown), or characters (character).
        """),
      RecipeKey(
        "size", \.vocabulary.size, .integer(8...1_000_000), unit: "pieces a side",
        "Number of pieces. It includes special pieces, symbols and, except for words, 256 bytes."),
      RecipeKey("shared", \.vocabulary.shared, .boolean, "Whether both languages share one vocabulary."),
      RecipeKey(
        "symbols", \.vocabulary.symbols, .strings,
        "Strings, such as placeholders, that are never split: each is one piece wherever it occurs."),
      RecipeKey(
        "path", \.vocabulary.path, .vocabularyPath,
        """
        An existing vocabulary for both sides, or one for each side; null learns one. It is a file from mt vocabulary train, \
        or any sentencepiece model; the latter reads lines without the rules of text and normalizes them itself. \
        model, size, shared and symbols then come from the file.
        """),
      RecipeKey(
        "maxUnknown", \.vocabulary.maxUnknown, .number(0...1), unit: "share of pieces",
        """
        Training stops with an error if a larger share of a side's pieces is unknown, or is bytes; above 0.05 it warns. With \
        1 it never stops.
        """),
    ])

  private static let model = RecipeSection(
    name: "model",
    description: "The network: an encoder that reads the source, and a decoder that writes.",
    keys: [
      RecipeKey(
        "cell", \.model.cell, .choice(CellKind.self),
        """
        The recurrent cell: long short-term memory (lstm, Hochreiter and Schmidhuber 1997), gated recurrent units (gru, Cho et al. \
        2014), a simple recurrent network (elman, Elman 1990), or one that a search found (mut1, mut3, Jozefowicz et al. \
        2015; nas, Zoph and Le 2017).
        """),
      RecipeKey(
        "activation", \.model.activation, .choice(CellDescription.Activation.self), "The nonlinearity of elman."),
      RecipeKey(
        "peepholes", \.model.peepholes, .choice(CellDescription.Peepholes.self),
        """
        Whether the gates of lstm see its cell: not at all (none), unit by unit (diagonal, Gers and Schmidhuber 2000), or through \
        matrices (full, Graves 2013).
        """),
      RecipeKey(
        "coupledGates", \.model.coupledGates, .boolean,
        "Whether the input gate of lstm is 1 minus its forget gate (Greff et al. 2017)."),
      RecipeKey(
        "forgetGate", \.model.forgetGate, .boolean,
        "Whether lstm has a forget gate (Gers et al. 2000); without one it forgets nothing (Hochreiter and Schmidhuber 1997)."
      ),
      RecipeKey(
        "gruReset", \.model.gruReset, .choice(CellDescription.ResetPlace.self),
        "Whether the reset gate of gru works after the product with the state (as in cuDNN) or before it (Cho et al. 2014)."
      ),
      RecipeKey(
        "layerNorm", \.model.layerNorm, .boolean,
        "Whether the sums of lstm or gru are normalized (Ba et al. 2016)."),
      RecipeKey("layers", \.model.layers, .integer(1...16), unit: "layers", "Depth of the encoder and of the decoder."),
      RecipeKey("hiddenSize", \.model.hiddenSize, .integer(1...8192), unit: "units", "Width of a recurrent layer."),
      RecipeKey(
        "embeddingSize", \.model.embeddingSize, .integer(1...8192), unit: "units", "Width of a piece's vector."),
      RecipeKey(
        "bidirectional", \.model.bidirectional, .boolean,
        """
        Whether each layer of the encoder has two halves, of which one reads the source from its end to its beginning \
        (Schuster and Paliwal 1997). hiddenSize is the width of both together.
        """),
      RecipeKey(
        "attention", \.model.attention, .choice(Recipe.ModelSection.Attention.self),
        """
        How the decoder looks back at the source at every step: additive (Bahdanau et al. 2015), dot, general or concat \
        (Luong et al. 2015). With none, one vector is all that it knows of the source.
        """),
      RecipeKey(
        "attentionHeads", \.model.attentionHeads, .integer(1...64), unit: "heads",
        "Parts of a layer's width that attend by themselves (Vaswani et al. 2017); a divisor of hiddenSize."),
      RecipeKey(
        "inputFeeding", \.model.inputFeeding, .boolean,
        """
        Whether what a step has attended to is an input of the next step (Luong et al. 2015). If the key is missing, true with \
        dot, general and concat attention, and false without.
        """),
      RecipeKey(
        "memory", \.model.memory, .integer(1...1024), unit: "summaries",
        """
        How many learned summaries of the source the decoder attends to (Britz, Guan and Luong 2017); null attends to all \
        positions. With 1 it is one vector.
        """),
      RecipeKey(
        "reverseSource", \.model.reverseSource, .boolean,
        """
        Whether the source is read from its end to its beginning (Sutskever et al. 2014). If the key is missing, true unless \
        bidirectional or attention is set.
        """),
      RecipeKey(
        "feedVector", \.model.feedVector, .boolean,
        """
        Whether the source's vector is also an input of every step of the decoder (Cho et al. 2014). If the key is missing, \
        true without attention.
        """),
      RecipeKey(
        "dropout", \.model.dropout, .number(0...0.95), unit: "probability",
        "Probability of dropping a unit between layers during training."),
      RecipeKey(
        "initialRange", \.model.initialRange, .number(0.0001...1),
        "Weights are initialized uniformly between minus this and plus this."),
      RecipeKey(
        "forgetBias", \.model.forgetBias, .number(-10...10),
        "Added to the initial biases of the forget gates: with 1, cells start by remembering (Gers et al. 2000)."),
    ])

  private static let training = RecipeSection(
    name: "training", description: "How the model is trained.",
    keys: [
      RecipeKey(
        "optimizer", \.training.optimizer, .choice(Recipe.TrainingSection.Optimizer.self),
        """
        The update rule: Adam (adam, Kingma and Ba 2015), Adam with decoupled weight decay (adamw, Loshchilov and Hutter 2019), \
        stochastic gradient descent (sgd), Adagrad (adagrad, Duchi et al. 2011) or RMSprop (rmsprop, Hinton 2012).
        """),
      RecipeKey(
        "learningRate", \.training.learningRate, .number(0...100), "Learning rate before the schedule is applied."),
      RecipeKey(
        "warmup", \.training.warmup, .length(TrainingLength.Unit.reproducible, allowsZero: true),
        "How long the learning rate rises from zero."),
      RecipeKey(
        "schedule", \.training.schedule, .choice(Recipe.TrainingSection.Schedule.self),
        """
        How the learning rate falls: not at all (constant), halved after halveAfter and then every halveEvery \
        (halving, Sutskever et al. 2014), halved at every validation without a new best (plateau), with the square root of \
        the progress after warmup (inverseSquareRoot, Vaswani et al. 2017), or to zero at maxUpdates or maxEpochs, in a line (linear) or \
        as a cosine (cosine).
        """),
      RecipeKey(
        "halveAfter", \.training.halveAfter, .length(TrainingLength.Unit.reproducible, allowsZero: true),
        "When the schedule \"halving\" halves for the first time."),
      RecipeKey(
        "halveEvery", \.training.halveEvery, .length(TrainingLength.Unit.reproducible),
        "How often the schedule \"halving\" halves after that."),
      RecipeKey(
        "momentum", \.training.momentum, .number(0...0.999),
        "Share of the last step that goes into the next, with sgd (Polyak 1964)."),
      RecipeKey(
        "beta1", \.training.beta1, .number(0...0.9999),
        "Share of the old mean of gradients in the new, with adam and adamw."),
      RecipeKey(
        "beta2", \.training.beta2, .number(0...0.999999),
        """
        Share of the old mean of squared gradients in the new, with adam, adamw and rmsprop. If the key is missing, 0.99 with \
        rmsprop.
        """),
      RecipeKey(
        "epsilon", \.training.epsilon, .number(1e-12...1), "Added to what steps are divided by, except with sgd."),
      RecipeKey(
        "weightDecay", \.training.weightDecay, .number(0...1),
        "Times each weight, added to its gradient (L2); with adamw, times the learning rate, taken from the weight itself."
      ),
      RecipeKey(
        "clipNorm", \.training.clipNorm, .number(0...1_000_000),
        "Gradients with a larger Euclidean norm are scaled down to this norm (Pascanu et al. 2013); 0 turns it off."),
      RecipeKey(
        "clipValue", \.training.clipValue, .number(0...1_000_000),
        "Numbers of the gradient beyond this, or its negative, become this, before clipping by norm; 0 turns it off."),
      RecipeKey(
        "labelSmoothing", \.training.labelSmoothing, .number(0...0.9), unit: "probability",
        "Share of the target's probability that is spread over the whole vocabulary (Szegedy et al. 2016)."),
      RecipeKey(
        "batchTokens", \.training.batchTokens, .integer(1...10_000_000), unit: "target tokens",
        "Size of the batch of an update. End symbols count, padding does not."),
      RecipeKey(
        "slices", \.training.slices, .integer(1...256), unit: "slices",
        """
        Number of parts of a batch, whose gradients are summed in order. At most this many workers share a batch, and their \
        number does not change the result.
        """
      ),
      RecipeKey(
        "maxUpdates", \.training.maxUpdates, .length([.updates]),
        "Stop after this many updates; null: no limit."),
      RecipeKey(
        "maxEpochs", \.training.maxEpochs, .length([.epochs], bare: .epochs),
        "Stop after this many passes over the training corpora; null: no limit."),
      RecipeKey(
        "maxTime", \.training.maxTime, .length([.time], bare: nil),
        "Stop after this much time of training; null: no limit."),
      RecipeKey(
        "validateEvery", \.training.validateEvery, .length(TrainingLength.Unit.reproducible),
        "How often the model is measured on the validation corpora; the first corpus chooses the best model."),
      RecipeKey(
        "checkpointEvery", \.training.checkpointEvery, .length(TrainingLength.Unit.allCases),
        "How often a checkpoint is saved."),
      RecipeKey(
        "keepCheckpoints", \.training.keepCheckpoints, .integer(1...1000), unit: "checkpoints",
        "How many of the newest checkpoints are kept."),
      RecipeKey(
        "patience", \.training.patience, .integer(0...10_000), unit: "validations",
        "Stop after this many validations in a row without a better score; 0 turns it off."),
      RecipeKey(
        "validationMetric", \.training.validationMetric, .choice(Recipe.TrainingSection.ValidationMetric.self),
        "The score that chooses the best model."),
      RecipeKey(
        "seed", \.training.seed, .integer(0...9_007_199_254_740_991),
        "Seed of all random numbers: the same seed gives the same model."),
      RecipeKey(
        "precision", \.training.precision, .choice(Recipe.TrainingSection.Precision.self),
        """
        The precision of the operands of matrix products. bfloat16 is up to twice as fast on processors that have it. Weights, \
        states, sums, loss and the optimizer stay float32.
        """),
      RecipeKey(
        "workers", \.training.workers, .integer(1...1024), unit: "threads",
        "Number of threads; null: one for each core."),
    ])

  private static let decoding = RecipeSection(
    name: "decoding", description: "How translations are searched for, unless flags override it.",
    keys: [
      RecipeKey(
        "beamSize", \.decoding.beamSize, .integer(1...256), unit: "hypotheses",
        "Number of hypotheses that are kept at every step; 1 is greedy search."),
      RecipeKey(
        "normalize", \.decoding.normalize, .number(0...10),
        "Hypotheses are compared by log-probability / length^normalize; with 0, by log-probability alone."),
      RecipeKey(
        "maxLengthFactor", \.decoding.maxLengthFactor, .number(0.1...100), unit: "target pieces for each source piece",
        "The longest translation."),
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

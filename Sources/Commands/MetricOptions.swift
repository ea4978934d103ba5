import ArgumentParser
import Evaluation
import TextProcessing

/// Which metrics, and how they count. sacreBLEU's spellings are accepted beside our own.
struct MetricOptions: ParsableArguments {
  enum MetricName: String, ExpressibleByArgument, CaseIterable { case bleu, chrf, ter }
  enum SmoothMethod: String, ExpressibleByArgument, CaseIterable {
    case exp, floor
    case addK = "add-k"
    case none
  }

  @Option(
    name: [.customShort("m"), .customLong("metrics")],
    help: ArgumentHelp("A metric; may be repeated. (default: bleu; of mt evaluate, chrf too)", valueName: "metric"))
  var metrics: [MetricName] = []

  @Option(
    help: ArgumentHelp(
      "Language of the translations; it chooses how BLEU splits words and, for scripts without spaces, the metrics.",
      valueName: "code")
  )
  var language: String?

  @Option(
    name: [.long, .customLong("tok", withSingleDash: true)],
    help: "How BLEU splits words: 13a for Western languages, char or icu for scripts without spaces. (default: 13a)")
  var tokenize: MetricTokenizerName?

  @Option(name: [.long, .customShort("s")], help: "How BLEU smooths an n-gram order without a match.")
  var smoothMethod = SmoothMethod.exp

  @Option(
    name: [.long, .customLong("sv", withSingleDash: true)],
    help: ArgumentHelp("With floor (default: 0.1) and add-k (default: 1).", valueName: "x"))
  var smoothValue: Double?

  @Flag(
    name: [.long, .customLong("lc", withSingleDash: true)], help: "Ignore letter case in BLEU.")
  var lowercase = false

  @Flag(
    help: "Leave out of BLEU the n-gram orders for which a hypothesis is too short; always on for single sentences.")
  var effectiveOrder = false

  @Option(
    name: [.long, .customLong("cc", withSingleDash: true)],
    help: ArgumentHelp("The longest character n-gram of chrF.", valueName: "n"))
  var chrfCharOrder = 6

  @Option(
    name: [.long, .customLong("cw", withSingleDash: true)],
    help: ArgumentHelp("The longest word n-gram of chrF.", valueName: "n"))
  var chrfWordOrder = 0

  @Option(help: ArgumentHelp("Recall counts this many times as much as precision in chrF.", valueName: "n"))
  var chrfBeta = 2

  @Flag(help: "Count whitespace as characters in chrF.")
  var chrfWhitespace = false

  @Flag(help: "Ignore letter case in chrF.")
  var chrfLowercase = false

  @Flag(help: "Average the F-scores of all orders in chrF, as chrF++.py does.")
  var chrfEpsSmoothing = false

  @Flag(help: "Respect letter case in TER.")
  var terCaseSensitive = false

  @Flag(help: "Separate Western punctuation from words in TER.")
  var terNormalized = false

  @Flag(help: "Leave out punctuation in TER.")
  var terNoPunct = false

  @Flag(help: "Apply --ter-normalized and --ter-no-punct to Chinese and Japanese too.")
  var terAsianSupport = false

  @Flag(help: "Do not warn about text that looks tokenized.")
  var force = false

  func validate() throws {
    if smoothValue != nil && smoothMethod != .floor && smoothMethod != .addK {
      throw ValidationError("--smooth-value needs --smooth-method floor or add-k")
    }
    if lowercase && !metrics.isEmpty && !metrics.contains(.bleu) {
      throw ValidationError("--lowercase is for BLEU; chrF has --chrf-lowercase, and TER ignores case by default")
    }
    if Set(metrics).count < metrics.count { throw ValidationError("the same metric is given twice") }
  }

  /// A metric that was chosen, and what its column is called.
  struct Choice {
    let label: String
    let metric: any Metric
    /// Whether the score can be compared across papers, for a language without a standard for words; nil for other languages.
    var isToQuote: Bool?

    /// Whether the score depends on how words are split.
    var dependsOnTokens: Bool {
      guard let bleu = metric as? BLEU else { return metric is TER }
      return bleu.tokenizer.name != MetricTokenizerName.none.rawValue
        && bleu.tokenizer.name != MetricTokenizerName.character.rawValue
    }
  }

  /// The names of the metrics that take text between spaces for a word, in text of such a script.
  static func countingSpacedWords(_ choices: [Choice], in script: UnspacedScript) -> [String] {
    choices.compactMap { choice in
      if let ter = choice.metric as? TER { return ter.tokenizer.supportsAsian ? nil : choice.label }
      guard let bleu = choice.metric as? BLEU else { return nil }
      // The tokenizer for Chinese parts characters of Chinese alone.
      let ofChinese: [MetricTokenizerName] = script == .chinese || script == .japanese ? [] : [.chinese]
      let spaced: [MetricTokenizerName] = [.mteval13a, .international, .none] + ofChinese
      return spaced.contains { $0.rawValue == bleu.tokenizer.name } ? choice.label : nil
    }
  }

  func warnsOfTokens(_ choices: [Choice]) -> Bool { !force && choices.contains(where: \.dependsOnTokens) }

  /// Which of the scores can be compared with others' and which cannot.
  static func advice(_ choices: [Choice]) -> String? {
    let quoted = choices.filter { $0.isToQuote == true }.map(\.label)
    let unquoted = choices.filter { $0.isToQuote == false }.map(\.label)
    guard !quoted.isEmpty, !unquoted.isEmpty else { return nil }
    return """
      Quote \(quoted.joined(separator: " and ")), with their signatures: they do not depend on how words are cut. \
      \(unquoted.joined(separator: " and ")) compares only where ICU and the normalization are the same.
      """
  }

  /// The same options for translations into a language, where nothing else was asked for: BLEU and chrF, or what suits
  /// a script without spaces.
  func suiting(_ target: String) -> MetricOptions {
    var options = self
    let language = language ?? target
    options.language = language
    if metrics.isEmpty && (tokenize != nil || !MetricTokenizerName.isUnspaced(language)) {
      options.metrics = [.bleu, .chrf]
    }
    return options
  }

  func choices() throws -> [Choice] {
    if let language { _ = try Normalizer(language: language) }
    let choices = try chosen()
    for choice in choices { try choice.metric.checkOptions() }
    return choices
  }

  private func chosen() throws -> [Choice] {
    if metrics.isEmpty, let language, tokenize == nil, MetricTokenizerName.isUnspaced(language) {
      return [
        Choice(label: chrf.name, metric: chrf, isToQuote: true),
        Choice(label: "BLEU-char", metric: try bleu(.character), isToQuote: true),
        Choice(label: "BLEU-icu", metric: try bleu(.icu), isToQuote: false),
      ]
    }
    return try (metrics.isEmpty ? [.bleu] : metrics).map { name in
      let metric: any Metric =
        switch name {
        case .bleu: try bleu(tokenize ?? language.map(MetricTokenizerName.usual) ?? .mteval13a)
        case .chrf: chrf
        case .ter:
          TER(
            tokenizer: TercomTokenizer(
              isNormalized: terNormalized, removesPunctuation: terNoPunct, supportsAsian: terAsianSupport),
            isCaseSensitive: terCaseSensitive)
        }
      return Choice(label: metric.name, metric: metric)
    }
  }

  private var chrf: CHRF {
    CHRF(
      characterOrder: chrfCharOrder, wordOrder: chrfWordOrder, beta: chrfBeta, lowercase: chrfLowercase,
      whitespace: chrfWhitespace, epsilonSmoothing: chrfEpsSmoothing)
  }

  private func bleu(_ tokenizer: MetricTokenizerName) throws -> BLEU {
    BLEU(
      tokenizer: try tokenizer.tokenizer(language: language ?? "th"), smoothing: smoothing, lowercase: lowercase,
      effectiveOrder: effectiveOrder)
  }

  private var smoothing: BLEU.Smoothing {
    switch smoothMethod {
    case .exp: .exponential
    case .floor: smoothValue.map { .floor($0) } ?? .floor()
    case .addK: smoothValue.map { .addK($0) } ?? .addK()
    case .none: .none
    }
  }
}

extension MetricTokenizerName: ExpressibleByArgument {}

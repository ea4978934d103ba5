import ArgumentParser
import Basics
import Corpus
import Evaluation
import Inference
import TextProcessing
import Training

/// `mt evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Translate a test set and score the translations.",
    discussion: """
      Prints the scores that 'mt score' would give the translations; without -m, BLEU and chrF, or those that suit the \
      target language. --report writes a folder: hypotheses.txt, scores.txt and scores.json (with the hashes of the model \
      and of the test set), segments.tsv (the scores of each segment), lengths.tsv (scores by length of the source), \
      best.txt and worst.txt (20 segments each). An older report there is replaced when the new one is \
      whole. With --compare the other model is the \
      baseline of a paired test (bootstrap, unless --paired-ar); changes.txt has the segments that differ most, and \
      baseline-hypotheses.txt its translations.

      Examples:
        mt evaluate --source test.th --reference test.en
        mt evaluate --source a.th --reference a.en --compare runs/old --report report
      """)

  @Option(help: ArgumentHelp("The texts to translate, one on each line.", valueName: "file"), completion: .file())
  var source: String

  @Option(
    help: ArgumentHelp("Reference translations; may be repeated.", valueName: "file"), completion: .file())
  var reference: [String]

  @OptionGroup var choice: ModelChoice

  @Option(help: ArgumentHelp("The baseline model to compare with.", valueName: "dir"), completion: .directory)
  var compare: String?

  @Option(help: ArgumentHelp("Write a report into this folder.", valueName: "dir"), completion: .directory)
  var report: String?

  @OptionGroup(title: "Translation") var translation: TranslationOptions
  @OptionGroup(title: "Metrics") var metricOptions: MetricOptions
  @OptionGroup(title: "Significance") var significance: SignificanceOptions

  @OptionGroup var referenceOptions: ReferenceOptions
  @OptionGroup var formOptions: ScoreFormOptions

  @Flag(help: "Write only the number.")
  var scoreOnly = false

  @Flag(help: "Write only warnings and errors to standard error.")
  var quiet = false

  func validate() throws {
    try referenceOptions.check(reference)
    if compare == nil && significance.pairedTest != nil { throw ValidationError("a paired test needs --compare") }
    if compare != nil && significance.confidence {
      throw ValidationError("--confidence is for one system: with --compare, the paired bootstrap gives intervals too")
    }
  }

  func run() throws {
    Console.standard.isQuiet = quiet
    let testSet = try referenceOptions.testSet(reference, source: source)
    let sources = testSet.sources ?? []
    for (number, lines) in testSet.references.enumerated() where lines.count != sources.count {
      let path = reference[min(number, reference.count - 1)]
      throw CorpusError.unevenSides(
        source: source, target: path, sourceCount: sources.count, targetCount: lines.count)
    }
    let loaded = try [compare, try choice.folder()].compactMap { $0 }
      .map { try LoadedModel($0, translation.precision) }
    let languages = loaded[0].languages
    for other in loaded where other.languages != languages {
      throw UnlikeModelsError(baseline: loaded[0].folder, model: other.folder)
    }
    let choices = try metricOptions.suiting(languages.target).choices()
    if let report { try EvaluationReport.prepare(report) }
    let models = try loaded.map { try evaluate($0, choices, sources, testSet) }
    let test = compare == nil ? nil : significance.pairedTest ?? PairedTest(method: .bootstrap)
    let results = try significance.results(models.map(\.evaluation.measurements), test)
    var systems = zip(models, results).map { model, results in
      ScoredSystem(name: model.folder, checks: model.checks, modelHash: model.hash, results: results)
    }
    if systems.count > 1 {
      ScoreWarnings.log(
        models[1].folder, models[1].evaluation.hypotheses, baseline: models[0].evaluation.hypotheses)
      systems[0].name = "Baseline: " + systems[0].name
    }
    // A reader who has seen enough of the scores wants the report all the same.
    let printed = Result {
      try StandardOutput.write(
        formOptions.form(of: testSet, scoreOnly: scoreOnly, verbose: true).text(systems, choices))
    }
    if let report {
      try EvaluationReport(
        testSet: testSet, sourceLengths: try Self.lengths(sources, language: languages.source), models: models,
        choices: choices, text: formOptions.form(.text, of: testSet, verbose: true).text(systems, choices),
        json: formOptions.form(.json, of: testSet, verbose: true).text(systems, choices)
      ).write(to: report)
      Console.standard.log("mt: wrote the report \(report)")
    }
    try printed.get()
    for model in models { try model.notes.check() }
  }

  private func evaluate(
    _ model: LoadedModel, _ choices: [MetricOptions.Choice], _ sources: [String], _ testSet: ScoredTestSet
  ) throws -> EvaluatedModel {
    let evaluator = try ModelEvaluator(translation.translator(model.bundle), metrics: choices.map(\.metric))
    let progress = TranslationProgress(sources)
    let evaluation = try evaluator.evaluate(sources: sources, references: testSet.references) { progress.show($0) }
    Console.standard.clearProgress()
    var notes = TranslationNotes(model.bundle)
    notes.add(evaluation.translation)
    notes.warn()
    let checks = try TextChecks(
      hypotheses: evaluation.hypotheses, references: testSet.references, sources: sources)
    ScoreWarnings(checks, system: compare == nil ? nil : model.folder).log(
      ofTokens: metricOptions.warnsOfTokens(choices), choices)
    return EvaluatedModel(
      folder: model.folder, hash: model.hash, evaluation: evaluation, checks: checks, notes: notes)
  }

  /// The tokens of each source.
  private static func lengths(_ sources: [String], language: String) throws -> [Int] {
    let normalizer = try Normalizer(language: language)
    let tokenizer = try Tokenizers.make(language: language)
    return sources.map { tokenizer.tokenize(normalizer.normalize($0)).count }
  }
}

/// The model and the one that it is compared with translate between other languages.
struct UnlikeModelsError: Diagnostic, Equatable {
  let baseline: String
  let model: String

  var category: DiagnosticCategory { .usage }
  var summary: String { "\(model) and \(baseline) translate between other languages" }
  var remedy: String? { "compare models of the same languages; 'mt inspect' says a model's" }
}

private struct LoadedModel {
  let folder: String
  let bundle: ModelBundle
  /// SHA-256 of the weights' file.
  let hash: String

  var languages: BundleConfiguration.Languages { bundle.configuration.languages }

  /// A training may put a better model there at any time, so that the hash is of now.
  init(_ folder: String, _ precision: TranslationPrecision?) throws {
    self.folder = folder
    bundle = try ModelChoice.load(folder, precision)
    hash = try SHA256.hash(ofFile: ModelFiles(folder).weights)
  }
}

/// A model and its translations of the test set.
struct EvaluatedModel {
  let folder: String
  /// SHA-256 of the weights' file.
  let hash: String
  let evaluation: ModelEvaluation
  let checks: TextChecks
  let notes: TranslationNotes
}

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
      best.txt and worst.txt (20 segments each). With --compare the other model is the baseline of a paired test \
      (bootstrap, unless --paired-ar), and changes.txt has the segments that differ most.

      Examples:
        mt evaluate --source test.th --reference test.en
        mt evaluate --source test.th --reference test.en --model runs/new --compare runs/old --report report
      """)

  @Option(help: ArgumentHelp("The texts to translate, a line each.", valueName: "file"), completion: .file())
  var source: String

  @Option(
    help: ArgumentHelp("Their translations by people; may be repeated.", valueName: "file"), completion: .file())
  var reference: [String]

  @OptionGroup var choice: ModelChoice

  @Option(help: ArgumentHelp("The model to compare with.", valueName: "dir"), completion: .directory)
  var compare: String?

  @Option(help: ArgumentHelp("Write a report into this folder.", valueName: "dir"), completion: .directory)
  var report: String?

  @OptionGroup(title: "Translation") var translation: TranslationOptions
  @OptionGroup(title: "Metrics") var metricOptions: MetricOptions
  @OptionGroup(title: "Significance") var significance: SignificanceOptions

  @Option(help: "The form of what is printed.")
  var format = ScoreCommand.Format.text

  @Option(help: ArgumentHelp("Digits after the point of a score; from 12 on, all that it has.", valueName: "digits"))
  var width = 1

  @Flag(help: "Write only warnings and errors to standard error.")
  var quiet = false

  func validate() throws {
    if reference.isEmpty { throw ValidationError("give --reference") }
    if !(0...100).contains(width) { throw ValidationError("--width is 0 to 100") }
    if compare == nil && significance.pairedTest != nil { throw ValidationError("a paired test needs --compare") }
    if compare != nil && significance.confidence {
      throw ValidationError("--confidence is for one system: with --compare the paired bootstrap gives intervals too")
    }
  }

  func run() throws {
    Console.standard.isQuiet = quiet
    let testSet = try ScoredTestSet(references: reference, source: source, fieldsPerLine: 1)
    for (path, lines) in zip(reference, testSet.references) where lines.count != testSet.sources?.count {
      throw CorpusError.unevenSides(
        source: source, target: path, sourceCount: testSet.sources?.count ?? 0, targetCount: lines.count)
    }
    let folders = [compare, try choice.folder()].compactMap { $0 }
    if let report { try AtomicFile.makeFolder(report) }
    var models: [EvaluatedModel] = []
    for folder in folders { models.append(try evaluate(folder, on: testSet)) }
    if models.count == 2, models[0].languages != models[1].languages {
      Console.standard.warn("\(folders[0]) and \(folders[1]) translate between other languages")
    }
    let results = try scored(models)
    var systems = zip(models, results).map { model, results in
      ScoredSystem(name: model.folder, checks: model.checks, modelHash: model.hash, results: results)
    }
    if systems.count > 1 { systems[0].name = "Baseline: " + systems[0].name }
    let choices = models[models.count - 1].choices
    let text = form(.text, testSet).text(systems, choices)
    try StandardOutput.write(format == .text ? text : form(format, testSet).text(systems, choices))
    guard let report else { return }
    try EvaluationReport(
      testSet: testSet, models: models, text: text, json: form(.json, testSet).text(systems, choices)
    ).write(to: report)
    Console.standard.log("mt: wrote the report \(report)")
  }

  private func evaluate(_ folder: String, on testSet: ScoredTestSet) throws -> EvaluatedModel {
    let bundle = try ModelChoice.load(folder)
    let languages = bundle.configuration.languages
    let choices = try metricOptions.suiting(languages.target).choices()
    let sources = testSet.sources ?? []
    let evaluation = try ModelEvaluator(translation.translator(bundle), metrics: choices.map(\.metric))
      .evaluate(sources: sources, references: testSet.references)
    translation.warn(ofSplitLines: evaluation.splitLines, bundle)
    let checks = try TextChecks(
      hypotheses: evaluation.hypotheses, references: testSet.references, sources: sources)
    ScoreWarnings(checks, system: compare == nil ? nil : folder).log(ofTokens: false)
    return EvaluatedModel(
      folder: folder, hash: try SHA256.hash(ofFile: folder + "/" + ModelBundle.weightsFile), languages: languages,
      choices: choices, evaluation: evaluation, checks: checks,
      sourceLengths: try Self.lengths(sources, language: languages.source))
  }

  /// The tokens of each source.
  private static func lengths(_ sources: [String], language: String) throws -> [Int] {
    let normalizer = try Normalizer(language: language)
    let tokenizer = try Tokenizers.make(language: language)
    return sources.map { tokenizer.tokenize(normalizer.normalize($0)).count }
  }

  private func scored(_ models: [EvaluatedModel]) throws -> [[PairedTest.Result]] {
    if models.count > 1 {
      let test = significance.pairedTest ?? PairedTest(method: .bootstrap)
      return try test.compare(models.map(\.evaluation.measurements))
    }
    return models.map { model in
      model.evaluation.measurements.map { measurement in
        let score = significance.confidence ? measurement.score(resamples: significance.confidenceN) : measurement.score
        return PairedTest.Result(score: score, pValue: nil)
      }
    }
  }

  private func form(_ format: ScoreCommand.Format, _ testSet: ScoredTestSet) -> any ScoreFormat {
    let digits = width >= 12 ? nil : width
    return switch format {
    case .text: TextScores(digits: digits, scoreOnly: false, short: false, testSet: testSet)
    case .json: JSONScores(digits: digits, scoreOnly: false, testSet: testSet)
    case .latex: LaTeXScores(digits: digits, short: false, testSet: testSet)
    }
  }
}

/// A model and what it made of the test set.
struct EvaluatedModel {
  let folder: String
  /// SHA-256 of the weights' file.
  let hash: String
  let languages: BundleConfiguration.Languages
  let choices: [MetricOptions.Choice]
  let evaluation: ModelEvaluation
  let checks: TextChecks
  /// Tokens of each source.
  let sourceLengths: [Int]
}

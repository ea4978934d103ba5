import ArgumentParser
import Basics
import Evaluation

/// `mt score`.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score translations against references, with BLEU, chrF and TER.",
    discussion: """
      The scores equal sacreBLEU's. Several files of references are used together; a
      line that is blank in one of them is a missing reference. Each -i is one
      system. chrF++ is chrF with --chrf-word-order 2.

      Examples:
        mt score test.en < translations.en
        mt score reference1.en reference2.en -i translations.en -m bleu -m ter
        mt score test.th -i translations.th --language th
        mt score test.en -i baseline.en -i system.en --paired-bs
      """)

  @Argument(help: ArgumentHelp("Files of references.", valueName: "reference"), completion: .file())
  var references: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The translations of one system (default: standard input); may be repeated.", valueName: "file"),
    completion: .file()
  )
  var input: [String] = []

  @Option(
    help: ArgumentHelp("The source texts, to count translations that are copies of them.", valueName: "file"),
    completion: .file())
  var source: String?

  @OptionGroup var referenceOptions: ReferenceOptions
  @OptionGroup(title: "Metrics") var metricOptions: MetricOptions
  @OptionGroup(title: "Significance") var significance: SignificanceOptions

  @Flag(name: [.long, .customLong("sl", withSingleDash: true)], help: "Score each segment by itself.")
  var sentenceLevel = false

  @Flag(name: [.customShort("b"), .customLong("score-only")], help: "Write only the number.")
  var scoreOnly = false

  @OptionGroup var formOptions: ScoreFormOptions

  @Flag(help: "Also describe what was scored: the test set's hash, and copied and empty segments.")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Write only warnings and errors to standard error.")
  var quiet = false

  func validate() throws {
    if let name = references.first(where: { MetricOptions.MetricName(rawValue: $0) != nil && !AtomicFile.exists($0) }) {
      throw ValidationError("-m takes one metric: repeat it, as in -m \(name)")
    }
    try referenceOptions.check(references)
    if Set(input).count < input.count { throw ValidationError("the same system is given twice") }
    if significance.confidence && input.count > 1 {
      throw ValidationError("--confidence is for one system; --paired-bs compares several")
    }
    if significance.pairedTest != nil && input.count < 2 {
      throw ValidationError("a paired test compares systems: give at least two -i")
    }
    if sentenceLevel {
      if input.count > 1 || metricOptions.metrics.count > 1 {
        throw ValidationError("--sentence-level scores one system with one metric")
      }
      if significance.confidence { throw ValidationError("single sentences have no confidence interval") }
    }
  }

  func run() throws {
    Console.standard.isQuiet = quiet
    let testSet = try referenceOptions.testSet(references, source: source)
    let choices = try metricOptions.choices()
    let form = formOptions.form(of: testSet, scoreOnly: scoreOnly, verbose: verbose)
    let outputs = try (input.isEmpty ? [nil] : input.map { $0 }).map { path in
      let hypotheses = try ScoredTestSet.lines(path, referenceOptions.encoding).map(Whitespace.trimmingEnd)
      let checks = try TextChecks(hypotheses: hypotheses, references: testSet.references, sources: testSet.sources)
      ScoreWarnings(checks, system: input.count > 1 ? path : nil).log(
        ofTokens: metricOptions.warnsOfTokens(choices), choices)
      return (name: path ?? "standard input", hypotheses: hypotheses, checks: checks)
    }
    if sentenceLevel {
      let scores = try choices[0].metric.forSegments
        .segmentScores(hypotheses: outputs[0].hypotheses, references: testSet.references)
      return try StandardOutput.write(form.sentences(scores))
    }
    let measurements = try outputs.map { output in
      try choices.map { try $0.metric.measure(hypotheses: output.hypotheses, references: testSet.references) }
    }
    let test = significance.pairedTest
    var systems = try zip(outputs, significance.results(measurements, test)).map { output, results in
      ScoredSystem(name: output.name, checks: output.checks, results: results)
    }
    if test != nil {
      for output in outputs.dropFirst() {
        ScoreWarnings.log(output.name, output.hypotheses, baseline: outputs[0].hypotheses)
      }
      systems[0].name = "Baseline: " + systems[0].name
    }
    try StandardOutput.write(form.text(systems, choices))
  }
}

import ArgumentParser
import Basics
import Evaluation

/// `mt score`.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score translations against references, with BLEU, chrF and TER.",
    discussion: """
      The numbers are those of sacreBLEU. Several references score together; a line
      that is blank in one of several files is a missing reference. Several -i are
      several systems. chrF++ is chrF with --chrf-word-order 2.

      Examples:
        mt score test.en < translations.en
        mt score reference1.en reference2.en -i translations.en -m bleu -m ter
        mt score test.th -i translations.th --language th
        mt score test.en -i baseline.en -i system.en --paired-bs
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, latex }

  @Argument(help: ArgumentHelp("Files of references.", valueName: "reference"), completion: .file())
  var references: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The translations; standard input by default. Repeated, several systems.", valueName: "file"), completion: .file()
  )
  var input: [String] = []

  @Option(
    help: ArgumentHelp("The source texts: says how many were copied.", valueName: "file"), completion: .file())
  var source: String?

  @Option(
    name: [.long, .customLong("nr", withSingleDash: true)],
    help: ArgumentHelp("References in a line of the one file, parted by tabs; fewer are missing ones.", valueName: "n"))
  var numRefs = 1

  @OptionGroup(title: "Metrics") var metricOptions: MetricOptions
  @OptionGroup(title: "Significance") var significance: SignificanceOptions

  @Flag(name: [.long, .customLong("sl", withSingleDash: true)], help: "Score each segment by itself.")
  var sentenceLevel = false

  @Option(name: .shortAndLong, help: "The form of the result.")
  var format = Format.text

  @Flag(name: [.customShort("b"), .customLong("score-only")], help: "Write the number alone.")
  var scoreOnly = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Digits after the point of a score; from 12 on, all that it has.", valueName: "digits"))
  var width = 1

  @Flag(name: [.long, .customLong("sh", withSingleDash: true)], help: "Write signatures short.")
  var short = false

  @Flag(help: "Say what was scored too: the test set's hash, and copied and empty segments.")
  var verbose = false

  @Flag(help: "Do not warn of text that looks tokenized.")
  var force = false

  @Flag(name: .shortAndLong, help: "Warnings and errors only, on standard error.")
  var quiet = false

  func validate() throws {
    if references.isEmpty { throw ValidationError("give at least one file of references") }
    if let name = references.first(where: { MetricOptions.MetricName(rawValue: $0) != nil && !AtomicFile.exists($0) }) {
      throw ValidationError("-m takes one metric each time: give -m \(name) too")
    }
    if !(0...100).contains(width) { throw ValidationError("--width is 0 to 100") }
    if !(1...1000).contains(numRefs) { throw ValidationError("--num-refs is 1 to 1000") }
    if numRefs > 1 && references.count > 1 { throw ValidationError("--num-refs is for one file of references") }
    if Set(input).count < input.count { throw ValidationError("a system is given twice") }
    if significance.confidence && input.count > 1 {
      throw ValidationError("--confidence is for one system: for several, give --paired-bs")
    }
    if significance.pairedTest != nil && input.count < 2 {
      throw ValidationError("a paired test compares systems: give -i twice at least")
    }
    if sentenceLevel {
      if input.count > 1 || metricOptions.metrics.count > 1 {
        throw ValidationError("--sentence-level scores one system by one metric")
      }
      if significance.confidence { throw ValidationError("single sentences have no confidence interval") }
    }
  }

  func run() throws {
    Console.standard.isQuiet = quiet
    let testSet = try ScoredTestSet(references: references, source: source, fieldsPerLine: numRefs)
    let choices = try metricOptions.choices()
    let format = format(of: testSet)
    let outputs = try (input.isEmpty ? [nil] : input.map { $0 }).map { path in
      let hypotheses = try ScoredTestSet.lines(path).map(Whitespace.trimmingEnd)
      let checks = try TextChecks(hypotheses: hypotheses, references: testSet.references, sources: testSet.sources)
      ScoreWarnings(checks, system: input.count > 1 ? path : nil).log(ofTokens: !force && dependsOnTokens(choices))
      return (name: path ?? "standard input", hypotheses: hypotheses, checks: checks)
    }
    if sentenceLevel {
      let scores = try choices[0].metric.forSegments
        .segmentScores(hypotheses: outputs[0].hypotheses, references: testSet.references)
      return try StandardOutput.write(format.sentences(scores))
    }
    let measurements = try outputs.map { output in
      try choices.map { try $0.metric.measure(hypotheses: output.hypotheses, references: testSet.references) }
    }
    var systems = try zip(outputs, results(measurements)).map { output, results in
      ScoredSystem(name: output.name, checks: output.checks, results: results)
    }
    if significance.pairedTest != nil { systems[0].name = "Baseline: " + systems[0].name }
    try StandardOutput.write(format.text(systems, choices))
  }

  /// For each system, for each metric.
  private func results(_ measurements: [[Measurement]]) throws -> [[PairedTest.Result]] {
    if let test = significance.pairedTest { return try test.compare(measurements) }
    return measurements.map { system in
      system.map { measurement in
        let score = significance.confidence ? measurement.score(resamples: significance.confidenceN) : measurement.score
        return PairedTest.Result(score: score, pValue: nil)
      }
    }
  }

  private func format(of testSet: ScoredTestSet) -> any ScoreFormat {
    let digits = width >= 12 ? nil : width
    return switch format {
    case .text: TextScores(digits: digits, scoreOnly: scoreOnly, short: short, testSet: verbose ? testSet : nil)
    case .json: JSONScores(digits: digits, scoreOnly: scoreOnly, testSet: testSet)
    case .latex: LaTeXScores(digits: digits, short: short, testSet: testSet)
    }
  }

  /// Whether it matters to a score how its words are cut.
  private func dependsOnTokens(_ choices: [MetricOptions.Choice]) -> Bool {
    choices.contains { choice in
      guard let bleu = choice.metric as? BLEU else { return choice.metric is TER }
      return bleu.tokenizer.name != MetricTokenizerName.none.rawValue
        && bleu.tokenizer.name != MetricTokenizerName.character.rawValue
    }
  }
}

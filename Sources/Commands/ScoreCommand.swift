import ArgumentParser
import Basics
import Evaluation

/// `mt score`.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score translations against references, with BLEU and chrF.",
    discussion: """
      The numbers are those of sacreBLEU. Several references score together. chrF++ is chrF with --chrf-word-order 2.

      Examples:
        mt score test.en < translations.en
        mt score reference1.en reference2.en -i translations.en -m bleu -m chrf
        mt score test.th -i translations.th --tokenize char -b
      """)

  enum MetricName: String, ExpressibleByArgument, CaseIterable { case bleu, chrf }
  enum SmoothMethod: String, ExpressibleByArgument, CaseIterable {
    case exp, floor
    case addK = "add-k"
    case none
  }
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("Files of references.", valueName: "reference"), completion: .file())
  var references: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The translations; standard input by default.", valueName: "file"), completion: .file())
  var input: String?

  @Option(
    name: [.customShort("m"), .customLong("metrics")],
    help: ArgumentHelp("A metric; may be repeated. (default: bleu)", valueName: "metric"))
  var metrics: [MetricName] = []

  @Option(help: "How BLEU cuts words: 13a for Western languages, char for scripts without spaces, none.")
  var tokenize = MetricTokenizerName.mteval13a

  @Option(help: "What BLEU does about an order without a match.")
  var smoothMethod = SmoothMethod.exp

  @Option(help: ArgumentHelp("With floor (default: 0.1) and add-k (default: 1).", valueName: "x"))
  var smoothValue: Double?

  @Option(help: ArgumentHelp("The longest character n-gram of chrF.", valueName: "n"))
  var chrfCharOrder = 6

  @Option(help: ArgumentHelp("The longest word n-gram of chrF.", valueName: "n"))
  var chrfWordOrder = 0

  @Option(help: ArgumentHelp("How many times as much recall counts as precision in chrF.", valueName: "n"))
  var chrfBeta = 2

  @Flag(help: "BLEU takes capital letters for small ones.")
  var lowercase = false

  @Flag(help: "chrF takes capital letters for small ones.")
  var chrfLowercase = false

  @Option(help: "The form of the result.")
  var format = Format.text

  @Flag(name: [.customShort("b"), .customLong("score-only")], help: "Write the number alone.")
  var scoreOnly = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Digits after the point of a score; from 12 on, all that it has.", valueName: "digits"))
  var width = 1

  func validate() throws {
    if references.isEmpty { throw ValidationError("give at least one file of references") }
    if smoothValue != nil && smoothMethod != .floor && smoothMethod != .addK {
      throw ValidationError("--smooth-value is for the smooth methods floor and add-k")
    }
    if lowercase && !chosen.contains(.bleu) {
      throw ValidationError("--lowercase is for BLEU; for chrF it is --chrf-lowercase")
    }
    if !(0...100).contains(width) { throw ValidationError("--width is 0 to 100") }
    if Set(metrics).count < metrics.count { throw ValidationError("a metric is given twice") }
  }

  private var chosen: [MetricName] { metrics.isEmpty ? [.bleu] : metrics }

  func run() throws {
    let references = try references.map { try read($0) }
    let hypotheses = try read(input)
    let scores = try chosen.map { name in
      try metric(name).corpusScore(hypotheses: hypotheses, references: references)
    }
    let reports = scores.map { ScoreReport($0, digits: width) }
    try StandardOutput.write(
      format == .text
        ? reports.map { (scoreOnly ? $0.number : $0.line) + "\n" }.joined()
        : Self.list(reports.map { scoreOnly ? $0.number : $0.json }) + "\n")
  }

  private func read(_ path: String?) throws -> [String] {
    let input = try LineInput(path: path)
    defer { Console.standard.warn(ofRepairs: input) }
    return try input.allLines()
  }

  private func metric(_ name: MetricName) -> any Metric {
    switch name {
    case .bleu: BLEU(tokenizer: tokenize.tokenizer, smoothing: smoothing, lowercase: lowercase)
    case .chrf:
      CHRF(characterOrder: chrfCharOrder, wordOrder: chrfWordOrder, beta: chrfBeta, lowercase: chrfLowercase)
    }
  }

  private var smoothing: BLEU.Smoothing {
    switch smoothMethod {
    case .exp: .exponential
    case .floor: smoothValue.map { .floor($0) } ?? .floor()
    case .addK: smoothValue.map { .addK($0) } ?? .addK()
    case .none: .none
    }
  }

  /// One value stands for itself, several are a list.
  private static func list(_ values: [String]) -> String {
    values.count == 1 ? values[0] : "[\n" + values.joined(separator: ",\n") + "\n]"
  }
}

extension MetricTokenizerName: ExpressibleByArgument {}

/// A score in the forms of sacreBLEU.
struct ScoreReport {
  private let score: Score
  /// The score with the digits that were asked for.
  let number: String

  init(_ score: Score, digits: Int) {
    self.score = score
    let head = "\(score.name)|\(score.signature.formatted()) = "
    number =
      digits >= 12
      ? score.value.description : String(score.formatted(digits: digits).dropFirst(head.count).prefix { $0 != " " })
  }

  /// `BLEU|nrefs:1|… = 20.8 54.4/26.6/14.9/8.7 (BP = …)`.
  var line: String {
    "\(score.name)|\(score.signature.formatted()) = \(number)" + (score.verbose.map { " " + $0 } ?? "")
  }

  /// An object over several lines. No text in it needs escapes.
  var json: String {
    var entries = [("name", quoted(score.name)), ("score", (Double(number) ?? score.value).description)]
    entries.append(("signature", quoted(score.signature.formatted())))
    if let verbose = score.verbose { entries.append(("verbose_score", quoted(verbose))) }
    entries += score.signature.entries.map { ($0.key, quoted($0.value)) }
    entries.append(("version", quoted(score.signature.version)))
    return "{\n" + entries.map { " \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}"
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
}

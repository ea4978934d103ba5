import ArgumentParser
import Basics
import FoundationEssentials
import Inference

/// `mt translate`.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Translate lines of text.",
    discussion: """
      Each input line gives one output line, in order; a blank line gives a blank line. Lines are written as soon \
      as no more input waits, so that it works in a pipe and by hand. Options that are not given are the model's own.

      A line that has no letter outside of numbers, addresses, placeholders (%s, {name}) and markup (<b>, &amp;) comes out \
      as it went in; --no-pass-through translates it too. The sentences of a line are translated one by one where the model \
      was trained on single sentences, or with --split-sentences; so are the parts of a line of more pieces than the model \
      takes.

      --n-best writes: line ||| translation ||| F0= log-probability ||| score, where lines count from 0 and the score is \
      the log-probability divided by length^normalize. Those that did not end, and were cut, come last. Those of a line \
      of several parts are the best combinations of the translations of its parts, and their scores the sums of the \
      parts' scores. --json writes an object a line, with --n-best a list of them.

      A line for which the model's probabilities are not numbers gives a blank line (in JSON, null); the others are \
      translated, and mt ends with status 1.

      Examples:
        mt translate < test.th > test.en
        mt translate --model runs/th-en -i test.th -o test.en --beam-size 8
        mt translate --precision int8 < test.th > test.en
        echo สวัสดี | mt translate --n-best 5
      """)

  @OptionGroup var choice: ModelChoice
  @OptionGroup var stream: StreamOptions

  @OptionGroup var translation: TranslationOptions

  @Option(
    help: ArgumentHelp("Write the n best translations of each line; the beam is at least n wide.", valueName: "n"))
  var nBest: Int?

  @Flag(help: "Write JSON: source, translation, score, logProbability.")
  var json = false

  @Flag(help: "Write only warnings and errors to standard error.")
  var quiet = false

  func run() throws {
    Console.standard.isQuiet = quiet
    let bundle = try choice.load(translation.precision)
    let translator = try translation.translator(bundle, nBest: nBest ?? 1)
    let form: TranslationForm = json ? .json(list: nBest != nil) : nBest != nil ? .nBest : .text
    let progress = TranslationProgress(stream)
    var notes = TranslationNotes(bundle)
    defer { notes.warn() }
    try stream.stream { lines, first in
      progress.begin(lines)
      let result = translator.translate(lines) { progress.show($0) }
      notes.add(result)
      return lines.indices.flatMap { form.lines(result.lines[$0], source: lines[$0], number: first + $0) }
    }
    Console.standard.clearProgress()
    try notes.check()
  }
}

/// The output format of translations.
enum TranslationForm {
  case text
  case nBest
  case json(list: Bool)

  /// The output lines for one line of the source.
  func lines(_ candidates: [TranslationCandidate], source: String, number: Int) -> [String] {
    switch self {
    case .text: return [candidates[0].text]
    case .nBest:
      return candidates.map { candidate in
        let logProbability = fixed(candidate.logProbability, digits: 4)
        return "\(number) ||| \(candidate.text) ||| F0= \(logProbability) ||| \(fixed(candidate.score, digits: 4))"
      }
    case .json(let list):
      let objects = candidates.map { TranslationObject($0, source: source) }
      return [list ? jsonLine(objects) : jsonLine(objects[0])]
    }
  }
}

private struct TranslationObject: Encodable {
  var source: String
  /// nil if the model's probabilities are NaN or infinite; so are the numbers then.
  var translation: String?
  var score: Double?
  var logProbability: Double?

  init(_ candidate: TranslationCandidate, source: String) {
    self.source = source
    guard candidate.score.isFinite else { return }
    translation = candidate.text
    score = candidate.score
    logProbability = candidate.logProbability
  }

  private enum CodingKeys: String, CodingKey { case source, translation, score, logProbability }

  /// Writes nil values too, as null.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(source, forKey: .source)
    try values.encode(translation, forKey: .translation)
    try values.encode(score, forKey: .score)
    try values.encode(logProbability, forKey: .logProbability)
  }
}

/// JSON without line breaks. All numbers in it are finite.
func jsonLine(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  guard let data = try? encoder.encode(value) else { preconditionFailure("\(value) cannot be JSON") }
  return String(decoding: data, as: UTF8.self)
}

import Basics
import Inference

/// The notes on a translation besides its lines.
struct TranslationNotes {
  private let configuration: BundleConfiguration
  private var lines = 0
  private var splitLines = 0
  private var failedLines = 0
  /// Counted from 1.
  private var firstFailedLine = 0
  private var hasWarnedOfScript = false

  init(_ bundle: ModelBundle) { configuration = bundle.configuration }

  /// Takes note of more lines. Warns at once of the first line in a script that the model has not learned, so that
  /// somebody who types learns of it.
  mutating func add(_ result: TranslationResult) {
    splitLines += result.splitLines
    if failedLines == 0, let first = result.failedLines.first { firstFailedLine = lines + first + 1 }
    failedLines += result.failedLines.count
    if let (line, script) = result.unlearnedScript, !hasWarnedOfScript {
      hasWarnedOfScript = true
      let (source, target) = (configuration.languages.source, configuration.languages.target)
      Console.standard.warn(
        "line \(lines + line + 1) is in \(script.name) script, which this model has not learned: it translates \(source) to "
          + "\(target), and what it makes of other languages means nothing")
    }
    lines += result.lines.count
  }

  /// Warns, when all lines are translated.
  func warn() {
    if splitLines == 0 { return }
    let lines = splitLines == 1 ? "1 line was" : "\(splitLines) lines were"
    Console.standard.warn("\(lines) longer than \(configuration.text.maxSourceTokens) pieces and translated in parts")
  }

  /// - Throws: if the model failed at some lines.
  func check() throws(FailedLinesError) {
    if failedLines > 0 { throw FailedLinesError(count: failedLines, of: lines, first: firstFailedLine) }
  }
}

/// The model gave probabilities that are NaN or infinite for some lines.
struct FailedLinesError: Diagnostic, Equatable {
  let count: Int
  let of: Int
  /// Counted from 1.
  let first: Int

  var category: DiagnosticCategory { .checkFailed }

  var summary: String {
    let lines = count == 1 ? "line \(first) has" : "\(count) of \(of) lines, of which line \(first) is the first, have"
    return "\(lines) no translation, and a blank line in its place: the model's probabilities are not numbers"
  }

  var remedy: String? { "its weights are damaged or its training diverged: use another checkpoint" }
}

import Evaluation

/// Warnings about text that makes a score misleading.
struct ScoreWarnings {
  private let checks: TextChecks
  private let subject: String

  /// - Parameter system: its name, where there are several.
  init(_ checks: TextChecks, system: String?) {
    self.checks = checks
    subject = system.map { $0 + ": " } ?? ""
  }

  /// - Parameters:
  ///   - ofTokens: whether a text that looks tokenized matters.
  ///   - choices: what the text is scored by.
  func log(ofTokens: Bool, _ choices: [MetricOptions.Choice]) {
    for line in lines(ofTokens: ofTokens) + ofScript(choices) { Console.standard.warn(subject + line) }
  }

  /// Warns of metrics that count words between spaces: in a script without them, such a word is a phrase or a sentence.
  private func ofScript(_ choices: [MetricOptions.Choice]) -> [String] {
    guard let script = checks.unspacedScript else { return [] }
    let metrics = MetricOptions.countingSpacedWords(choices, in: script)
    if metrics.isEmpty { return [] }
    let remedy =
      switch script {
      case .chinese: "--tokenize zh"
      case .japanese: "--tokenize char, or --tokenize icu --language ja"
      default: "--language \(script.language), which scores by characters and by ICU's words"
      }
    return [
      "the text is mostly \(script.rawValue), which has no spaces between words: \(metrics.joined(separator: " and ")) says little. "
        + "Give \(remedy)"
    ]
  }

  /// The test's p-value of two equal systems is as low as can be, sacreBLEU's too: no resample differs.
  static func log(_ system: String, _ hypotheses: [String], baseline: [String]) {
    if hypotheses.elementsEqual(baseline, by: { $0.utf8.elementsEqual($1.utf8) }) {
      Console.standard.warn("\(system): its translations are the baseline's: the p-values say nothing")
    }
  }

  private func lines(ofTokens: Bool) -> [String] {
    var lines: [String] = []
    if checks.emptyHypotheses > 0 {
      lines.append("\(Self.of(checks.emptyHypotheses, checks.segments, "is", "are")) empty")
    }
    if checks.segments > 1 && checks.equalToReference == checks.segments {
      lines.append("all hypotheses equal a reference: were the references scored against themselves?")
    }
    if let copied = checks.equalToSource, copied > 0 && 10 * copied >= checks.segments {
      lines.append("\(Self.of(copied, checks.segments, "equals its", "equal their")) source: untranslated")
    }
    if checks.hypothesesInPieces > 0 {
      let count = Self.of(checks.hypothesesInPieces, checks.segments, "has", "have")
      lines.append("\(count) marks of subword pieces (▁ or @@): put the words together first")
    }
    // Some lines of any text look so; sacreBLEU warns at a hundred.
    let many = min(100, max(2, checks.segments / 10))
    if ofTokens && checks.tokenizedHypotheses >= many {
      let count = Self.of(checks.tokenizedHypotheses, checks.segments, "looks", "look")
      lines.append("\(count) tokenized: score raw text, or the score is not comparable (--force silences this)")
    }
    if ofTokens && checks.tokenizedReferences >= many {
      let count = checks.tokenizedReferences
      lines.append("\(counted(count, "reference")) \(count == 1 ? "looks" : "look") tokenized: score against raw text")
    }
    return lines
  }

  private static func of(_ count: Int, _ all: Int, _ one: String, _ many: String) -> String {
    count == 1 ? "1 of \(all) hypotheses \(one)" : "\(count) of \(all) hypotheses \(many)"
  }
}

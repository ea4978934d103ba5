import Basics
import Evaluation

/// Scores as text: a line for each metric, in sacreBLEU's form, or a table for several systems.
struct TextScores: ScoreFormat {
  /// After the point; nil for all that a score has.
  let digits: Int?
  let scoreOnly: Bool
  let short: Bool
  /// nil if it is not described.
  let testSet: ScoredTestSet?

  func text(_ systems: [ScoredSystem], _ choices: [MetricOptions.Choice]) -> String {
    if scoreOnly {
      let separator = systems.count == 1 ? "\n" : "\t"
      return systems.map { system in
        system.results.map { $0.score.formattedValue(digits: digits) }.joined(separator: separator) + "\n"
      }.joined()
    }
    var text =
      systems.count == 1
      ? systems[0].results.map { line($0.score) }.joined()
      : table(systems, choices) + signatures(systems[0].results, choices)
    if let advice = MetricOptions.advice(choices) { text += advice + "\n" }
    if let testSet { text += facts(testSet, systems) }
    return text
  }

  func sentences(_ scores: [Score]) -> String {
    scores.map { scoreOnly ? $0.formattedValue(digits: digits) + "\n" : line($0) }.joined()
  }

  private func line(_ score: Score) -> String { score.formatted(digits: digits, shortSignature: short) + "\n" }

  private func facts(_ testSet: ScoredTestSet, _ systems: [ScoredSystem]) -> String {
    var text = "test set: sha256 \(testSet.hash)\n"
    for system in systems {
      let checks = system.checks
      text +=
        "\(system.name): \(checks.segments) \(plural("segment", checks.segments)), \(checks.emptyHypotheses) empty, "
      text += "\(checks.equalToReference) equal to a reference"
      if let copied = checks.equalToSource { text += ", \(copied) equal to the source" }
      if let hash = system.modelHash { text += "; model: sha256 \(hash)" }
      text += "\n"
    }
    return text
  }

  private func signatures(_ results: [PairedTest.Result], _ choices: [MetricOptions.Choice]) -> String {
    let width = choices.map(\.label.unicodeScalars.count).max() ?? 0
    return zip(results, choices).map { result, choice in
      let label = choice.label + String(repeating: " ", count: width - choice.label.unicodeScalars.count)
      return " - \(label)  \(result.score.signature.formatted(short: short))\n"
    }.joined()
  }

  private func table(_ systems: [ScoredSystem], _ choices: [MetricOptions.Choice]) -> String {
    let hasIntervals = systems[0].results.contains { $0.score.interval != nil }
    var rows = [["System"] + choices.map { $0.label + (hasIntervals ? " (μ ± 95% CI)" : "") }]
    for system in systems {
      rows.append(
        [system.name]
          + system.results.map { result in
            let p = result.pValue.map { " (p = \(decimal($0, digits: 4)))" + ($0 < 0.05 ? "*" : "") } ?? ""
            return interval(result.score) + p
          })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    func rule(_ left: String, _ line: String, _ middle: String, _ right: String) -> String {
      left + widths.map { String(repeating: line, count: $0 + 2) }.joined(separator: middle) + right + "\n"
    }
    var text = rule("╒", "═", "╤", "╕")
    for (number, row) in rows.enumerated() {
      if number > 0 { text += number == 1 ? rule("╞", "═", "╪", "╡") : rule("├", "─", "┼", "┤") }
      let cells = row.enumerated().map { column, cell in
        let room = widths[column] - cell.unicodeScalars.count
        let before = column == 0 ? room : room / 2
        return String(repeating: " ", count: before) + cell + String(repeating: " ", count: room - before)
      }
      text += "│ " + cells.joined(separator: " │ ") + " │\n"
    }
    return text + rule("╘", "═", "╧", "╛")
  }

  /// `20.8 (20.9 ± 0.4)`: the head of the column says what the numbers are.
  private func interval(_ score: Score) -> String {
    let number = decimal(score.value, digits: digits)
    guard let interval = score.interval else { return number }
    return "\(number) (\(decimal(interval.mean, digits: digits)) ± \(decimal(interval.halfWidth, digits: digits)))"
  }
}

import Evaluation

/// Scores as a LaTeX table for the package booktabs; signatures and the test set are in comments.
struct LaTeXScores: ScoreFormat {
  /// After the point; nil for all that a score has.
  let digits: Int?
  let short: Bool
  let testSet: ScoredTestSet

  func text(_ systems: [ScoredSystem], _ choices: [MetricOptions.Choice]) -> String {
    var text = table(
      head: ["System"] + choices.map(\.label),
      rows: systems.map { [Self.escaped($0.name)] + $0.results.map(cell) })
    for (result, choice) in zip(systems[0].results, choices) {
      text += "% \(choice.label): \(result.score.signature.formatted(short: short))\n"
    }
    if let advice = MetricOptions.advice(choices) { text += "% \(advice)\n" }
    for system in systems {
      if let hash = system.modelHash { text += "% \(Self.comment(system.name)): model: sha256 \(hash)\n" }
    }
    return text + hash
  }

  func sentences(_ scores: [Score]) -> String {
    var signatures: [String] = []
    for score in scores {
      let signature = score.signature.formatted(short: short)
      if !signatures.contains(signature) { signatures.append(signature) }
    }
    let name = scores.first?.name ?? ""
    return table(
      head: ["Segment", name],
      rows: scores.enumerated().map { ["\($0 + 1)", decimal($1.value, digits: digits)] })
      + signatures.map { "% \(name): \($0)\n" }.joined() + hash
  }

  private var hash: String { "% test set: sha256 \(testSet.hash)\n" }

  /// A comment ends with its line.
  private static func comment(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  private func table(head: [String], rows: [[String]]) -> String {
    let line = { (cells: [String]) in cells.joined(separator: " & ") + " \\\\\n" }
    let columns = "r" + String(repeating: "c", count: head.count - 1)
    return "\\begin{tabular}{\(columns)}\n\\toprule\n" + line(head) + "\\midrule\n" + rows.map(line).joined()
      + "\\bottomrule\n\\end{tabular}\n"
  }

  private func cell(_ result: PairedTest.Result) -> String {
    var text = decimal(result.score.value, digits: digits)
    if let interval = result.score.interval {
      text += " ($\(decimal(interval.mean, digits: digits)) \\pm \(decimal(interval.halfWidth, digits: digits))$)"
    }
    if let p = result.pValue { text += " ($p = \(decimal(p, digits: 4))$)" + (p < 0.05 ? "*" : "") }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&", "%", "$", "#", "_", "{", "}": escaped += "\\\(scalar)"
      case "\\": escaped += "\\textbackslash{}"
      case "~": escaped += "\\textasciitilde{}"
      case "^": escaped += "\\textasciicircum{}"
      case "<": escaped += "\\ensuremath{<}"
      case ">": escaped += "\\ensuremath{>}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

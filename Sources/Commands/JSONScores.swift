import Evaluation

/// Scores as JSON with sacreBLEU's keys; `test_set_sha256` and what follows it are our own.
struct JSONScores: ScoreFormat {
  /// After the point; nil for all that a score has.
  let digits: Int?
  let scoreOnly: Bool
  let testSet: ScoredTestSet

  private typealias Entries = [(key: String, value: String)]

  func text(_ systems: [ScoredSystem], _ choices: [MetricOptions.Choice]) -> String {
    if systems.count == 1 || scoreOnly {
      return list(
        systems.flatMap { system in
          zip(system.results, choices).map { result, choice in
            if scoreOnly { return decimal(result.score.value, digits: digits) }
            return object(entries(result.score) + quote(choice) + facts(system))
          }
        })
    }
    let objects = systems.map { system in
      let scores: Entries = zip(system.results, choices).map { result, choice in
        (choice.label, object(compared(result) + quote(choice), indent: "  "))
      }
      return object([("system", Self.quoted(system.name))] + scores + facts(system))
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  func sentences(_ scores: [Score]) -> String {
    let values = scores.map { scoreOnly ? decimal($0.value, digits: digits) : object(entries($0) + [hash]) }
    return "[\n" + values.joined(separator: ",\n") + "\n]\n"
  }

  private func entries(_ score: Score) -> Entries {
    let signature = score.signature
    var entries: Entries = [
      ("name", Self.quoted(score.name)), ("score", number(score.value)),
      ("signature", Self.quoted(signature.formatted())),
    ]
    if let interval = score.interval {
      entries += [
        ("confidence_mean", number(interval.mean)), ("confidence_var", number(interval.halfWidth)),
        ("confidence", Self.quoted(interval.formatted(digits: digits))),
      ]
    }
    if let verbose = score.verbose { entries.append(("verbose_score", Self.quoted(verbose))) }
    entries += signature.entries.map { ($0.key, Self.quoted($0.value)) }
    entries.append(("version", Self.quoted(signature.version)))
    return entries
  }

  /// The entries of one of several systems, with the numbers in full precision, as in sacreBLEU.
  private func compared(_ result: PairedTest.Result) -> Entries {
    let score = result.score
    return [
      ("score", score.value.description), ("p_value", result.pValue?.description ?? "null"),
      ("mean", score.interval?.mean.description ?? "null"), ("ci", score.interval?.halfWidth.description ?? "null"),
      ("signature", Self.quoted(score.signature.formatted())),
    ]
  }

  private func quote(_ choice: MetricOptions.Choice) -> Entries {
    choice.isToQuote.map { [("quote", $0 ? "true" : "false")] } ?? []
  }

  private func facts(_ system: ScoredSystem) -> Entries {
    let checks = system.checks
    var entries: Entries = [
      hash, ("segments", "\(checks.segments)"),
      ("empty_hypotheses", "\(checks.emptyHypotheses)"), ("equal_to_reference", "\(checks.equalToReference)"),
    ]
    if let copied = checks.equalToSource { entries.append(("equal_to_source", "\(copied)")) }
    if let hash = system.modelHash { entries.append(("model_sha256", Self.quoted(hash))) }
    return entries
  }

  private var hash: (key: String, value: String) { ("test_set_sha256", Self.quoted(testSet.hash)) }

  /// The number as it is after rounding, without zeros at its end.
  private func number(_ value: Double) -> String {
    (Double(decimal(value, digits: digits)) ?? value).description
  }

  private func object(_ entries: Entries, indent: String = " ") -> String {
    "{\n" + entries.map { "\(indent)\(Self.quoted($0.key)): \($0.value)" }.joined(separator: ",\n") + "\n"
      + indent.dropLast() + "}"
  }

  /// A single value is written as it is, several as a list.
  private func list(_ values: [String]) -> String {
    values.count == 1 ? values[0] + "\n" : "[\n" + values.joined(separator: ",\n") + "\n]\n"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{00}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

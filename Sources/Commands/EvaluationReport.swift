import Basics
import Evaluation

/// The folder that `mt evaluate --report` writes.
struct EvaluationReport {
  let testSet: ScoredTestSet
  /// The last is the one that was asked about; one before it is what it is compared with.
  let models: [EvaluatedModel]
  /// The scores of all models, in two forms.
  let text: String
  let json: String

  /// Segments in a list of the best, of the worst, or of those that changed most.
  private static let listed = 20
  /// Where the classes of source lengths begin, in tokens.
  private static let lengthClasses = [0, 6, 11, 16, 21, 31, 51]

  private var model: EvaluatedModel { models[models.count - 1] }

  func write(to folder: String) throws(FileError) {
    var files = [
      ("hypotheses.txt", lines(model.evaluation.hypotheses)), ("scores.txt", text), ("scores.json", json),
      ("segments.tsv", segments()), ("lengths.tsv", lengths()),
      ("best.txt", list(ranking().reversed())), ("worst.txt", list(ranking())),
    ]
    if models.count > 1 {
      files += [("baseline-hypotheses.txt", lines(models[0].evaluation.hypotheses)), ("changes.txt", changes())]
    }
    for (name, text) in files { try AtomicFile.write(text, to: folder + "/" + name) }
  }

  private func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  /// What segments are ranked by: chrF, which tells single segments apart better than BLEU; else the first metric.
  private var rankingMetric: Int { model.evaluation.measurements.firstIndex { $0.metric is CHRF } ?? 0 }

  /// The segments' numbers, from 0, the worst first.
  private func ranking() -> [Int] {
    let values = model.evaluation.measurements[rankingMetric].segmentValues
    let sign = model.evaluation.measurements[rankingMetric].metric is TER ? -1.0 : 1
    return values.indices.sorted { (sign * values[$0], $0) < (sign * values[$1], $1) }
  }

  private func segments() -> String {
    let measurements = model.evaluation.measurements
    let values = measurements.map(\.segmentValues)
    let labels = model.choices.map(\.label)
    var rows = [["segment", "sourceTokens"] + labels + ["source", "reference", "hypothesis"]]
    for number in model.evaluation.hypotheses.indices {
      rows.append(
        ["\(number + 1)", "\(model.sourceLengths[number])"] + values.map { decimal($0[number], digits: 2) }
          + [source(number), reference(number), model.evaluation.hypotheses[number]].map(Self.escaped))
    }
    return lines(rows.map { $0.joined(separator: "\t") })
  }

  private func lengths() -> String {
    let starts = Self.lengthClasses
    let ranges = starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : Int.max) }
    let scores = model.evaluation.measurements.map { $0.scores(byLength: model.sourceLengths, in: ranges) }
    var rows = [["sourceTokens", "segments"] + model.choices.map(\.label)]
    for (number, range) in ranges.enumerated() {
      let name = range.upperBound == Int.max ? "\(range.lowerBound)+" : "\(range.lowerBound)-\(range.upperBound - 1)"
      let count = model.sourceLengths.count { range.contains($0) }
      rows.append([name, "\(count)"] + scores.map { $0[number].map { decimal($0.value, digits: 2) } ?? "" })
    }
    return lines(rows.map { $0.joined(separator: "\t") })
  }

  private func list(_ segments: [Int]) -> String {
    let values = model.evaluation.measurements[rankingMetric].segmentValues
    let label = model.choices[rankingMetric].label
    return segments.prefix(Self.listed).map { number in
      """
      segment \(number + 1)  \(label) \(decimal(values[number], digits: 1))
        source      \(source(number))
        reference   \(reference(number))
        hypothesis  \(model.evaluation.hypotheses[number])

      """
    }.joined(separator: "\n")
  }

  /// The segments that became better than the baseline's by most, then those that became worse.
  private func changes() -> String {
    let values = models.map { $0.evaluation.measurements[rankingMetric].segmentValues }
    let sign = model.evaluation.measurements[rankingMetric].metric is TER ? -1.0 : 1
    let gains = values[0].indices.map { sign * (values[1][$0] - values[0][$0]) }
    let label = model.choices[rankingMetric].label
    let order = gains.indices.sorted { (-gains[$0], $0) < (-gains[$1], $1) }
    let better = order.prefix(Self.listed).filter { gains[$0] > 0 }
    let worse = order.reversed().prefix(Self.listed).filter { gains[$0] < 0 }
    let count = gains.indices.count { models[0].evaluation.hypotheses[$0] != model.evaluation.hypotheses[$0] }
    let head = """
      \(count) of \(gains.count) translations differ; \(gains.count { $0 > 0 }) segments have a better \(label), \
      \(gains.count { $0 < 0 }) a worse one.

      """
    let blocks = [("better", better), ("worse", worse)].flatMap { word, segments in
      segments.map { number in
        """
        \(word): segment \(number + 1)  \(label) \(decimal(values[0][number], digits: 1)) to \
        \(decimal(values[1][number], digits: 1))
          source      \(source(number))
          reference   \(reference(number))
          baseline    \(models[0].evaluation.hypotheses[number])
          hypothesis  \(model.evaluation.hypotheses[number])

        """
      }
    }
    return ([head] + blocks).joined(separator: "\n")
  }

  private func source(_ number: Int) -> String { testSet.sources?[number] ?? "" }

  /// The first one that is there.
  private func reference(_ number: Int) -> String { testSet.references.lazy.compactMap { $0[number] }.first ?? "" }

  /// A tab or backslash inside a column is written `\t` or `\\`.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\t": escaped += "\\t"
      case "\\": escaped += "\\\\"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}

import Basics
import Evaluation
import Glibc

/// The folder that `mt evaluate --report` writes. `scores.json` is written last: where it is, the report is whole.
struct EvaluationReport {
  let testSet: ScoredTestSet
  /// Tokens of each source.
  let sourceLengths: [Int]
  /// The last is the one that was asked about; one before it is what it is compared with.
  let models: [EvaluatedModel]
  let choices: [MetricOptions.Choice]
  /// The scores of all models, in two forms.
  let text: String
  let json: String

  private static let scores = "scores.json"
  private static let names = [
    "hypotheses.txt", "baseline-hypotheses.txt", "changes.txt", "segments.tsv", "lengths.tsv", "best.txt", "worst.txt",
    "scores.txt", scores,
  ]
  /// Segments in a list of the best, of the worst, or of those that changed most.
  private static let listed = 20
  /// The lower bounds of the classes of source lengths, in tokens.
  private static let lengthClasses = [0, 6, 11, 16, 21, 31, 51]

  private var model: EvaluatedModel { models[models.count - 1] }

  /// Creates the folder, and refuses one whose files have the names of a report but are not a report.
  static func prepare(_ folder: String) throws(FileError) {
    try AtomicFile.makeFolder(folder)
    if AtomicFile.exists(folder + "/" + scores) { return }
    for path in names.map({ folder + "/" + $0 }) where AtomicFile.exists(path) {
      throw .cannotCreate(path: path, reason: "it already exists, and is not part of a complete report")
    }
  }

  /// Replaces an older report when all files are written aside. If one cannot be written, the older report stays.
  func write(to folder: String) throws(FileError) {
    let ranking = ranking()
    var files = [
      ("hypotheses.txt", lines(model.evaluation.hypotheses)), ("segments.tsv", segments()), ("lengths.tsv", lengths()),
      ("best.txt", list(ranking.reversed())), ("worst.txt", list(ranking)),
    ]
    if models.count > 1 {
      files += [("baseline-hypotheses.txt", lines(models[0].evaluation.hypotheses)), ("changes.txt", changes())]
    }
    files += [("scores.txt", text), (Self.scores, json)]
    let aside = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    func pathAside(_ name: String) -> String { "\(folder)/\(name).\(aside)" }
    do throws(FileError) {
      for (name, text) in files { try AtomicFile.write(text, to: pathAside(name)) }
      for path in files.map({ folder + "/" + $0.0 }) where Self.isFolder(path) {
        throw .cannotCreate(path: path, reason: "it is a folder")
      }
      // `scores.json` goes first and comes last.
      for name in Self.names.reversed() { unlink(folder + "/" + name) }
      for (name, _) in files where rename(pathAside(name), folder + "/" + name) != 0 {
        throw .cannotCreate(path: folder + "/" + name, reason: AtomicFile.systemReason())
      }
    } catch {
      for (name, _) in files { unlink(pathAside(name)) }
      throw error
    }
    AtomicFile.syncFolder(of: folder + "/" + Self.scores)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

  /// The metric that ranks segments: chrF, which distinguishes single segments better than BLEU, or else the first metric.
  private var rankingMetric: Int { choices.firstIndex { $0.metric is CHRF } ?? 0 }

  private var rankingLabel: String { choices[rankingMetric].label }

  /// The values of the metric that ranks segments.
  private func values(_ model: EvaluatedModel) -> [Double] {
    model.evaluation.measurements[rankingMetric].segmentValues
  }

  /// 1 if the higher value is the better one, else -1.
  private var direction: Double { choices[rankingMetric].metric is TER ? -1 : 1 }

  /// The segments' numbers, from 0, with their values, the worst first.
  private func ranking() -> [(segment: Int, value: Double)] {
    values(model).enumerated().map { ($0, $1) }
      .sorted { (direction * $0.value, $0.segment) < (direction * $1.value, $1.segment) }
  }

  private func segments() -> String {
    let measurements = model.evaluation.measurements
    let values = measurements.map(\.segmentValues)
    let labels = choices.map(\.label)
    var rows = [["segment", "sourceTokens"] + labels + ["source", "reference", "hypothesis"]]
    for number in model.evaluation.hypotheses.indices {
      rows.append(
        ["\(number + 1)", "\(sourceLengths[number])"] + values.map { decimal($0[number], digits: 2) }
          + [source(number), reference(number), model.evaluation.hypotheses[number]].map(Self.escaped))
    }
    return lines(rows.map { $0.joined(separator: "\t") })
  }

  private func lengths() -> String {
    let starts = Self.lengthClasses
    let ranges = starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : Int.max) }
    let scores = model.evaluation.measurements.map { $0.scores(byLength: sourceLengths, in: ranges) }
    var rows = [["sourceTokens", "segments"] + choices.map(\.label)]
    for (number, range) in ranges.enumerated() {
      let name = range.upperBound == Int.max ? "\(range.lowerBound)+" : "\(range.lowerBound)-\(range.upperBound - 1)"
      let count = sourceLengths.count { range.contains($0) }
      rows.append([name, "\(count)"] + scores.map { $0[number].map { decimal($0.value, digits: 2) } ?? "" })
    }
    return lines(rows.map { $0.joined(separator: "\t") })
  }

  private func list(_ segments: [(segment: Int, value: Double)]) -> String {
    segments.prefix(Self.listed).map { number, value in
      """
      segment \(number + 1)  \(rankingLabel) \(decimal(value, digits: 1))
        source      \(source(number))
        reference   \(reference(number))
        hypothesis  \(model.evaluation.hypotheses[number])

      """
    }.joined(separator: "\n")
  }

  /// The segments that became better than the baseline's by most, then those that became worse.
  private func changes() -> String {
    let values = models.map(values)
    let gains = values[0].indices.map { direction * (values[1][$0] - values[0][$0]) }
    let order = gains.indices.sorted { (-gains[$0], $0) < (-gains[$1], $1) }
    let better = order.prefix(Self.listed).filter { gains[$0] > 0 }
    let worse = order.reversed().prefix(Self.listed).filter { gains[$0] < 0 }
    let count = zip(models[0].evaluation.hypotheses, model.evaluation.hypotheses)
      .count { !$0.utf8.elementsEqual($1.utf8) }
    let head = """
      \(count) of \(gains.count) translations differ; \(gains.count { $0 > 0 }) segments have a better \(rankingLabel), \
      \(gains.count { $0 < 0 }) a worse one.

      """
    let blocks = [("better", better), ("worse", worse)].flatMap { word, segments in
      segments.map { number in
        """
        \(word): segment \(number + 1)  \(rankingLabel) \(decimal(values[0][number], digits: 1)) to \
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

  /// A tab, carriage return or backslash inside a column is written `\t`, `\r` or `\\`.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\t": escaped += "\\t"
      case "\r": escaped += "\\r"
      case "\\": escaped += "\\\\"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}

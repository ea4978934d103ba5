import Corpus

/// The report of `mt corpus stats`.
struct CorpusStatsReport {
  struct Counts: Encodable {
    var path: String
    var pairs: Int
    var emptyPairs: Int
    var duplicateShare: Double
    var source: Side
    var target: Side
    /// The target's characters for one of the source.
    var lengthRatio: Quantiles
    var findings: [Finding: CorpusTallies.Place]
  }

  struct Side: Encodable {
    var language: String
    var bytes: Int
    var characters: Lengths
    var tokens: Lengths?
    var scripts: [String: Double]
    var duplicateShare: Double
  }

  struct Lengths: Encodable {
    var sum: Int
    var mean: Double
    var largest: Int
    var quantiles: Quantiles

    init(_ histogram: Histogram) {
      (sum, mean, largest) = (histogram.sum, histogram.mean, histogram.largest)
      quantiles = Quantiles(histogram)
    }
  }

  /// Values that this many per cent do not exceed.
  struct Quantiles: Encodable {
    var values: [(percent: Int, value: Double)]

    init(_ histogram: Histogram, scale: Double = 1) {
      values = [1, 5, 25, 50, 75, 95, 99].map { ($0, Double(histogram.quantile(Double($0) / 100)) / scale) }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(Dictionary(uniqueKeysWithValues: values.map { (String($0.percent), $0.value) }))
    }
  }

  let counts: Counts
  private let statistics: CorpusStatistics
  private let languages: LanguagePair

  init(_ path: String, _ statistics: CorpusStatistics, _ tallies: CorpusTallies, _ languages: LanguagePair) {
    self.statistics = statistics
    self.languages = languages
    let side = { (language: String, side: CorpusStatistics.Side) in
      Side(
        language: language, bytes: side.bytes, characters: Lengths(side.characters),
        tokens: side.tokens.count == 0 ? nil : Lengths(side.tokens),
        scripts: side.scripts.shares.reduce(into: [:]) { $0[$1.script.rawValue] = $1.share },
        duplicateShare: side.distinct.duplicateShare)
    }
    counts = Counts(
      path: path, pairs: statistics.pairs, emptyPairs: statistics.emptyPairs,
      duplicateShare: statistics.distinct.duplicateShare, source: side(languages.source, statistics.source),
      target: side(languages.target, statistics.target), lengthRatio: Quantiles(statistics.ratios, scale: 100),
      findings: tallies.findings)
  }
}

// MARK: - Text

extension CorpusStatsReport {
  var text: String {
    let empty = counts.emptyPairs == 0 ? "" : ", and \(grouped(counts.emptyPairs)) with an empty side"
    var rows = [
      ("corpus", "\(counts.path): \(languages.source) to \(languages.target)"),
      ("pairs", grouped(counts.pairs) + empty),
      (
        "duplicates",
        "\(percent(counts.duplicateShare)) of pairs, \(percent(counts.source.duplicateShare)) of sources, "
          + "\(percent(counts.target.duplicateShare)) of targets"
      ),
    ]
    for (side, measured) in [(counts.source, statistics.source), (counts.target, statistics.target)] {
      let scripts = measured.scripts.shares.prefix(4).map { "\(percent($0.share)) \($0.script.rawValue)" }
      rows += [
        (
          side.language,
          "\(megabytes(side.bytes)), \(counted(side.characters.sum, "character")); letters: "
            + (scripts.isEmpty ? "none" : scripts.joined(separator: ", "))
        ),
        ("  characters", Self.line(side.characters)),
      ]
      if let tokens = side.tokens { rows.append(("  tokens", "\(grouped(tokens.sum)); " + Self.line(tokens))) }
    }
    rows.append(("ratio", Self.line(counts.lengthRatio, digits: 2)))
    var lines = table(rows)
    let width = BarChart.width
    for (side, measured) in [(counts.source, statistics.source), (counts.target, statistics.target)] {
      lines += ["", "\(side.language): characters of a segment"] + BarChart.lengths(measured.characters).lines(width)
    }
    lines += ["", "characters of \(languages.target) for one of \(languages.source)"]
    lines += BarChart.ratios(statistics.ratios).lines(width)
    let findings = CorpusFindingLines.lines(counts.findings)
    if !findings.isEmpty { lines += [""] + findings }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ lengths: Lengths) -> String {
    "mean \(fixed(lengths.mean, digits: 1)), " + line(lengths.quantiles, digits: 0)
      + ", longest \(grouped(lengths.largest))"
  }

  private static func line(_ quantiles: Quantiles, digits: Int) -> String {
    quantiles.values.map { "\($0.percent) % \(fixed($0.value, digits: digits))" }.joined(separator: ", ")
  }
}

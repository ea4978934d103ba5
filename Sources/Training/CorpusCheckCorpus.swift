import Basics
import Corpus

/// One of a recipe's corpora, as far as it was looked at.
struct CorpusCheckCorpus {
  enum Role: String, Codable, Sendable { case training, validation, test }

  let role: Role
  let name: String
  /// How often its pairs are seen in an epoch.
  let weight: Double
  /// Read where it is: no shards are made of it.
  let isShards: Bool
  let sample: CorpusSample
  let statistics: CorpusStatistics

  /// - Parameter limit: about how many pairs to look at.
  init(
    _ source: CorpusSource, role: Role, name: String, weight: Double, languages: LanguagePair, limit: Int
  ) throws(CorpusError) {
    self.role = role
    self.name = name
    self.weight = weight
    if case .shards = source { isShards = true } else { isShards = false }
    sample = try CorpusSample(of: source, languages: languages, limit: limit)
    var statistics = CorpusStatistics()
    for pair in sample.pairs { statistics.add(pair) }
    self.statistics = statistics
  }

  /// Bytes of text of the whole source, by the mean of the sample.
  var estimatedTextBytes: Int {
    let bytes = statistics.source.bytes + statistics.target.bytes + 2 * statistics.pairs
    return Int(Double(sample.estimatedPairs) * Double(bytes) / Double(max(1, sample.pairCount)))
  }

  /// Files with more bytes together are not read to their end for the sake of counting lines.
  private static let mostCountedBytes = 1 << 30
  private static let seriousShare = 0.05

  /// The findings about this corpus by itself.
  func findings(_ languages: LanguagePair) throws(CorpusError) -> [CorpusCheckFinding] {
    let faults = sample.faults(languages, isHeldOut: role != .training)
    // A few bytes that are not UTF-8 are among the findings of the reader.
    let isTold = sample.tallies.count(.invalidUTF8) > 0
    let found: [CorpusCheckFinding] = faults.compactMap { fault in
      if case .lostLetters = fault, isTold, !fault.isCertain { return nil }
      return CorpusCheckFinding(
        fault.isCertain ? .error : .warning, path: fault.path, line: fault.line, fault.words(percent),
        remedy: fault.remedy)
    }
    let sidesAreWrong = faults.contains { fault in
      if case .script = fault { true } else { false }
    }
    return try lineFindings() + found + readingFindings() + rejectFindings(languages, sidesAreWrong: sidesAreWrong)
  }

  // MARK: - Lines

  private func lineFindings() throws(CorpusError) -> [CorpusCheckFinding] {
    var findings: [CorpusCheckFinding] = []
    var failure = sample.failure
    if failure == nil, !sample.isWhole, case .moses(let source, let target, _) = sample.source,
      let counts = try LineCount.sides(of: sample.source, mostBytes: Self.mostCountedBytes),
      counts.source != counts.target
    {
      failure = .unevenSides(
        source: source, target: target, sourceCount: counts.source, targetCount: counts.target)
    }
    if let failure {
      findings.append(
        CorpusCheckFinding(
          .error, path: failure.location?.file, line: failure.location?.line, failure.summary, remedy: failure.remedy))
    }
    if statistics.pairs == 0 {
      findings.append(
        CorpusCheckFinding(
          .error, path: sample.path, "no pair has text on both sides", remedy: "check that the files are the right ones"
        )
      )
    }
    return findings
  }

  // MARK: - What readers found, and what filters would take out

  private func readingFindings() -> [CorpusCheckFinding] {
    Finding.allCases.compactMap { finding in
      guard let place = sample.tallies.findings[finding] else { return nil }
      let isSerious = finding == .invalidUTF8 && share(place.count) > 0.001
      let remedy: String? =
        switch finding {
        case .invalidUTF8: "if the text is in another encoding, name it: \"encoding\" beside the path"
        case .carriageReturn, .byteOrderMark: "nothing needs to be done: they are taken off"
        default: nil
        }
      return CorpusCheckFinding(
        isSerious ? .warning : .note, path: place.path, line: place.line,
        "\(finding.counted(place.count, grouped)) \(finding.words) (the first is here)", remedy: remedy)
    }
  }

  private func rejectFindings(_ languages: LanguagePair, sidesAreWrong: Bool) -> [CorpusCheckFinding] {
    var options = FilterOptions.recommended
    options.duplicates = nil
    let filter = CorpusFilter(options, languages: languages)
    var places: [RejectReason: (count: Int, line: Int)] = [:]
    for stretch in sample.stretches {
      for (pair, line) in zip(stretch.pairs, stretch.lines) {
        if let reason = filter.reasonToReject(pair) { places[reason, default: (0, line)].count += 1 }
      }
    }
    return RejectReason.allCases.compactMap { reason in
      guard let (count, line) = places[reason], !(sidesAreWrong && reason == .wrongScript) else { return nil }
      let isSerious = role == .training && share(count) > Self.seriousShare
      return CorpusCheckFinding(
        isSerious ? .warning : .note, path: sample.path, line: line,
        "\(counted(count, "pair")) (\(percent(share(count)))) \(reason.words) (the first is here)",
        remedy: reason == .empty
          ? "training leaves them out" : role == .training ? "mt corpus build --clean leaves them out" : nil)
    }
  }

  private func share(_ count: Int) -> Double { Double(count) / Double(max(1, sample.pairCount)) }
}

/// `1 pair` or `1,234 pairs`.
func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(plural(noun, count))" }

/// `12.3 %`; what is not nothing is never `0.0 %`.
func percent(_ share: Double) -> String {
  share > 0 && share < 0.0005 ? "under 0.1 %" : decimal(100 * share, 1) + " %"
}

/// A metric of translation quality: it counts statistics for each segment, and turns their sum into a score.
///
/// The two halves are separate so that a resampled or a partial test set is scored by summing again, without reading the text
/// twice.
public protocol Metric: Sendable {
  /// The name in a result line: `BLEU`, `chrF2++`.
  var name: String { get }

  /// The entries of its signature, in their order: everything else that is needed to reproduce the score.
  var signatureEntries: [Signature.Entry] { get }

  /// The same metric, as single segments are scored by it.
  var forSegments: any Metric { get }

  /// Throws for options that have no meaning; `statistics` does too.
  func checkOptions() throws(EvaluationError)

  /// The statistics of each segment.
  /// - Parameter references: `references[r][s]` is reference `r` of segment `s`, nil where there is none; each holds as many
  ///   segments as `hypotheses`, and every segment has a reference.
  func statistics(hypotheses: [String], references: [[String?]]) throws(EvaluationError) -> SegmentStatistics

  /// The score of summed statistics.
  /// - Parameter total: as from `SegmentStatistics.sum()`.
  func value(of total: [Double]) -> Double

  /// The score of summed statistics of a resample. sacreBLEU computes it in single precision, mostly.
  func sampleValue(of total: [Float]) -> SampleValue

  /// The parts that the score is made of.
  func details(of total: [Double]) -> Score.Details
}

extension Metric {
  public var forSegments: any Metric { self }

  public func checkOptions() throws(EvaluationError) {}

  public func details(of total: [Double]) -> Score.Details { .none }

  public func score(of total: [Double], signature: Signature) -> Score {
    Score(name: name, value: value(of: total), details: details(of: total), signature: signature)
  }

  /// Reads a system's output once, for every question about it.
  /// - Parameter references: as for `statistics`.
  public func measure(hypotheses: [String], references: [[String?]]) throws(EvaluationError) -> Measurement {
    Measurement(
      metric: self, statistics: try statistics(hypotheses: hypotheses, references: references),
      signature: Signature(references: references, signatureEntries))
  }

  /// The score of a whole test set.
  /// - Parameter references: as for `statistics`.
  public func corpusScore(hypotheses: [String], references: [[String?]]) throws(EvaluationError) -> Score {
    try measure(hypotheses: hypotheses, references: references).score
  }

  /// The score of each segment by itself. For BLEU, turn `effectiveOrder` on.
  /// - Parameter references: as for `statistics`.
  public func segmentScores(hypotheses: [String], references: [[String?]]) throws(EvaluationError) -> [Score] {
    let statistics = try statistics(hypotheses: hypotheses, references: references)
    return (0..<statistics.count).map { segment in
      let signature = Signature(references: references.map { [$0[segment]] }, signatureEntries)
      return score(of: Array(statistics[segment]), signature: signature)
    }
  }

  /// Every metric needs a hypothesis, as many references, and one reference at least for each segment.
  func checkCounts(hypotheses: [String], references: [[String?]]) throws(EvaluationError) {
    guard !references.isEmpty else { throw .noReferences }
    for (index, reference) in references.enumerated() where reference.count != hypotheses.count {
      throw .unevenReference(
        reference: index + 1, hypothesisCount: hypotheses.count, referenceCount: reference.count)
    }
    guard !hypotheses.isEmpty else { throw .noSegments }
    for segment in hypotheses.indices where references.allSatisfy({ $0[segment] == nil }) {
      throw .noReference(segment: segment + 1)
    }
  }
}

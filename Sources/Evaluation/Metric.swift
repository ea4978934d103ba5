/// A metric of translation quality: it counts statistics for each segment, and turns their sum into a score.
///
/// The two halves are apart so that a resampled or a partial test set is scored by summing again, without reading a text
/// twice.
public protocol Metric: Sendable {
  /// As in a result line: `BLEU`, `chrF2++`.
  var name: String { get }

  /// What must be known to compute the same number again.
  func signature(referenceCount: Int) -> Signature

  /// The statistics of each segment.
  /// - Parameter references: `references[r][s]` is reference `r` of segment `s`; each holds as many segments as
  ///   `hypotheses`.
  func statistics(hypotheses: [String], references: [[String]]) throws(EvaluationError) -> SegmentStatistics

  /// The score of summed statistics.
  /// - Parameter total: as from `SegmentStatistics.sum()`.
  func score(of total: [Double], signature: Signature) -> Score
}

extension Metric {
  /// The score of a whole test set.
  /// - Parameter references: `references[r][s]` is reference `r` of segment `s`.
  public func corpusScore(hypotheses: [String], references: [[String]]) throws(EvaluationError) -> Score {
    let statistics = try statistics(hypotheses: hypotheses, references: references)
    return score(of: statistics.sum(), signature: signature(referenceCount: references.count))
  }

  /// The score of each segment by itself. For BLEU, turn `effectiveOrder` on.
  /// - Parameter references: `references[r][s]` is reference `r` of segment `s`.
  public func segmentScores(hypotheses: [String], references: [[String]]) throws(EvaluationError) -> [Score] {
    let statistics = try statistics(hypotheses: hypotheses, references: references)
    let signature = signature(referenceCount: references.count)
    return (0..<statistics.count).map { score(of: Array(statistics[$0]), signature: signature) }
  }

  /// Every metric needs a hypothesis, a reference, and as many of the one as of the other.
  func checkCounts(hypotheses: [String], references: [[String]]) throws(EvaluationError) {
    guard !references.isEmpty else { throw .noReferences }
    for (index, reference) in references.enumerated() where reference.count != hypotheses.count {
      throw .unevenReference(
        reference: index + 1, hypothesisCount: hypotheses.count, referenceCount: reference.count)
    }
    guard !hypotheses.isEmpty else { throw .noSegments }
  }
}

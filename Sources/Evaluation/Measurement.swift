/// The statistics that a metric counted in a system's output. Any part of it is scored by summing: the corpus, single segments,
/// a subset, a resample.
public struct Measurement: Sendable {
  public let metric: any Metric
  public let statistics: SegmentStatistics
  public let signature: Signature

  /// The score of the whole test set.
  public var score: Score { metric.score(of: statistics.sum(), signature: signature) }

  /// The score of some segments, counted from 0, as if they were the test set.
  public func score(of segments: some Sequence<Int>) -> Score {
    metric.score(of: statistics.sum(of: segments), signature: signature)
  }

  /// The score of each segment by itself.
  public var segmentValues: [Double] {
    let metric = metric.forSegments
    return (0..<statistics.count).map { metric.value(of: Array(statistics[$0])) }
  }

  /// The score of the segments whose length is in each range; nil if there is no such segment.
  /// - Parameter lengths: one for each segment, in any unit, for example the lengths of the sources.
  public func scores(byLength lengths: [Int], in ranges: [Range<Int>]) -> [Score?] {
    precondition(lengths.count == statistics.count, "\(lengths.count) lengths of \(statistics.count) segments")
    return ranges.map { range in
      let segments = lengths.indices.filter { range.contains(lengths[$0]) }
      return segments.isEmpty ? nil : score(of: segments)
    }
  }

  /// The score with its 95 % confidence interval, by bootstrap resampling (Koehn 2004).
  /// - Parameter resamples: 2 or more.
  public func score(resamples: Int) -> Score {
    var score = metric.score(of: statistics.sum(), signature: signature.adding(.bootstrap(resamples)))
    score.interval = ConfidenceInterval(
      exactMeanOf: Resampling.bootstrap([self], count: resamples)[0])
    return score
  }
}

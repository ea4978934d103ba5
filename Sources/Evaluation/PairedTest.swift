/// Tests whether systems differ from a baseline by more than chance, on the same test set.
///
/// The p-value is about the probability of a difference in score that is at least as large as the observed one, if both systems
/// were equally good.
public struct PairedTest: Sendable {
  public enum Method: Sendable, CaseIterable {
    /// Test sets are drawn with replacement (Koehn 2004).
    case bootstrap
    /// Translations are swapped between the systems by chance (Riezler and Maxwell 2005).
    case approximateRandomization
  }

  public struct Result: Sendable, Equatable {
    public let score: Score
    /// nil for the baseline, and where nothing is tested.
    public let pValue: Double?

    public init(score: Score, pValue: Double?) {
      self.score = score
      self.pValue = pValue
    }
  }

  public let method: Method
  /// Resamples, or trials.
  public let count: Int

  /// - Parameter count: 1 or more; 1000 for the bootstrap and 10000 for randomization, if nil.
  public init(method: Method, count: Int? = nil) {
    self.method = method
    self.count = count ?? (method == .bootstrap ? 1000 : 10000)
  }

  /// Compares every system with the first.
  /// - Parameter systems: of each system the measurements by the same metrics, in the same order.
  /// - Returns: for each system, for each metric; with a confidence interval if the method is the bootstrap.
  public func compare(_ systems: [[Measurement]]) throws(EvaluationError) -> [[Result]] {
    guard let baseline = systems.first, let first = baseline.first else { return [] }
    for measurement in systems.joined() where measurement.statistics.count != first.statistics.count {
      throw .unevenSystems(
        baselineCount: first.statistics.count, systemCount: measurement.statistics.count)
    }
    return switch method {
    case .bootstrap: bootstrap(systems)
    case .approximateRandomization: randomization(systems)
    }
  }

  private func bootstrap(_ systems: [[Measurement]]) -> [[Result]] {
    let metrics = systems[0].count
    let samples = Resampling.bootstrap(Array(systems.joined()), count: count)
    return systems.indices.map { system in
      (0..<metrics).map { metric in
        let own = samples[system * metrics + metric]
        var score = score(systems[system][metric], .bootstrap(count))
        score.interval = ConfidenceInterval(own)
        if system == 0 { return Result(score: score, pValue: nil) }
        let distances = own.distances(to: samples[metric])
        let mean = distances.mean
        let difference = abs(systems[0][metric].score.value - score.value)
        return Result(score: score, pValue: pValue(distances.map { $0 - mean }, difference))
      }
    }
  }

  private func randomization(_ systems: [[Measurement]]) -> [[Result]] {
    let pairs = systems.dropFirst().flatMap { Array(zip(systems[0], $0)) }
    let distances = Resampling.swaps(pairs, count: count)
    var results = [
      systems[0].map { Result(score: score($0, .approximateRandomization(count)), pValue: nil) }
    ]
    for (number, pair) in pairs.enumerated() {
      if number % systems[0].count == 0 { results.append([]) }
      let score = score(pair.1, .approximateRandomization(count))
      let difference = abs(pair.0.score.value - score.value)
      results[results.count - 1].append(Result(score: score, pValue: pValue(distances[number], difference)))
    }
    return results
  }

  private func score(_ measurement: Measurement, _ resamples: Signature.Resamples) -> Score {
    measurement.metric.score(
      of: measurement.statistics.sum(), signature: measurement.signature.adding(resamples))
  }

  /// One is added to both counts, as for a test that has seen the observed difference too.
  private func pValue(_ distances: SampleValues, _ difference: Double) -> Double {
    Double(distances.count(above: difference) + 1) / Double(count + 1)
  }
}

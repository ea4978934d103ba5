import Basics

/// Merges the candidates of a sentence's rows, each row's sorted already, into one ranking by log-probability.
struct CandidateRanking {
  private var rows = 0..<0
  /// The position of the best candidate of each row that has not been used yet.
  private var heads: [Int] = []

  /// - Returns: false if a log-probability is not finite; there is then nothing to rank.
  mutating func start(_ rows: Range<Int>, _ candidates: StepCandidates) -> Bool {
    for row in rows where !candidates.logProbabilities[row * candidates.count].isFinite { return false }
    self.rows = rows
    heads.removeAll(keepingCapacity: true)
    heads.append(contentsOf: repeatElement(0, count: rows.count))
    return true
  }

  /// The most probable extension not handed out yet; of equal ones that of the earlier row, then that with the lower id.
  /// - Parameter prefixes: the log-probability of each row.
  mutating func next(
    _ prefixes: [Double], _ candidates: StepCandidates
  ) -> (row: Int, id: TokenID, logProbability: Double)? {
    var bestRow = -1
    var best = -Double.infinity
    for (offset, head) in heads.enumerated() where head < candidates.count {
      let row = rows.lowerBound + offset
      let logProbability = prefixes[row] + Double(candidates.logProbabilities[row * candidates.count + head])
      if logProbability > best {
        best = logProbability
        bestRow = row
      }
    }
    guard bestRow >= 0 else { return nil }
    let head = heads[bestRow - rows.lowerBound]
    heads[bestRow - rows.lowerBound] += 1
    return (bestRow, candidates.ids[bestRow * candidates.count + head], best)
  }
}

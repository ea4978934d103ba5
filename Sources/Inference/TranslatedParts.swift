import Decoding

/// A hypothesis as text.
struct Translation: Sendable {
  var text: String
  /// Natural.
  var logProbability: Double
  /// The sum of the scores of its parts.
  var score: Double
  /// Parts that did not end, and were cut.
  var cutParts: Int
}

/// Puts the translations of a line's parts together.
struct TranslatedParts: Sendable {
  let options: DecodingOptions
  /// Stands between two parts.
  let separator: String

  /// - Parameter parts: the translations of each part, best first; one part at least.
  /// - Returns: up to `nBest` translations of the line: the best of each part in the first, and then the combinations
  ///   with the highest sum of scores, those with fewer cut parts before those with more. Empty if a part has none.
  func candidates(_ parts: ArraySlice<[Translation]>) -> [TranslationCandidate] {
    let whole = parts.dropFirst().reduce(parts.first ?? []) { combinations($0, $1) }
    return whole.map { TranslationCandidate(text: $0.text, logProbability: $0.logProbability, score: $0.score) }
  }

  private func combinations(_ firsts: [Translation], _ seconds: [Translation]) -> [Translation] {
    var found: [Translation] = []
    // A combination behind nBest others, each of which is at least as good, is not among the best.
    for (rank, first) in firsts.enumerated() {
      for second in seconds.prefix(options.nBest / (rank + 1)) { found.append(joined(first, second)) }
    }
    let order = found.indices.sorted { left, right in
      let (a, b) = (found[left], found[right])
      return (a.cutParts, -a.score, left) < (b.cutParts, -b.score, right)
    }
    return order.prefix(options.nBest).map { found[$0] }
  }

  private func joined(_ first: Translation, _ second: Translation) -> Translation {
    Translation(
      text: [first.text, second.text].filter { !$0.isEmpty }.joined(separator: separator),
      logProbability: first.logProbability + second.logProbability, score: first.score + second.score,
      cutParts: first.cutParts + second.cutParts)
  }
}

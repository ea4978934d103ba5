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
    var choices = Choices()
    let empty = Combination(choice: nil, logProbability: 0, score: 0, cutParts: 0)
    let firsts = (parts.first ?? []).map { extended(empty, by: $0, &choices) }
    let whole = parts.dropFirst().reduce(firsts) { combinations($0, $1, &choices) }
    return whole.map { combination in
      TranslationCandidate(
        text: choices.texts(upTo: combination.choice).joined(separator: separator),
        logProbability: combination.logProbability, score: combination.score)
    }
  }

  /// A translation of the first parts of a line.
  private struct Combination {
    /// The last part's, among the choices.
    var choice: Int?
    var logProbability: Double
    var score: Double
    var cutParts: Int
  }

  /// The texts of parts, each with the one before it: a line of many parts is put together once.
  private struct Choices {
    private var all: [(before: Int?, text: String)] = []

    mutating func append(_ text: String, behind before: Int?) -> Int {
      all.append((before, text))
      return all.count - 1
    }

    /// Those that are not empty.
    func texts(upTo last: Int?) -> [String] {
      var texts: [String] = []
      var next = last
      while let choice = next {
        if !all[choice].text.isEmpty { texts.append(all[choice].text) }
        next = all[choice].before
      }
      return texts.reversed()
    }
  }

  private func combinations(
    _ firsts: [Combination], _ seconds: [Translation], _ choices: inout Choices
  ) -> [Combination] {
    var found: [Combination] = []
    // A combination behind nBest others, each of which is at least as good, is not among the best.
    for (rank, first) in firsts.enumerated() {
      for second in seconds.prefix(options.nBest / (rank + 1)) { found.append(extended(first, by: second, &choices)) }
    }
    let order = found.indices.sorted { left, right in
      let (a, b) = (found[left], found[right])
      return (a.cutParts, -a.score, left) < (b.cutParts, -b.score, right)
    }
    return order.prefix(options.nBest).map { found[$0] }
  }

  private func extended(_ first: Combination, by second: Translation, _ choices: inout Choices) -> Combination {
    Combination(
      choice: choices.append(second.text, behind: first.choice),
      logProbability: first.logProbability + second.logProbability, score: first.score + second.score,
      cutParts: first.cutParts + second.cutParts)
  }
}

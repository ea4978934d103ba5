/// Counts the tokens of a folder of shards, from which vocabularies are made.
public enum TokenCounter {
  /// Distinct tokens that are kept for each side: some hundred MB.
  public static let defaultLimit = 4_000_000

  /// Normalizes and tokenizes a segment. It is called on several threads at once.
  public typealias Tokenization = @Sendable (String) -> [String]

  /// Counts all frames. The result does not depend on the number of threads.
  public static func count(
    _ reader: ShardReader, threads: Int = 1, limit: Int = defaultLimit, source: @escaping Tokenization,
    target: @escaping Tokenization
  ) throws(CorpusError) -> (source: TokenCounts, target: TokenCounts) {
    var sourceCounts = TokenCounts(limit: limit)
    var targetCounts = TokenCounts(limit: limit)
    let round = 2 * max(threads, 1)
    for first in stride(from: 0, to: reader.frameCount, by: round) {
      let frames = Array(first..<min(first + round, reader.frameCount))
      let counted = ParallelMap.map(frames, threads: threads) { frame in
        Result { () throws(CorpusError) in
          let pairs = try reader.frame(frame)
          return (source: count(pairs, \.source, source, limit), target: count(pairs, \.target, target, limit))
        }
      }
      // Merged in the order of the frames: what is pruned depends on it.
      for result in counted {
        let counts = try result.get()
        sourceCounts.merge(counts.source)
        targetCounts.merge(counts.target)
      }
    }
    return (sourceCounts, targetCounts)
  }

  private static func count(
    _ pairs: [SentencePair], _ side: KeyPath<SentencePair, String>, _ tokenize: Tokenization, _ limit: Int
  ) -> TokenCounts {
    var counts = TokenCounts(limit: limit)
    for pair in pairs {
      for token in tokenize(pair[keyPath: side]) { counts.add(Array(token.utf8)) }
    }
    return counts
  }
}

/// Counts tokens, from which vocabularies are made.
public enum TokenCounter {
  /// Distinct tokens that are kept for each side: some hundred MB.
  public static let defaultLimit = 2_000_000

  /// Normalizes and tokenizes a segment. It is called on several threads at once.
  public typealias Tokenization = @Sendable (String) -> [String]

  /// Counts frames of folders of shards. The result does not depend on the number of threads.
  public static func count(
    _ frames: [(ShardReader, Int)], threads: Int = 1, limit: Int = defaultLimit, source: @escaping Tokenization,
    target: @escaping Tokenization
  ) throws(CorpusError) -> (source: TokenCounts, target: TokenCounts) {
    var sourceCounts = TokenCounts(limit: limit)
    var targetCounts = TokenCounts(limit: limit)
    let round = 2 * max(threads, 1)
    for first in stride(from: 0, to: frames.count, by: round) {
      let counted = ParallelMap.map(Array(frames[first..<min(first + round, frames.count)]), threads: threads) {
        reader, frame in
        Result { () throws(CorpusError) in
          let pairs = try reader.frame(frame)
          return (
            source: count(pairs.lazy.map(\.source), source, limit),
            target: count(pairs.lazy.map(\.target), target, limit)
          )
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

  /// Lines that one thread counts at a time. The number is fixed: what is pruned may depend on it.
  public static let linesPerShare = 4096

  /// Adds the tokens of lines to `counts`. The result does not depend on the number of threads, if every call but the
  /// last is handed a multiple of `linesPerShare`.
  public static func add(
    _ lines: [String], to counts: inout TokenCounts, threads: Int, tokenize: @escaping Tokenization
  ) {
    let limit = counts.limit
    let shares = stride(from: 0, to: lines.count, by: linesPerShare).map {
      lines[$0..<min($0 + linesPerShare, lines.count)]
    }
    for part in ParallelMap.map(shares, threads: threads, { count($0, tokenize, limit) }) { counts.merge(part) }
  }

  private static func count(
    _ segments: some Sequence<String>, _ tokenize: Tokenization, _ limit: Int
  ) -> TokenCounts {
    var counts = TokenCounts(limit: limit)
    for segment in segments {
      for token in tokenize(segment) { counts.add(token) }
    }
    return counts
  }
}

/// How often each token occurs, within bounded memory. Tokens are their UTF-8 bytes: `String`'s own equality is by canonical
/// equivalence, and tokens that differ in bytes are different tokens.
public struct TokenCounts: Sendable, Equatable {
  public private(set) var counts: [[UInt8]: Int] = [:]
  /// No more distinct tokens than this are kept.
  public let limit: Int
  /// Distinct tokens that were given up because there were too many, the rarest first. A token that came again after it
  /// was given up has too low a count, and may be among them more than once.
  public private(set) var prunedTokens = 0

  public init(limit: Int = TokenCounter.defaultLimit) {
    precondition(limit > 0, "no room for a token")
    self.limit = limit
  }

  public mutating func add(_ token: [UInt8], count: Int = 1) {
    counts[token, default: 0] += count
    if counts.count > limit { prune() }
  }

  /// Adds the counts of another side or part.
  public mutating func merge(_ other: TokenCounts) {
    counts.merge(other.counts, uniquingKeysWith: +)
    prunedTokens += other.prunedTokens
    if counts.count > limit { prune() }
  }

  /// The tokens, the most frequent first; tokens of one count in the order of their bytes.
  public var sorted: [(token: [UInt8], count: Int)] {
    counts.map { (token: $0.key, count: $0.value) }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.token.lexicographicallyPrecedes($1.token)
    }
  }

  /// Gives up the rarest tokens until a quarter of the room is free: all those of a count or none, so that the
  /// outcome does not depend on any order; but if those alone are left that occur most, none stays.
  private mutating func prune() {
    var tokensOfCount: [Int: Int] = [:]
    for count in counts.values { tokensOfCount[count, default: 0] += 1 }
    var kept = counts.count
    var threshold = 0
    for (count, tokens) in tokensOfCount.sorted(by: { $0.key < $1.key }) {
      if kept <= limit - limit / 4 { break }
      kept -= tokens
      threshold = count
    }
    prunedTokens += counts.count - kept
    counts = counts.filter { $0.value > threshold }
  }
}

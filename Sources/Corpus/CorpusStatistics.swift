import Subwords

/// The statistics of many pairs, as sums: those of parts add up to those of the whole, in any order.
public struct CorpusStatistics: Sendable {
  /// One side of all pairs.
  public struct Side: Sendable {
    /// Characters (Unicode scalars) of each segment.
    public private(set) var characters = Histogram()
    /// Tokens of each segment, where they are counted.
    public private(set) var tokens = Histogram()
    /// Bytes of UTF-8.
    public private(set) var bytes = 0
    public private(set) var scripts = ScriptCounts()
    /// Counts whole segments.
    public private(set) var distinct = DistinctSample()

    /// - Returns: the segment's characters, and a hash of it.
    fileprivate mutating func add(_ segment: String, _ tokenizer: SegmentTokenizer?) -> (characters: Int, hash: UInt64)
    {
      var segment = segment
      let (length, hash) = segment.withUTF8 { utf8 in
        bytes += utf8.count
        let hash = DistinctSample.hash(utf8)
        distinct.add(hash)
        return (scripts.add(utf8), hash)
      }
      characters.add(length)
      if let tokenizer { tokens.add(tokenizer.tokens(of: segment).count) }
      return (length, hash)
    }

    fileprivate static func += (left: inout Side, right: Side) {
      left.characters += right.characters
      left.tokens += right.tokens
      left.bytes += right.bytes
      left.scripts += right.scripts
      left.distinct += right.distinct
    }
  }

  /// The tokenizers of the two sides.
  public typealias Tokenizers = (source: SegmentTokenizer, target: SegmentTokenizer)

  /// Pairs with text on both sides. The others count in `emptyPairs` and nowhere else.
  public private(set) var pairs = 0
  public private(set) var emptyPairs = 0
  public private(set) var source = Side()
  public private(set) var target = Side()
  /// The number of target characters for 100 of the source, in each pair.
  public private(set) var ratios = Histogram()
  /// Counts whole pairs.
  public private(set) var distinct = DistinctSample()

  public init() {}

  /// - Parameter tokenizers: nil counts no tokens.
  public mutating func add(_ pair: SentencePair, tokenizers: Tokenizers? = nil) {
    guard Self.hasText(pair.source) && Self.hasText(pair.target) else {
      emptyPairs += 1
      return
    }
    pairs += 1
    let (sourceLength, sourceHash) = source.add(pair.source, tokenizers?.source)
    let (targetLength, targetHash) = target.add(pair.target, tokenizers?.target)
    ratios.add((100 * targetLength + sourceLength / 2) / sourceLength)
    distinct.add(sourceHash &* 3 ^ targetHash &* 0x9e37_79b9_7f4a_7c15)
  }

  public static func += (left: inout CorpusStatistics, right: CorpusStatistics) {
    left.pairs += right.pairs
    left.emptyPairs += right.emptyPairs
    left.source += right.source
    left.target += right.target
    left.ratios += right.ratios
    left.distinct += right.distinct
  }

  private static func hasText(_ side: String) -> Bool {
    side.unicodeScalars.contains { !$0.properties.isWhitespace }
  }
}

import Glibc

/// BLEU (Papineni et al. 2002) as sacreBLEU defines it (Post 2018), with n-grams up to order 4.
///
/// Statistics of a segment: hypothesis length, length of the closest reference, matched n-grams of the orders 1 to 4, the
/// hypothesis's n-grams of the orders 1 to 4.
public struct BLEU: Metric {
  /// How an order without a match is smoothed (Chen and Cherry 2014).
  public enum Smoothing: Sendable, Equatable {
    /// The k-th such order counts 1 / 2^k matches (NIST).
    case exponential
    /// Such an order counts this many matches; not negative.
    case floor(Double = 0.1)
    /// This much is added to matches and n-grams of the orders 2 to 4; not negative.
    case addK(Double = 1)
    case none
  }

  /// The parts of the score.
  public struct Details: Sendable, Equatable {
    /// Smoothed precisions from 0 to 100, one for each order from 1. All are 0 if nothing matches.
    public let precisions: [Double]
    public let brevityPenalty: Double
    /// Tokens.
    public let hypothesisLength: Int
    /// Tokens of each segment's closest reference.
    public let referenceLength: Int
    /// Matched n-grams without smoothing, one count for each order from 1.
    public let matches: [Int]
    /// N-grams of the hypothesis without smoothing, one count for each order from 1.
    public let totals: [Int]

    /// Hypothesis length / reference length; 0 for an empty reference.
    public var lengthRatio: Double {
      referenceLength == 0 ? 0 : Double(hypothesisLength) / Double(referenceLength)
    }
  }

  public static let maximumOrder = 4

  public let tokenizer: any MetricTokenizer
  public let smoothing: Smoothing
  public let lowercase: Bool
  /// Leaves out the orders for which the hypothesis is too short. For scores of single segments.
  public let effectiveOrder: Bool

  public var name: String { "BLEU" }

  public init(
    tokenizer: any MetricTokenizer = Tokenizer13a(), smoothing: Smoothing = .exponential, lowercase: Bool = false,
    effectiveOrder: Bool = false
  ) {
    self.tokenizer = tokenizer
    self.smoothing = smoothing
    self.lowercase = lowercase
    self.effectiveOrder = effectiveOrder
  }

  public var signatureEntries: [Signature.Entry] {
    [
      .init("case", short: "c", lowercase ? "lc" : "mixed"),
      .init("eff", short: "e", Signature.yesOrNo(effectiveOrder)),
      .init("tok", short: "tok", tokenizer.name),
      .init("smooth", short: "s", smoothing.signature),
    ]
  }

  public var forSegments: any Metric {
    BLEU(tokenizer: tokenizer, smoothing: smoothing, lowercase: lowercase, effectiveOrder: true)
  }

  public func statistics(
    hypotheses: [String], references: [[String?]]
  ) throws(EvaluationError) -> SegmentStatistics {
    try checkCounts(hypotheses: hypotheses, references: references)
    try checkOptions()
    var statistics = SegmentStatistics(width: 2 + 2 * Self.maximumOrder)
    statistics.reserveCapacity(hypotheses.count)
    var interner = TokenInterner()
    var matcher = NGramMatcher()
    for segment in hypotheses.indices {
      let texts = [tokenized(hypotheses[segment])] + references.compactMap { $0[segment].map(tokenized) }
      interner.reset(byteCount: texts.reduce(0) { $0 + $1.count + 1 })
      let sequences = texts.map { interner.tokens(Whitespace.words(in: $0), of: $0) }
      let length = sequences[0].count
      let matches = matcher.matches(
        hypothesis: sequences[0], references: Array(sequences[1...]), maximumOrder: Self.maximumOrder)
      let totals = (0..<Self.maximumOrder).map { max(0, length - $0) }
      let row = [length, Self.closest(to: length, sequences[1...].map(\.count))] + matches + totals
      statistics.append(row.map(Double.init))
    }
    return statistics
  }

  public func value(of total: [Double]) -> Double { formula(total).value }

  public func sampleValue(of total: [Float]) -> SampleValue {
    SampleValue(value: formula(total).value, isSingle: false)
  }

  public func details(of total: [Double]) -> Score.Details {
    let (_, precisions, brevityPenalty) = formula(total)
    let counts = total.map { Int($0) }
    return .bleu(
      Details(
        precisions: precisions, brevityPenalty: brevityPenalty, hypothesisLength: counts[0], referenceLength: counts[1],
        matches: Array(counts[2..<2 + Self.maximumOrder]), totals: Array(counts[(2 + Self.maximumOrder)...])))
  }

  /// The precisions are computed in the floating-point type of the counts, everything else in double precision.
  private func formula<Count: BinaryFloatingPoint>(
    _ total: [Count]
  ) -> (value: Double, precisions: [Double], brevityPenalty: Double) {
    let (hypothesisLength, referenceLength) = (Double(total[0]), Double(total[1]))
    var brevityPenalty = 1.0
    if hypothesisLength < referenceLength {
      brevityPenalty = hypothesisLength > 0 ? exp(1 - referenceLength / hypothesisLength) : 0
    }
    let matches = total[2..<2 + Self.maximumOrder]
    guard matches.contains(where: { $0 > 0 }) else {
      return (0, [Double](repeating: 0, count: Self.maximumOrder), brevityPenalty)
    }
    let (precisions, order) = smoothedPrecisions(Array(matches), Array(total[(2 + Self.maximumOrder)...]))
    // A logarithm of 0 is a very low number, so that the score comes out as 0.
    let logarithms = precisions.prefix(order).map { $0 == 0 ? -9_999_999_999 : log($0) }
    return (brevityPenalty * exp(logarithms.reduce(0, +) / Double(order)), precisions, brevityPenalty)
  }

  /// The precisions, and how many of them are averaged in the score.
  private func smoothedPrecisions<Count: BinaryFloatingPoint>(
    _ matches: [Count], _ totals: [Count]
  ) -> (precisions: [Double], order: Int) {
    var precisions = [Double](repeating: 0, count: matches.count)
    var halved: Count = 1
    var order = matches.count
    for n in matches.indices {
      var match = matches[n]
      var total = totals[n]
      if case .addK(let k) = smoothing, n > 0 {
        match += Count(k)
        total += Count(k)
      }
      if total == 0 { break }
      if effectiveOrder { order = n + 1 }
      if match > 0 {
        precisions[n] = Double(100 * match / total)
      } else if case .exponential = smoothing {
        halved *= 2
        precisions[n] = Double(100 / (halved * total))
      } else if case .floor(let floor) = smoothing {
        precisions[n] = Double(Count(100 * floor) / total)
      }
    }
    return (precisions, order)
  }

  private func tokenized(_ segment: String) -> [UInt8] {
    var text = lowercase ? Lowercase.bytes(of: segment) : Array(segment.utf8)
    Whitespace.trimEnd(&text)
    return tokenizer.tokenize(text)
  }

  /// The reference length nearest to the hypothesis's; of two as near, the shorter.
  private static func closest(to length: Int, _ referenceLengths: [Int]) -> Int {
    referenceLengths.min { (abs($0 - length), $0) < (abs($1 - length), $1) } ?? 0
  }

  public func checkOptions() throws(EvaluationError) {
    switch smoothing {
    case .floor(let value), .addK(let value):
      guard value >= 0 && value.isFinite else {
        throw .invalidOption(
          metric: name, option: "smoothingValue", value: "\(value)", allowed: "it is a number of matches, 0 or more")
      }
    case .exponential, .none: break
    }
  }
}

extension BLEU.Smoothing {
  fileprivate var signature: String {
    switch self {
    case .exponential: "exp"
    case .floor(let value): "floor[\(decimal(value, digits: 2))]"
    case .addK(let value): "add-k[\(decimal(value, digits: 2))]"
    case .none: "none"
    }
  }
}

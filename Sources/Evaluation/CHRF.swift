/// chrF (Popović 2015) and, with word order 2, chrF++ (Popović 2017) as sacreBLEU defines them: the F-score of character
/// n-grams, whitespace usually left out, and word n-grams.
///
/// Statistics of a segment, for each order, characters first: the hypothesis's n-grams (0 where the reference has none),
/// the reference's n-grams, the matches. Of several references, those of the one with the best score.
public struct CHRF: Metric {
  /// The n-gram orders that can be asked for.
  public static let orders = 0...100

  /// The longest character n-gram, in Unicode scalars.
  public let characterOrder: Int
  /// The longest word n-gram; 0 for none.
  public let wordOrder: Int
  /// Recall counts this many times as much as precision.
  public let beta: Int
  public let lowercase: Bool
  /// Counts whitespace as characters.
  public let whitespace: Bool
  /// Averages F-scores over all orders, as chrF++.py, Moses and NLTK do. Otherwise it is precision and recall that are
  /// averaged, over the orders that both sides have.
  public let epsilonSmoothing: Bool

  public var name: String {
    "chrF\(beta)" + String(repeating: "+", count: min(max(0, wordOrder), Self.orders.upperBound))
  }

  public init(
    characterOrder: Int = 6, wordOrder: Int = 0, beta: Int = 2, lowercase: Bool = false, whitespace: Bool = false,
    epsilonSmoothing: Bool = false
  ) {
    self.characterOrder = characterOrder
    self.wordOrder = wordOrder
    self.beta = beta
    self.lowercase = lowercase
    self.whitespace = whitespace
    self.epsilonSmoothing = epsilonSmoothing
  }

  public var signatureEntries: [Signature.Entry] {
    [
      .init("case", short: "c", lowercase ? "lc" : "mixed"),
      .init("eff", short: "e", Signature.yesOrNo(!epsilonSmoothing)),
      .init("nc", short: "nc", String(characterOrder)),
      .init("nw", short: "nw", String(wordOrder)),
      .init("space", short: "s", Signature.yesOrNo(whitespace)),
    ]
  }

  public func statistics(
    hypotheses: [String], references: [[String?]]
  ) throws(EvaluationError) -> SegmentStatistics {
    try checkCounts(hypotheses: hypotheses, references: references)
    try checkOptions()
    var statistics = SegmentStatistics(width: 3 * (characterOrder + wordOrder))
    statistics.reserveCapacity(hypotheses.count)
    var interner = TokenInterner()
    var matcher = NGramMatcher()
    for segment in hypotheses.indices {
      let texts = [prepared(hypotheses[segment])] + references.compactMap { $0[segment].map(prepared) }
      let characters = characterOrder > 0 ? texts.map(characters) : []
      var words: [[UInt32]] = []
      if wordOrder > 0 {
        interner.reset(byteCount: texts.reduce(0) { $0 + 2 * $1.count })
        words = texts.map { interner.tokens(Self.words(in: $0), of: $0) }
      }
      var best: (score: Double, row: [Double]) = (-1, [])
      for reference in 1..<texts.count {
        var row: [Double] = []
        if characterOrder > 0 { row += Self.counts(characters[0], characters[reference], characterOrder, &matcher) }
        if wordOrder > 0 { row += Self.counts(words[0], words[reference], wordOrder, &matcher) }
        let score = fScore(row)
        if score > best.score { best = (score, row) }
      }
      statistics.append(best.row)
    }
    return statistics
  }

  public func value(of total: [Double]) -> Double { fScore(total) }

  public func sampleValue(of total: [Float]) -> SampleValue {
    let value = fScore(total)
    return SampleValue(value: Double(value), isSingle: epsilonSmoothing || value > 0)
  }

  private static func counts(
    _ hypothesis: [UInt32], _ reference: [UInt32], _ maximumOrder: Int, _ matcher: inout NGramMatcher
  ) -> [Double] {
    let matches = matcher.matches(hypothesis: hypothesis, references: [reference], maximumOrder: maximumOrder)
    return (0..<maximumOrder).flatMap { shorter in
      let referenceTotal = max(0, reference.count - shorter)
      let hypothesisTotal = referenceTotal > 0 ? max(0, hypothesis.count - shorter) : 0
      return [Double(hypothesisTotal), Double(referenceTotal), Double(matches[shorter])]
    }
  }

  private func fScore<Count: BinaryFloatingPoint>(_ counts: [Count]) -> Count {
    let epsilon: Count = 1e-16
    let factor = Count(beta) * Count(beta)
    var sumOfScores: Count = 0
    var precision: Count = 0
    var recall: Count = 0
    var effectiveOrders: Count = 0
    for order in 0..<counts.count / 3 {
      let (hypothesis, reference, matches) = (counts[3 * order], counts[3 * order + 1], counts[3 * order + 2])
      let p = hypothesis > 0 ? matches / hypothesis : epsilon
      let r = reference > 0 ? matches / reference : epsilon
      let denominator = factor * p + r
      sumOfScores += denominator > 0 ? (1 + factor) * p * r / denominator : epsilon
      if hypothesis > 0 && reference > 0 {
        precision += p
        recall += r
        effectiveOrders += 1
      }
    }
    if epsilonSmoothing { return 100 * sumOfScores / Count(counts.count / 3) }
    guard effectiveOrders > 0 else { return 0 }
    precision /= effectiveOrders
    recall /= effectiveOrders
    guard precision + recall > 0 else { return 0 }
    return 100 * ((1 + factor) * precision * recall / (factor * precision + recall))
  }

  private func prepared(_ segment: String) -> [UInt8] {
    lowercase ? Lowercase.bytes(of: segment) : Array(segment.utf8)
  }

  /// The Unicode scalars of `text`, UTF-8; without whitespace, unless it counts.
  private func characters(_ text: [UInt8]) -> [UInt32] {
    var characters: [UInt32] = []
    characters.reserveCapacity(text.count)
    for word in whitespace ? [text.indices] : Whitespace.words(in: text) {
      var position = word.lowerBound
      while position < word.upperBound {
        let (scalar, width) = text.scalar(at: position)
        characters.append(scalar)
        position += width
      }
    }
    return characters
  }

  /// The words of `text`, UTF-8. One ASCII punctuation mark is split off the end of each word, or else off the beginning.
  private static func words(in text: [UInt8]) -> [Range<Int>] {
    var parted: [Range<Int>] = []
    for word in Whitespace.words(in: text) {
      if word.count > 1 && isPunctuation(text[word.upperBound - 1]) {
        parted += [word.dropLast(), word.upperBound - 1..<word.upperBound]
      } else if word.count > 1 && isPunctuation(text[word.lowerBound]) {
        parted += [word.prefix(1), word.dropFirst()]
      } else {
        parted.append(word)
      }
    }
    return parted
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "!")...UInt8(ascii: "/"), UInt8(ascii: ":")...UInt8(ascii: "@"),
      UInt8(ascii: "[")...UInt8(ascii: "`"), UInt8(ascii: "{")...UInt8(ascii: "~"):
      true
    default: false
    }
  }

  public func checkOptions() throws(EvaluationError) {
    let allowed = "both orders are within \(Self.orders), and one is above 0"
    guard Self.orders.contains(characterOrder), wordOrder > 0 || characterOrder > 0 else {
      throw .invalidOption(metric: "chrF", option: "characterOrder", value: "\(characterOrder)", allowed: allowed)
    }
    guard Self.orders.contains(wordOrder) else {
      throw .invalidOption(metric: "chrF", option: "wordOrder", value: "\(wordOrder)", allowed: allowed)
    }
    guard beta >= 0 else {
      throw .invalidOption(metric: "chrF", option: "beta", value: "\(beta)", allowed: "it is 0 or more")
    }
  }
}

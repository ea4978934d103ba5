/// TER (Snover et al. 2006) as sacreBLEU defines it: edits to the closest reference, moved blocks among them, for each word
/// of the references. The lower, the better.
///
/// Statistics of a segment: the fewest edits to any reference, the mean number of words of its references.
public struct TER: Metric {
  public let tokenizer: TercomTokenizer
  public let isCaseSensitive: Bool

  public var name: String { "TER" }

  public init(tokenizer: TercomTokenizer = TercomTokenizer(), isCaseSensitive: Bool = false) {
    self.tokenizer = tokenizer
    self.isCaseSensitive = isCaseSensitive
  }

  public var signatureEntries: [Signature.Entry] {
    [
      .init("case", short: "c", isCaseSensitive ? "mixed" : "lc"),
      .init("tok", short: "t", tokenizer.name),
      .init("norm", short: "nr", Signature.yesOrNo(tokenizer.isNormalized)),
      .init("punct", short: "pn", Signature.yesOrNo(!tokenizer.removesPunctuation)),
      .init("asian", short: "as", Signature.yesOrNo(tokenizer.supportsAsian)),
    ]
  }

  public func statistics(
    hypotheses: [String], references: [[String?]]
  ) throws(EvaluationError) -> SegmentStatistics {
    try checkCounts(hypotheses: hypotheses, references: references)
    var statistics = SegmentStatistics(width: 2)
    statistics.reserveCapacity(hypotheses.count)
    var interner = TokenInterner()
    var search = ShiftSearch()
    for segment in hypotheses.indices {
      let texts = [tokenized(hypotheses[segment])] + references.compactMap { $0[segment].map(tokenizedTwice) }
      interner.reset(byteCount: texts.reduce(0) { $0 + $1.count + 1 })
      let sequences = texts.map { interner.tokens(Whitespace.words(in: $0), of: $0) }
      var fewest = Int.max
      var length = 0
      for reference in sequences.dropFirst() {
        fewest = min(fewest, search.edits(hypothesis: sequences[0], reference: reference))
        length += reference.count
      }
      statistics.append([Double(fewest), Double(length) / Double(sequences.count - 1)])
    }
    return statistics
  }

  public func value(of total: [Double]) -> Double { rate(total) }

  public func sampleValue(of total: [Float]) -> SampleValue {
    SampleValue(value: Double(rate(total)), isSingle: total[1] > 0)
  }

  /// If all references are empty, any edit gives 100.
  private func rate<Count: BinaryFloatingPoint>(_ total: [Count]) -> Count {
    if total[1] > 0 { return 100 * (total[0] / total[1]) }
    return total[0] > 0 ? 100 : 0
  }

  private func tokenized(_ segment: String) -> [UInt8] {
    var text = isCaseSensitive ? Array(segment.utf8) : Lowercase.bytes(of: segment)
    Whitespace.trimEnd(&text)
    return tokenizer.tokenize(text)
  }

  /// sacreBLEU tokenizes references twice. For normalized ones that is not the same as once: only then `it's,` becomes
  /// `it 's ,`, which a hypothesis never does. Published scores have it so.
  private func tokenizedTwice(_ reference: String) -> [UInt8] {
    let once = tokenized(reference)
    guard tokenizer.isNormalized else { return once }
    return tokenizer.tokenize(Array(Whitespace.words(in: once).map { once[$0] }.joined(separator: [UInt8(ascii: " ")])))
  }
}

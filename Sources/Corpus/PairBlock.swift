/// Some hundred KB of pairs of one source on their way into shards. First they are read, then judged, each step by one
/// thread.
final class PairBlock: @unchecked Sendable {
  /// The verdict of the filters that look at one pair alone, and the end of the pair's line.
  struct Verdict {
    var reason: RejectReason?
    var keys: PairKeys
    var isHeldOut: Bool
    var weight: Float
    var lineEnd: Int
  }

  /// The file that the pairs are from.
  let path: String
  /// The number of the source.
  let source: Int
  /// Whether evidence is taken of its pairs.
  let isInspected: Bool
  private var pairs: [SentencePair] = []
  private var lines: [Int] = []
  private var textBytes = 0
  /// The evidence of the pairs, once they are judged.
  private(set) var evidence = TextEvidence()
  /// One for each pair, once they are judged.
  private(set) var verdicts: [Verdict] = []
  /// The lines of the pairs as they stand in shards; empty for those that need none.
  private var text: [UInt8] = []

  /// - Parameters:
  ///   - number: of the block in its source, from 0.
  ///   - first: the number of its first pair in the source.
  init(path: String, source: Int, number: Int = 0, first: Int = 0) {
    self.path = path
    self.source = source
    // All of the pairs whose order is looked at, and a share of the others: it tells as much as all.
    isInspected = first < TextEvidence.mostLengths || number.isMultiple(of: 8)
    pairs.reserveCapacity(2048)
    lines.reserveCapacity(2048)
  }

  /// The pairs, until they are judged.
  var count: Int { pairs.count }
  var isEmpty: Bool { pairs.isEmpty }
  var isFull: Bool { textBytes >= 1 << 18 || pairs.count >= 1 << 14 }

  /// - Parameter line: where it was read.
  func append(_ pair: SentencePair, line: Int) throws(CorpusError) {
    // No line of a shard has room for another one.
    guard SentencePair.weights.contains(pair.weight) else {
      throw .unusableWeight(path: path, line: line, weight: "\(pair.weight)")
    }
    textBytes += pair.source.utf8.count + pair.target.utf8.count
    pairs.append(pair)
    lines.append(line)
  }

  /// - Parameters:
  ///   - keepsRejected: whether pairs that the filters leave out need a line too.
  ///   - inspects: whether evidence is taken.
  func judge(
    _ filter: CorpusFilter, _ options: FilterOptions, _ heldOut: HeldOutFilter, keepsRejected: Bool, inspects: Bool
  ) {
    verdicts.reserveCapacity(pairs.count)
    text.reserveCapacity(textBytes + 4 * pairs.count)
    for (pair, line) in zip(pairs, lines) {
      var reason = filter.reasonToReject(pair)
      if inspects && isInspected { evidence.add(pair, line: line, counts: reason == nil) }
      let lineStart = text.count
      if reason == nil || keepsRejected { ShardLine.append(pair, to: &text) }
      if text.count - lineStart > ShardLine.byteLimit { reason = reason ?? .tooLong }
      let isKept = reason == nil
      verdicts.append(
        Verdict(
          reason: reason, keys: isKept ? DuplicateFilter.keys(of: pair, options) : PairKeys(),
          isHeldOut: isKept && heldOut.contains(pair), weight: pair.weight, lineEnd: text.count))
    }
    pairs = []
  }

  /// Hands `body` each pair's verdict, its line in shards (its LF included) and the line where it was read.
  func visit(
    _ body: (Verdict, UnsafeBufferPointer<UInt8>, _ line: Int) throws(CorpusError) -> Void
  ) throws(CorpusError) {
    let result: Result<Void, CorpusError> = text.withUnsafeBufferPointer { text in
      Result { () throws(CorpusError) in
        var start = 0
        for (verdict, line) in zip(verdicts, lines) {
          try body(verdict, UnsafeBufferPointer(rebasing: text[start..<verdict.lineEnd]), line)
          start = verdict.lineEnd
        }
      }
    }
    try result.get()
  }
}

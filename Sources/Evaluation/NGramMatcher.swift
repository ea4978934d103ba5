/// Counts the n-grams that a hypothesis shares with its references.
///
/// It goes from order to order. An n-gram is the pair of its first n-1 tokens, known by their slot in the last order's
/// table, and its last token; so n-grams of any length are compared exactly, as one integer. An n-gram that begins with an
/// (n-1)-gram of only one side is left out of the higher orders. Time and memory are linear in the tokens.
struct NGramMatcher {
  private struct NGram {
    var key: UInt64
    /// The reference that was counted last, and how often it has the n-gram.
    var reference: Int32
    var countInReference: Int32
    /// How often the hypothesis may still match; initially the largest count in any one reference.
    var allowed: Int32
    var isInHypothesis = false
  }

  private struct Occurrence {
    /// The position of the next token, in all sequences laid end to end.
    var end: Int
    var slot: UInt32
    var reference: Int32
  }

  /// Follows each sequence; it is not a token.
  private static let terminator = UInt32.max

  private var table = StampedTable(empty: NGram(key: 0, reference: 0, countInReference: 0, allowed: 0))
  private var tokens: [UInt32] = []
  private var inHypothesis: [Occurrence] = []
  private var inReferences: [Occurrence] = []

  /// For each order from 1 to `maximumOrder`, the sum over the hypothesis's different n-grams of how often it occurs there,
  /// but at most as often as in that one of the references that has it most often (Papineni et al. 2002, "clipped" counts).
  mutating func matches(hypothesis: [UInt32], references: [[UInt32]], maximumOrder: Int) -> [Int] {
    lay(hypothesis, references)
    var matches = [Int](repeating: 0, count: maximumOrder)
    for order in 0..<maximumOrder where !inHypothesis.isEmpty && !inReferences.isEmpty {
      table.reset(capacity: inReferences.count)
      countReferences()
      matches[order] = matchHypothesis()
      inReferences.removeAll { !table[Int($0.slot)].isInHypothesis }
    }
    return matches
  }

  /// Starts with the empty n-gram before every token.
  private mutating func lay(_ hypothesis: [UInt32], _ references: [[UInt32]]) {
    tokens.removeAll(keepingCapacity: true)
    inHypothesis.removeAll(keepingCapacity: true)
    inReferences.removeAll(keepingCapacity: true)
    tokens += hypothesis
    tokens.append(Self.terminator)
    for position in hypothesis.indices {
      inHypothesis.append(Occurrence(end: position, slot: 0, reference: -1))
    }
    for (number, reference) in references.enumerated() {
      let start = tokens.count
      tokens += reference
      tokens.append(Self.terminator)
      for position in reference.indices {
        inReferences.append(Occurrence(end: start + position, slot: 0, reference: Int32(number)))
      }
    }
  }

  /// Lengthens the references' n-grams by a token and counts them.
  private mutating func countReferences() {
    var kept = 0
    for index in inReferences.indices {
      var occurrence = inReferences[index]
      guard let key = key(occurrence) else { continue }
      let slot = table.slot(key) { $0.key == key }
      if !table.isUsed(slot) {
        table.use(slot, NGram(key: key, reference: occurrence.reference, countInReference: 0, allowed: 0))
      }
      if table[slot].reference != occurrence.reference {
        table[slot].reference = occurrence.reference
        table[slot].countInReference = 0
      }
      table[slot].countInReference += 1
      table[slot].allowed = max(table[slot].allowed, table[slot].countInReference)
      occurrence.slot = UInt32(slot)
      occurrence.end += 1
      inReferences[kept] = occurrence
      kept += 1
    }
    inReferences.removeSubrange(kept...)
  }

  /// Lengthens the hypothesis's n-grams by a token, drops those that no reference has, and returns the clipped count.
  private mutating func matchHypothesis() -> Int {
    var matches = 0
    var kept = 0
    for index in inHypothesis.indices {
      var occurrence = inHypothesis[index]
      guard let key = key(occurrence) else { continue }
      let slot = table.slot(key) { $0.key == key }
      guard table.isUsed(slot) else { continue }
      table[slot].isInHypothesis = true
      if table[slot].allowed > 0 {
        table[slot].allowed -= 1
        matches += 1
      }
      occurrence.slot = UInt32(slot)
      occurrence.end += 1
      inHypothesis[kept] = occurrence
      kept += 1
    }
    inHypothesis.removeSubrange(kept...)
    return matches
  }

  /// The n-gram lengthened by the token after it; nil at the end of its sequence.
  private func key(_ occurrence: Occurrence) -> UInt64? {
    let token = tokens[occurrence.end]
    return token == Self.terminator ? nil : UInt64(occurrence.slot) << 32 | UInt64(token)
  }
}

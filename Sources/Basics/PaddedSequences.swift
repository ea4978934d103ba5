/// Sequences of one batch, padded to the longest, time-major: `ids[t * count + b]` is position `t` of sequence `b`, so that
/// a time step is one contiguous slice.
public struct PaddedSequences: Sendable, Equatable {
  /// `[steps, count]`.
  public let ids: [TokenID]
  /// `[count]`, each at most `steps`.
  public let lengths: [Int32]
  public let steps: Int
  public let count: Int

  /// - Parameter minimumCount: empty sequences are added at the end up to this many.
  public init(_ sequences: [[TokenID]], padding: TokenID, minimumCount: Int = 0) {
    let count = max(sequences.count, minimumCount)
    let steps = sequences.reduce(0) { max($0, $1.count) }
    var ids = [TokenID](repeating: padding, count: steps * count)
    var lengths = [Int32](repeating: 0, count: count)
    for (b, sequence) in sequences.enumerated() {
      lengths[b] = Int32(sequence.count)
      for (t, id) in sequence.enumerated() { ids[t * count + b] = id }
    }
    self.ids = ids
    self.lengths = lengths
    self.steps = steps
    self.count = count
  }
}

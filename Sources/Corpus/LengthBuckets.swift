/// Sorts pairs into batches of like length, so that little of a batch is padding.
public enum LengthBuckets {
  /// Each side of a batch, with padding, is at most this many times `batchTokens`: short segments that stand beside very
  /// long ones, as in noise, would else make a batch that no memory holds.
  static let paddingFactor = 4

  /// Batches of at most `batchTokens` target tokens, an end symbol for each pair included and padding not; a pair that
  /// is longer is a batch of its own. By target length, then source length, then the order of `pairs`.
  public static func batches(of pairs: [EncodedPair], batchTokens: Int) -> [[EncodedPair]] {
    let order = pairs.indices.sorted { left, right in
      (pairs[left].target.count, pairs[left].source.count, left)
        < (pairs[right].target.count, pairs[right].source.count, right)
    }
    var batches: [[EncodedPair]] = []
    var batch: [EncodedPair] = []
    var targetTokens = 0
    var longestSource = 0
    for index in order {
      let pair = pairs[index]
      let nextTokens = targetTokens + pair.target.count + 1
      let nextSource = max(longestSource, pair.source.count)
      if !batch.isEmpty
        && (nextTokens > batchTokens
          || max(nextSource, pair.target.count + 1) * (batch.count + 1) > paddingFactor * batchTokens)
      {
        batches.append(batch)
        batch = []
        targetTokens = 0
        longestSource = 0
      }
      batch.append(pair)
      targetTokens += pair.target.count + 1
      longestSource = max(longestSource, pair.source.count)
    }
    if !batch.isEmpty { batches.append(batch) }
    return batches
  }
}

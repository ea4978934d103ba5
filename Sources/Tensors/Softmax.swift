extension Tensor {
  /// Turns logits `[M, V]` into scale times the gradient of the cross entropy of softmax(logits + bias) against `targets`
  /// `[M]` with label smoothing, and gives the sums over rows.
  public func softmaxCrossEntropy(
    bias: Tensor, targets: UnsafeBufferPointer<Int32>, smoothing: Element, scale: Element
  ) -> CrossEntropySum {
    precondition(
      bias.shape == Shape(columns) && targets.count == shape.allRows,
      "cross entropy of \(shape) with bias \(bias.shape) and \(targets.count) targets")
    guard let targets = targets.baseAddress else { return CrossEntropySum() }
    return Element.Kernels.softmaxCrossEntropy(
      rows: shape.allRows, columns: columns, logits: base, bias: bias.base, targets: targets, smoothing: smoothing,
      scale: scale)
  }

  /// The `count` most probable columns of softmax(logits + bias) for each row of `[M, V]`, best first, ties by lower id; a
  /// bias of -infinity takes a column out, and -1 stands where too few are left. `ids` and `logProbabilities` take M * count.
  public func topCandidates(
    bias: Tensor, count: Int, ids: UnsafeMutablePointer<Int32>, logProbabilities: UnsafeMutablePointer<Element>
  ) {
    precondition(bias.shape == Shape(columns), "candidates of \(shape) with bias \(bias.shape)")
    Element.Kernels.topCandidates(
      rows: shape.allRows, columns: columns, logits: base, bias: bias.base, count: count, ids: ids,
      logProbabilities: logProbabilities)
  }
}

/// Whole-tensor operations that check shapes and call the kernels.
extension Tensor {
  /// self += x, element by element.
  public func add(_ x: Tensor) {
    precondition(x.count == count, "\(x.shape) added to \(shape)")
    Element.Kernels.add(count: count, x: x.base, y: base)
  }

  /// self = tanh(self), element by element.
  public func applyTanh() { Element.Kernels.tanh(count: count, x: base) }

  /// Turns the gradient of y = tanh(x) into that of x, in place.
  public func applyTanhBackward(_ y: Tensor) {
    precondition(y.count == count, "a gradient \(shape) of tanh \(y.shape)")
    Element.Kernels.tanhBackward(count: count, y: y.base, d: base)
  }

  /// Columns from `first` on become the columns of x, in every row.
  public func copyColumns(from x: Tensor, at first: Int) {
    precondition(
      x.shape.allRows == shape.allRows && first + x.columns <= columns, "\(x.shape) into \(shape) at \(first)")
    for row in 0..<shape.allRows {
      (base + row * columns + first).update(from: x.base + row * x.columns, count: x.columns)
    }
  }

  /// Becomes the columns from `first` on of x, in every row.
  public func copy(columnsFrom first: Int, of x: Tensor) {
    precondition(x.shape.allRows == shape.allRows && first + columns <= x.columns, "\(shape) of \(x.shape) at \(first)")
    for row in 0..<shape.allRows {
      (base + row * columns).update(from: x.base + row * x.columns + first, count: columns)
    }
  }

  /// Every step of `[T, B, N]` += x `[B, N]`.
  public func addToEveryStep(_ x: Tensor) {
    precondition(x.shape == Shape(rows, columns), "\(x.shape) added to every step of \(shape)")
    for t in 0..<steps { Element.Kernels.add(count: x.count, x: x.base, y: base + t * x.count) }
  }

  /// Row r of self `[M, N]` += row ids[r] of table `[V, N]`, for as many rows as there are ids.
  public func addRows(_ ids: UnsafeBufferPointer<Int32>, of table: Tensor) {
    precondition(
      ids.count <= rows && table.columns == columns, "\(ids.count) rows of \(table.shape) added to \(shape)")
    for (row, id) in ids.enumerated() {
      precondition(id >= 0 && Int(id) < table.rows, "row \(id) of \(table.shape)")
      Element.Kernels.add(count: columns, x: table.base + Int(id) * columns, y: base + row * columns)
    }
  }

  /// self `[N]` += the sum over all rows of x `[..., N]`, or of columns from `first` on of a wider x.
  public func addColumnSums(of x: Tensor, from first: Int = 0) {
    precondition(
      shape == Shape(columns) && first + columns <= x.columns, "column sums of \(x.shape) from \(first) into \(shape)"
    )
    if columns == x.columns {
      return Element.Kernels.addColumnSums(rows: x.shape.allRows, columns: columns, x: x.base, sums: base)
    }
    for row in 0..<x.shape.allRows { Element.Kernels.add(count: columns, x: x.base + row * x.columns + first, y: base) }
  }

  /// result = self with elements set to 0 with `probability` and the others divided by 1 - probability. The same key gives
  /// the same mask, so the backward pass calls it on the gradient. `result` may be self, which begins at position `first` of what
  /// the mask is for.
  public func dropOut(into result: Tensor, probability: Element, key: UInt64, first: Int = 0) {
    precondition(result.count == count, "dropout of \(shape) into \(result.shape)")
    Element.Kernels.dropout(
      first: first, count: count, x: base, y: result.base, key: key, probability: probability)
  }

  public var sumOfSquares: Double { Element.Kernels.sumOfSquares(count: count, x: base) }
}

extension Tensor {
  /// self -= factor * gradients + shrink * self.
  public func descend(_ gradients: Tensor, factor: Element, shrink: Element) {
    precondition(gradients.count == count, "descent of \(shape) by \(gradients.shape)")
    Element.Kernels.sgd(count: count, values: base, gradients: gradients.base, factor: factor, shrink: shrink)
  }

  /// One step with momentum.
  public func descend(_ gradients: Tensor, velocity: Tensor, momentum: Element, step: DescentStep<Element>) {
    precondition(gradients.count == count && velocity.count == count, "descent of \(shape) by \(gradients.shape)")
    Element.Kernels.momentum(
      count: count, values: base, gradients: gradients.base, velocity: velocity.base, momentum: momentum, step: step)
  }

  /// One step in which each gradient is divided by the root of a sum of squares: keep * sum + add * gradient².
  public func descend(
    _ gradients: Tensor, squares: Tensor, keep: Element, add: Element, epsilon: Element, step: DescentStep<Element>
  ) {
    precondition(gradients.count == count && squares.count == count, "descent of \(shape) by \(gradients.shape)")
    Element.Kernels.scaledDescent(
      count: count, values: base, gradients: gradients.base, squares: squares.base, keep: keep, add: add,
      epsilon: epsilon, step: step)
  }

  /// Numbers beyond `limit` or its negative become these.
  public func clamp(to limit: Element) { Element.Kernels.clamp(count: count, x: base, limit: limit) }

  /// One Adam update with the moments `first` and `second`.
  public func descend(_ gradients: Tensor, first: Tensor, second: Tensor, step: AdamStep<Element>) {
    precondition(
      gradients.count == count && first.count == count && second.count == count,
      "Adam of \(shape) by \(gradients.shape)")
    Element.Kernels.adam(
      count: count, values: base, gradients: gradients.base, first: first.base, second: second.base, step: step)
  }
}

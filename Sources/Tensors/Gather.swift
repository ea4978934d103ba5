extension Tensor {
  /// Row r of self `[M, N]` = row ids[r] of table `[V, N]`; every id is below V.
  public func gather(_ ids: UnsafeBufferPointer<Int32>, from table: Tensor) {
    checkRows(ids, table)
    guard let ids = ids.baseAddress else { return }
    Element.Kernels.gather(rows: shape.allRows, columns: columns, table: table.base, ids: ids, y: base)
  }

  /// Row ids[r] of table `[V, N]` += row r of self `[M, N]`, in the order of r.
  public func scatterAdd(_ ids: UnsafeBufferPointer<Int32>, into table: Tensor) {
    checkRows(ids, table)
    guard let ids = ids.baseAddress else { return }
    Element.Kernels.scatterAdd(rows: shape.allRows, columns: columns, x: base, ids: ids, table: table.base)
  }

  private func checkRows(_ ids: UnsafeBufferPointer<Int32>, _ table: Tensor) {
    precondition(
      ids.count == shape.allRows && table.columns == columns, "\(ids.count) rows of \(table.shape) against \(shape)")
    precondition(
      ids.allSatisfy { $0 >= 0 && Int($0) < table.shape.allRows }, "an id is outside of the table \(table.shape)")
  }
}

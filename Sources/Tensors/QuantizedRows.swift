/// A matrix `[rows, columns]` in int8: each row is kept as integers from -127 to 127, and a scale that they are multiplied
/// with. Threads may read one at the same time.
public final class QuantizedRows<Element: Scalar>: @unchecked Sendable {
  public let rows: Int
  public let columns: Int
  /// `[rows, columns]`.
  public let values: UnsafeMutableBufferPointer<Int8>
  /// `[rows]`.
  public let scales: Tensor<Element>

  /// Rows of no particular values.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = .allocate(capacity: rows * columns)
    scales = Tensor(base: .allocate(capacity: rows), shape: Shape(rows))
  }

  deinit {
    values.deallocate()
    scales.base.deallocate()
  }

  /// Quantizes `x` `[M, columns]` into the rows from `first` on. A scale that is not finite shows that a number was not.
  public func quantize(_ x: Tensor<Element>, at first: Int) {
    precondition(x.columns == columns && first + x.rows <= rows, "\(x.shape) into [\(rows), \(columns)] at \(first)")
    Element.Kernels.quantizeRows(
      rows: x.rows, columns: columns, x: x.base, y: values.baseAddress! + first * columns, scales: scales.base + first)
  }

  /// Sets row r of `y` `[M, columns]` to row ids[r].
  public func gather(_ ids: UnsafeBufferPointer<Int32>, into y: Tensor<Element>) {
    precondition(
      ids.count == y.shape.allRows && y.columns == columns, "\(ids.count) rows of \(columns) into \(y.shape)")
    precondition(ids.allSatisfy { $0 >= 0 && Int($0) < rows }, "an id is outside of the \(rows) rows")
    guard let ids = ids.baseAddress else { return }
    Element.Kernels.gatherQuantized(
      rows: y.shape.allRows, columns: columns, table: values.baseAddress!, scales: scales.base, ids: ids, y: y.base)
  }

  /// Sets `y` `[rows, columns]` to the values of the integers times their scales.
  public func dequantize(into y: Tensor<Element>) {
    (0..<Int32(rows)).map { $0 }.withUnsafeBufferPointer { gather($0, into: y) }
  }
}

/// Up to three dimensions, the last of them contiguous. A sequence is `[steps, rows, columns]` (time-major), a matrix
/// `[rows, columns]`, a vector `[columns]`.
public struct Shape: Equatable, Sendable, CustomStringConvertible {
  /// 1 for a matrix or a vector.
  public let steps: Int
  /// 1 for a vector.
  public let rows: Int
  public let columns: Int

  @inlinable
  public init(_ columns: Int) { self.init(1, 1, columns) }
  @inlinable
  public init(_ rows: Int, _ columns: Int) { self.init(1, rows, columns) }
  @inlinable
  public init(_ steps: Int, _ rows: Int, _ columns: Int) {
    precondition(steps >= 0 && rows >= 0 && columns >= 0, "negative dimension in [\(steps), \(rows), \(columns)]")
    self.steps = steps
    self.rows = rows
    self.columns = columns
  }

  @inlinable public var count: Int { steps * rows * columns }
  /// All rows of all steps: the sequence seen as one matrix.
  @inlinable public var allRows: Int { steps * rows }

  public var description: String {
    steps > 1 ? "[\(steps), \(rows), \(columns)]" : rows > 1 ? "[\(rows), \(columns)]" : "[\(columns)]"
  }
}

import Tensors

/// The states of a network's rows, of one hypothesis each: slot s is `[R, widths[s]]`, and one slot comes after another.
/// It is a view, as a tensor is.
public struct RowStates<Element: Scalar>: Sendable {
  private let block: Tensor<Element>
  public let widths: [Int]
  public let rows: Int

  /// The numbers of so many rows.
  public static func count(_ widths: [Int], rows: Int) -> Int { rows * widths.reduce(0, +) }

  /// - Parameter block: of `count` numbers or more.
  public init(_ block: Tensor<Element>, widths: [Int], rows: Int) {
    precondition(block.count >= Self.count(widths, rows: rows), "\(rows) rows of \(widths) in \(block.shape)")
    self.block = block
    self.widths = widths
    self.rows = rows
  }

  /// `[R, widths[slot]]`.
  public subscript(slot: Int) -> Tensor<Element> {
    let offset = rows * widths[..<slot].reduce(0, +)
    return Tensor(base: block.base + offset, shape: Shape(rows, widths[slot]))
  }

  /// Slots of one width, as the state of a cell.
  public func cell(_ slots: Range<Int>) -> CellState<Element> {
    let first = self[slots.lowerBound]
    return CellState(
      base: first.base, stride: first.count, slots: slots.count, rows: rows, columns: first.columns)
  }

  /// Rows from 0 on become the rows `parents` of another one.
  public func gather(_ parents: [Int32], from other: RowStates) {
    parents.withUnsafeBufferPointer { parents in
      for slot in widths.indices { self[slot].rows(0..<parents.count).gather(parents, from: other[slot]) }
    }
  }

  /// Rows from `first` on become the rows `range` of another one.
  public func copy(_ range: Range<Int>, of other: RowStates, at first: Int) {
    for slot in widths.indices { self[slot].rows(first..<first + range.count).copy(from: other[slot].rows(range)) }
  }

  public func clear(_ range: Range<Int>) {
    for slot in widths.indices { self[slot].rows(range).fill(0) }
  }
}

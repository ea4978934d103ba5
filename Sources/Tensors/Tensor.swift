/// A view of contiguous numbers in row-major order. It does not own them: a `Workspace`, or a block of parameters, does,
/// and must outlive it. Whoever shares one between threads sees to it that one thread alone writes.
public struct Tensor<Element: Scalar>: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Element>
  public let shape: Shape

  @inlinable
  public init(base: UnsafeMutablePointer<Element>, shape: Shape) {
    self.base = base
    self.shape = shape
  }

  @inlinable public var steps: Int { shape.steps }
  @inlinable public var rows: Int { shape.rows }
  @inlinable public var columns: Int { shape.columns }
  @inlinable public var count: Int { shape.count }
  @inlinable public var buffer: UnsafeMutableBufferPointer<Element> { .init(start: base, count: count) }

  /// Step `t` of a sequence `[T, B, N]`, as `[B, N]`.
  @inlinable
  public func step(_ t: Int) -> Tensor {
    precondition(t >= 0 && t < steps, "step \(t) of \(shape)")
    return Tensor(base: base + t * rows * columns, shape: Shape(rows, columns))
  }

  /// Steps `range` of a sequence, as a sequence.
  @inlinable
  public func steps(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= steps, "steps \(range) of \(shape)")
    return Tensor(base: base + range.lowerBound * rows * columns, shape: Shape(range.count, rows, columns))
  }

  /// All steps under one another: `[T, B, N]` as `[T * B, N]`.
  @inlinable
  public var flattened: Tensor { Tensor(base: base, shape: Shape(shape.allRows, columns)) }

  /// Rows `range` of a matrix.
  @inlinable
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(steps == 1 && range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(shape)")
    return Tensor(base: base + range.lowerBound * columns, shape: Shape(range.count, columns))
  }

  /// Numbers `range` of a block, as a vector.
  @inlinable
  public func slice(_ range: Range<Int>) -> Tensor {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "numbers \(range) of \(shape)")
    return Tensor(base: base + range.lowerBound, shape: Shape(range.count))
  }

  public func fill(_ value: Element) { base.update(repeating: value, count: count) }

  public func copy(from other: Tensor) {
    precondition(other.count == count, "copy of \(other.shape) into \(shape)")
    base.update(from: other.base, count: count)
  }

  public func copy(from values: [Element]) {
    precondition(values.count == count, "copy of \(values.count) numbers into \(shape)")
    values.withUnsafeBufferPointer { base.update(from: $0.baseAddress!, count: count) }
  }

  public var array: [Element] { Array(buffer) }
}

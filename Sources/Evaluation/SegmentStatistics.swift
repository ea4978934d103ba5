/// The statistics of a metric, one row for each segment: `[count, width]`, row after row. Rows are summed to score several
/// segments together.
public struct SegmentStatistics: Sendable, Equatable {
  /// Numbers in a row; what each means is the metric's affair.
  public let width: Int
  public private(set) var values: [Double]

  /// - Parameter values: `[count, width]`; `width` is positive and divides their number.
  public init(width: Int, values: [Double] = []) {
    precondition(width > 0 && values.count.isMultiple(of: width), "\(values.count) values are not rows of \(width)")
    self.width = width
    self.values = values
  }

  /// The number of segments.
  public var count: Int { values.count / width }

  /// The row of one segment: `[width]`.
  public subscript(segment: Int) -> ArraySlice<Double> {
    values[segment * width..<(segment + 1) * width]
  }

  public mutating func append(_ row: [Double]) {
    precondition(row.count == width, "a row of \(row.count) values among rows of \(width)")
    values += row
  }

  mutating func reserveCapacity(_ count: Int) {
    values.reserveCapacity(count * width)
  }

  /// The sum of some rows: `[width]`.
  public func sum(of segments: some Sequence<Int>) -> [Double] {
    var total = [Double](repeating: 0, count: width)
    for segment in segments {
      for column in 0..<width { total[column] += values[segment * width + column] }
    }
    return total
  }

  /// The sum of all rows: `[width]`.
  public func sum() -> [Double] {
    var total = [Double](repeating: 0, count: width)
    var column = 0
    for value in values {
      total[column] += value
      column = column + 1 == width ? 0 : column + 1
    }
    return total
  }

  /// Row by row, what is left after `other` is taken away.
  func subtracting(_ other: SegmentStatistics) -> SegmentStatistics {
    SegmentStatistics(width: width, values: zip(values, other.values).map { $0 - $1 })
  }
}

/// Scores of resampled test sets. No text is read for them: each is a sum of rows, by indices that are drawn once for all
/// systems and metrics.
enum Resampling {
  /// For each measurement, the scores of `count` test sets of the same size, drawn with replacement.
  /// - Parameter measurements: all over the same segments.
  static func bootstrap(_ measurements: [Measurement], count: Int) -> [SampleValues] {
    guard let segments = measurements.first?.statistics.count else { return [] }
    let tables = measurements.map { RowTable<Float>($0.statistics) }
    var samples = measurements.map { _ in [SampleValue]() }
    var generator = NumpyGenerator()
    var indices = [UInt32](repeating: 0, count: segments)
    for _ in 0..<count {
      for position in indices.indices { indices[position] = generator.next(below: UInt32(segments)) }
      for (number, measurement) in measurements.enumerated() {
        samples[number].append(measurement.metric.sampleValue(of: tables[number].sum(indices, count: segments)))
      }
    }
    return samples.map { SampleValues($0) }
  }

  /// For each pair, the absolute differences in score of `count` pairs of test sets, in which each segment's translations
  /// were swapped or not, by chance.
  /// - Parameter pairs: measurements of two systems, all of the same segments.
  static func swaps(_ pairs: [(Measurement, Measurement)], count: Int) -> [SampleValues] {
    guard let segments = pairs.first?.0.statistics.count else { return [] }
    let totals = pairs.map { ($0.0.statistics.sum(), $0.1.statistics.sum()) }
    let differences = pairs.map { RowTable<Double>($0.0.statistics.subtracting($0.1.statistics)) }
    var distances = pairs.map { _ in [Double]() }
    var generator = NumpyGenerator()
    var swapped = [UInt32](repeating: 0, count: segments)
    for _ in 0..<count {
      var swapCount = 0
      for segment in 0..<segments {
        swapped[swapCount] = UInt32(segment)
        swapCount += Int(generator.nextBit())
      }
      for (number, pair) in pairs.enumerated() {
        let difference = differences[number].sum(swapped, count: swapCount)
        let one = zip(totals[number].1, difference).map { $0 + $1 }
        let other = zip(totals[number].0, difference).map { $0 - $1 }
        distances[number].append(abs(pair.0.metric.value(of: one) - pair.0.metric.value(of: other)))
      }
    }
    return distances.map { SampleValues($0, isSingle: false) }
  }
}

/// Rows of statistics, eight numbers to a vector, for sums over many of them: each column is added up from the first index
/// to the last.
private struct RowTable<Number: BinaryFloatingPoint & SIMDScalar & Sendable> {
  private let width: Int
  private let vectorsPerRow: Int
  private var vectors: [SIMD8<Number>]

  init(_ statistics: SegmentStatistics) {
    width = statistics.width
    vectorsPerRow = (width + 7) / 8
    vectors = [SIMD8<Number>](repeating: .zero, count: statistics.count * vectorsPerRow)
    for segment in 0..<statistics.count {
      for (column, value) in statistics[segment].enumerated() {
        vectors[segment * vectorsPerRow + column / 8][column % 8] = Number(value)
      }
    }
  }

  /// The sum of the rows with the first `count` of `indices`: `[width]`.
  func sum(_ indices: [UInt32], count: Int) -> [Number] {
    var total: [Number] = []
    total.reserveCapacity(vectorsPerRow * 8)
    vectors.withUnsafeBufferPointer { vectors in
      for part in 0..<vectorsPerRow {
        var sum = SIMD8<Number>.zero
        for position in 0..<count { sum += vectors[Int(indices[position]) * vectorsPerRow + part] }
        for column in 0..<8 { total.append(sum[column]) }
      }
    }
    total.removeLast(total.count - width)
    return total
  }
}

/// The score of a resample, and whether sacreBLEU computes it in single precision. sacreBLEU keeps the sums in single precision,
/// and numpy computes a score that is not a constant in the precision of the sums.
public struct SampleValue: Sendable, Equatable {
  public let value: Double
  public let isSingle: Bool

  public init(value: Double, isSingle: Bool) {
    self.value = value
    self.isSingle = isSingle
  }
}

/// Scores of resamples, with arithmetic as numpy does it: in single precision if all of them are.
struct SampleValues {
  var values: [Double]
  var isSingle: Bool

  init(_ values: [Double], isSingle: Bool) {
    self.values = values
    self.isSingle = isSingle
  }

  init(_ samples: [SampleValue]) {
    self.init(samples.map(\.value), isSingle: samples.allSatisfy(\.isSingle))
  }

  /// Numpy's mean, which adds up pairwise.
  var mean: Double {
    if isSingle { return Double(Self.sum(values.map { Float($0) }[...]) / Float(values.count)) }
    return Self.sum(values[...]) / Double(values.count)
  }

  /// The values after `operation`.
  func map(_ operation: (Double) -> Double) -> SampleValues {
    SampleValues(values.map { rounded(operation($0)) }, isSingle: isSingle)
  }

  /// The absolute differences.
  func distances(to other: SampleValues) -> SampleValues {
    var distances = SampleValues([], isSingle: isSingle && other.isSingle)
    distances.values = zip(values, other.values).map { distances.rounded(abs($0 - $1)) }
    return distances
  }

  /// The number of values above `bound`.
  func count(above bound: Double) -> Int {
    let bound = rounded(bound)
    return values.count { $0 > bound }
  }

  /// A result in the precision of the values. One operation in double precision, rounded, is the operation in single.
  func rounded(_ value: Double) -> Double { isSingle ? Double(Float(value)) : value }

  /// Numpy's order: up to 128 numbers with eight running sums, more in halves.
  private static func sum<Number: BinaryFloatingPoint>(_ numbers: ArraySlice<Number>) -> Number {
    let (start, count) = (numbers.startIndex, numbers.count)
    if count < 8 { return numbers.reduce(0, +) }
    if count > 128 {
      let half = count / 2 - count / 2 % 8
      return sum(numbers.prefix(half)) + sum(numbers.dropFirst(half))
    }
    var sums = Array(numbers.prefix(8))
    let whole = count - count % 8
    for index in 8..<max(8, whole) { sums[index % 8] += numbers[start + index] }
    var total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    for number in numbers.dropFirst(whole) { total += number }
    return total
  }
}

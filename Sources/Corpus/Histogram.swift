/// Counts of whole numbers from 0 on, in bounded memory. Numbers below 1024 are counted exactly; above, in steps of at
/// most 1/512 of the number. Histograms add up, in any order.
public struct Histogram: Sendable, Equatable {
  private static let exactBits = 10

  private var counts: [Int] = []
  /// The number of values that were added.
  public private(set) var count = 0
  public private(set) var sum = 0
  public private(set) var largest = 0

  public init() {}

  public mutating func add(_ number: Int) {
    precondition(number >= 0, "a histogram counts from 0 on, not \(number)")
    let bucket = Self.bucket(of: number)
    if bucket >= counts.count { counts.append(contentsOf: repeatElement(0, count: bucket + 1 - counts.count)) }
    counts[bucket] += 1
    count += 1
    sum += number
    largest = max(largest, number)
  }

  public static func += (left: inout Histogram, right: Histogram) {
    if right.counts.count > left.counts.count {
      left.counts.append(contentsOf: repeatElement(0, count: right.counts.count - left.counts.count))
    }
    for (bucket, count) in right.counts.enumerated() { left.counts[bucket] += count }
    left.count += right.count
    left.sum += right.sum
    left.largest = max(left.largest, right.largest)
  }

  /// 0 if there are no numbers.
  public var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

  /// The number that at least `share` of all numbers do not exceed; 0 if there are none.
  public func quantile(_ share: Double) -> Int {
    let rank = max(1, Int((share * Double(count)).rounded(.up)))
    var passed = 0
    for (bucket, count) in counts.enumerated() {
      passed += count
      if passed >= rank { return min(Self.lowest(in: bucket), largest) }
    }
    return largest
  }

  /// The number of values in each of the ranges that begin at `bounds`, which rise; the last has no end.
  public func counts(from bounds: [Int]) -> [Int] {
    var shares = [Int](repeating: 0, count: bounds.count)
    var range = -1
    for (bucket, count) in counts.enumerated() where count > 0 {
      while range + 1 < bounds.count && bounds[range + 1] <= Self.lowest(in: bucket) { range += 1 }
      if range >= 0 { shares[range] += count }
    }
    return shares
  }

  private static func bucket(of number: Int) -> Int {
    if number < 1 << exactBits { return number }
    let octave = Int.bitWidth - number.leadingZeroBitCount - exactBits
    return (1 << exactBits) + (octave - 1) << (exactBits - 1) + (number >> octave - 1 << (exactBits - 1))
  }

  private static func lowest(in bucket: Int) -> Int {
    if bucket < 1 << exactBits { return bucket }
    let above = bucket - 1 << exactBits
    let octave = above >> (exactBits - 1) + 1
    return (1 << (exactBits - 1) + above & (1 << (exactBits - 1) - 1)) << octave
  }
}

import Glibc

/// Whether line N of one side belongs to line N of the other. The lengths of a segment and of its translation go together:
/// where those of neighbouring lines correlate better than those of the same line, a side has lost or gained a line.
struct CorpusAlignment {
  /// The place at which a side is first shifted.
  struct Shift: Equatable {
    /// Approximate, within some lines.
    var line: Int
    /// Line N of the source goes with line N + `offset` of the target.
    var offset: Int
  }

  private(set) var firstShift: Shift?

  /// Short stretches show where a shift begins and ends; long ones show it in text whose lengths say little.
  static let stretchPairs = [200, 1000]
  /// Fewer pairs are not enough for a statement.
  static let leastPairs = 30
  static let largestOffset = 5

  /// - Parameter stretches: pairs that follow each other.
  init(_ stretches: [SegmentLengths]) {
    let stretches = stretches.map { (lengths: Lengths($0), lines: $0.lines) }
    for pairs in Self.stretchPairs { look(at: stretches, by: pairs) }
  }

  /// Looks for the first shift, in ranges of about so many pairs.
  private mutating func look(at stretches: [(lengths: Lengths, lines: [Int])], by pairs: Int) {
    for (lengths, lines) in stretches {
      for range in Self.cut(lengths.count, by: pairs) {
        guard let offset = lengths.shift(in: range) else { continue }
        // It may have begun in the stretch before, and too late to show there.
        let start = lengths.start(ofShift: offset, in: max(0, range.lowerBound - pairs)..<range.upperBound)
        if lines[start] < firstShift?.line ?? .max {
          firstShift = Shift(line: lines[start], offset: offset)
        }
        return
      }
    }
  }

  /// Ranges of about this many pairs, without those that are too short.
  private static func cut(_ count: Int, by pairs: Int) -> [Range<Int>] {
    let parts = max(1, count / pairs)
    return count < leastPairs ? [] : (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
  }
}

/// The characters of both sides of pairs that follow each other.
struct SegmentLengths: Sendable {
  fileprivate var source: [Int32] = []
  fileprivate var target: [Int32] = []
  /// The line of each pair in the file, or its number in shards, from 1.
  fileprivate var lines: [Int] = []

  mutating func append(source: Int, target: Int, line: Int) {
    self.source.append(Int32(clamping: source))
    self.target.append(Int32(clamping: target))
    lines.append(line)
  }

  /// Appends the first of `other`, as many as there is room for.
  mutating func append(_ other: SegmentLengths, limit: Int) {
    let count = min(other.lines.count, limit - lines.count)
    if count <= 0 { return }
    source += other.source[..<count]
    target += other.target[..<count]
    lines += other.lines[..<count]
  }
}

/// Logarithms of the lengths of both sides.
private struct Lengths {
  let source: [Double]
  let target: [Double]
  var count: Int { source.count }

  init(_ lengths: SegmentLengths) {
    source = lengths.source.map { log(1 + Double($0)) }
    target = lengths.target.map { log(1 + Double($0)) }
  }

  /// The offset by which the targets correlate with the sources, if they clearly do not where they are.
  func shift(in range: Range<Int>) -> Int? {
    let here = correlation(range, offset: 0)
    // Several times the correlation that this many pairs, each with a few neighbours, have by chance.
    let chance = 1 / Double(range.count).squareRoot()
    var best = (offset: 0, correlation: max(here + max(0.15, 4 * chance), max(0.3, min(0.6, 5.6 * chance))))
    for distance in 1...CorpusAlignment.largestOffset {
      for offset in [-distance, distance] {
        let found = correlation(range, offset: offset)
        if found > best.correlation { best = (offset, found) }
      }
    }
    return best.offset == 0 ? nil : best.offset
  }

  /// The correlation (Pearson) of the sources in the range with the targets `offset` lines later; 0 if a side does not vary.
  private func correlation(_ range: Range<Int>, offset: Int) -> Double {
    let range = max(range.lowerBound, -offset)..<min(range.upperBound, count - max(0, offset))
    if range.count < CorpusAlignment.leastPairs / 2 { return 0 }
    var (sumX, sumY, sumXX, sumYY, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in range {
      let (x, y) = (source[index], target[index + offset])
      sumX += x
      sumY += y
      sumXX += x * x
      sumYY += y * y
      sumXY += x * y
    }
    let n = Double(range.count)
    let spread = ((sumXX - sumX * sumX / n) * (sumYY - sumY * sumY / n)).squareRoot()
    return spread > 1e-9 * n ? (sumXY - sumX * sumY / n) / spread : 0
  }

  /// The start of the shift: before it the lengths fit best unshifted, after it shifted.
  func start(ofShift offset: Int, in range: Range<Int>) -> Int {
    let ratio = (target.reduce(0, +) - source.reduce(0, +)) / Double(max(1, count))
    func misfit(_ index: Int, _ offset: Int) -> Double {
      guard target.indices.contains(index + offset) else { return 0 }
      let difference = target[index + offset] - source[index] - ratio
      return difference * difference
    }
    var (best, bestGain, gain) = (range.lowerBound, 0.0, 0.0)
    for index in range {
      gain += misfit(index, offset) - misfit(index, 0)
      if gain > bestGain { (best, bestGain) = (index + 1, gain) }
    }
    return min(best, count - 1)
  }
}

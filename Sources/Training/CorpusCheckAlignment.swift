import Corpus
import Glibc

/// Whether line N of one side belongs to line N of the other. The lengths of a segment and of its translation go together:
/// where those of neighbouring lines correlate better than those of the same line, a side has lost or gained a line.
struct CorpusCheckAlignment: Equatable {
  /// Where a side is first shifted.
  struct Shift: Equatable {
    var path: String
    /// About: within some lines.
    var line: Int
    /// Line N of the source goes with line N + `offset` of the target.
    var offset: Int
  }

  private(set) var firstShift: Shift?
  private(set) var blocks = 0
  private(set) var shiftedBlocks = 0

  static let blockPairs = 200
  /// Of fewer pairs nothing is said.
  static let leastPairs = 30
  static let largestOffset = 5

  init(_ sample: CorpusSample) {
    for stretch in sample.stretches { look(at: Lengths(stretch.pairs), stretch.lines, sample.path) }
  }

  private mutating func look(at lengths: Lengths, _ lines: [Int], _ path: String) {
    let count = max(1, lengths.count / Self.blockPairs)
    for block in 0..<count {
      let range = lengths.count * block / count..<lengths.count * (block + 1) / count
      guard range.count >= Self.leastPairs else { continue }
      blocks += 1
      guard let offset = lengths.shift(in: range) else { continue }
      shiftedBlocks += 1
      if firstShift == nil {
        let before = block == 0 ? range.lowerBound : lengths.count * (block - 1) / count
        let start = lengths.start(ofShift: offset, in: before..<range.upperBound)
        firstShift = Shift(path: path, line: lines[start], offset: offset)
      }
    }
  }
}

/// Logarithms of the lengths of both sides.
private struct Lengths {
  let source: [Double]
  let target: [Double]
  var count: Int { source.count }

  init(_ pairs: [SentencePair]) {
    source = pairs.map { log(Double(1 + $0.source.unicodeScalars.count)) }
    target = pairs.map { log(Double(1 + $0.target.unicodeScalars.count)) }
  }

  /// The offset by which the targets correlate with the sources, if they clearly do not where they are.
  func shift(in range: Range<Int>) -> Int? {
    let here = correlation(range, offset: 0)
    let gain = max(0.3, 4 / Double(range.count).squareRoot())
    var best = (offset: 0, correlation: max(0.5, here + gain))
    for distance in 1...CorpusCheckAlignment.largestOffset {
      for offset in [-distance, distance] {
        let found = correlation(range, offset: offset)
        if found > best.correlation { best = (offset, found) }
      }
    }
    return best.offset == 0 ? nil : best.offset
  }

  /// Of the sources in the range and the targets so many lines on (Pearson); 0 where a side does not vary.
  private func correlation(_ range: Range<Int>, offset: Int) -> Double {
    let range = max(range.lowerBound, -offset)..<min(range.upperBound, count - max(0, offset))
    if range.count < CorpusCheckAlignment.leastPairs / 2 { return 0 }
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

  /// Where the shift begins: the place before which lengths fit best as they are, and after which shifted.
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

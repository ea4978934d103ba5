/// The word edit distance of a hypothesis to a reference, within a band around the diagonal, with its alignment.
///
/// Rows are the hypothesis's words, columns the reference's, and a row is computed for the `beam` columns on either side of
/// its place on the diagonal: time and memory are linear in the words. Of operations that cost the same, keeping or
/// replacing a word comes before deleting one of the hypothesis, and that before inserting one of the reference.
///
/// The rows stay, so that the distance of a hypothesis that differs in a part only is found from that part.
struct BandedEditDistance {
  private enum Operation {
    static let keep: UInt8 = 0
    static let replace: UInt8 = 1
    static let delete: UInt8 = 2
    static let insert: UInt8 = 3
  }

  private static let beam = 25
  private static let unreachable: Int32 = 1 << 29

  private(set) var hypothesis: [UInt32] = []
  private var reference: [UInt32] = []
  /// Columns of each row, from 0 (no word of the hypothesis) on.
  private var bands: [Range<Int>] = []
  /// Cells in memory for a row.
  private var stride = 0
  private var costs: [Int32] = []
  private var operations: [UInt8] = []
  private var scratch: [Int32] = []

  /// The position of the hypothesis that each reference position is aligned to, or the one after which it is missing; -1
  /// where that is before the first.
  private(set) var alignment: [Int] = []
  /// How many words of the hypothesis before each position are not kept: count + 1 numbers.
  private(set) var hypothesisErrors: [Int32] = []
  /// The same for the reference.
  private(set) var referenceErrors: [Int32] = []

  var distance: Int { Int(costs[hypothesis.count * stride + reference.count - bands[hypothesis.count].lowerBound]) }

  /// Whether no cell lies outside of the band, so that the distance is the true one.
  var isExact: Bool {
    bands[min(1, hypothesis.count)].upperBound == reference.count + 1 && bands[hypothesis.count].lowerBound == 0
  }

  /// Starts with two sequences of words. The reference is not empty.
  mutating func start(hypothesis: [UInt32], reference: [UInt32]) {
    self.hypothesis = hypothesis
    self.reference = reference
    let (rows, columns) = (hypothesis.count, reference.count)
    let ratio = rows == 0 ? 1 : Double(columns) / Double(rows)
    // If the lengths differ so much that rows would not overlap, the beam is wider.
    let halfRatio = ratio / 2
    let beam = Double(Self.beam) < halfRatio ? Int((halfRatio + Double(Self.beam)).rounded(.up)) : Self.beam
    bands.removeAll(keepingCapacity: true)
    bands.append(0..<columns + 1)
    stride = columns + 1
    if rows > 0 {
      stride = 0
      for row in 1...rows {
        let diagonal = Int(Double(row) * ratio)
        let upper = row == rows ? columns + 1 : min(columns + 1, diagonal + beam)
        bands.append(max(0, diagonal - beam)..<upper)
        stride = max(stride, bands[row].count)
      }
      // Only the part of the first row that lies above the second is read.
      bands[0] = 0..<min(columns + 1, bands[1].upperBound)
      stride = max(stride, bands[0].count)
    }
    let cells = (rows + 1) * stride
    if costs.count < cells {
      costs = [Int32](repeating: 0, count: cells)
      operations = [UInt8](repeating: 0, count: cells)
    }
    if scratch.count < 2 * stride { scratch = [Int32](repeating: 0, count: 2 * stride) }
    for column in bands[0] {
      costs[column] = Int32(column)
      operations[column] = Operation.insert
    }
    compute(from: 1)
  }

  /// Takes a hypothesis with the same number of words, which differs from `position` on.
  mutating func replace(hypothesis: [UInt32], from position: Int) {
    self.hypothesis = hypothesis
    compute(from: position + 1)
  }

  /// The distance of a hypothesis with the same number of words, which differs within `changed`.
  /// - Returns: nil if it is above `limit`.
  mutating func distance(of words: [UInt32], changed: Range<Int>, limit: Int) -> Int? {
    let (rows, columns, stride, bands, reference) = (words.count, reference.count, stride, bands, reference)
    let (costs, limit) = (costs, Int32(limit))
    return scratch.withUnsafeMutableBufferPointer { scratch in
      costs.withUnsafeBufferPointer { costs in
        var above = UnsafeBufferPointer(
          rebasing: costs[changed.lowerBound * stride..<(changed.lowerBound + 1) * stride])
        for row in changed.lowerBound + 1...rows {
          let half = row & 1 * stride
          let current = UnsafeMutableBufferPointer(rebasing: scratch[half..<half + stride])
          let least = Self.fill(
            current, nil, word: words[row - 1], reference: reference, band: bands[row], above: above,
            aboveBand: bands[row - 1])
          if least > limit { return nil }
          above = UnsafeBufferPointer(current)
          guard row >= changed.upperBound && row < rows else { continue }
          // If a row equals the old hypothesis's row plus a constant, so do all later rows.
          let old = costs.baseAddress! + row * stride
          let difference = above[0] - old[0]
          var isShifted = true
          for cell in 1..<bands[row].count where above[cell] - old[cell] != difference {
            isShifted = false
            break
          }
          if isShifted {
            let distance = costs[rows * stride + columns - bands[rows].lowerBound] + difference
            return distance > limit ? nil : Int(distance)
          }
        }
        let distance = above[columns - bands[rows].lowerBound]
        return distance > limit ? nil : Int(distance)
      }
    }
  }

  private mutating func compute(from first: Int) {
    Self.compute(first, &costs, &operations, hypothesis, reference, bands, stride)
    align()
  }

  private static func compute(
    _ first: Int, _ costs: inout [Int32], _ operations: inout [UInt8], _ hypothesis: [UInt32], _ reference: [UInt32],
    _ bands: [Range<Int>], _ stride: Int
  ) {
    costs.withUnsafeMutableBufferPointer { costs in
      operations.withUnsafeMutableBufferPointer { operations in
        var row = first
        while row <= hypothesis.count {
          let cells = row * stride..<(row + 1) * stride
          let above = UnsafeBufferPointer(rebasing: costs[cells.lowerBound - stride..<cells.lowerBound])
          _ = fill(
            UnsafeMutableBufferPointer(rebasing: costs[cells]),
            UnsafeMutableBufferPointer(rebasing: operations[cells]), word: hypothesis[row - 1], reference: reference,
            band: bands[row], above: above, aboveBand: bands[row - 1])
          row += 1
        }
      }
    }
  }

  /// Computes a row from the one above it.
  /// - Returns: its least cost.
  @inline(__always)
  private static func fill(
    _ costs: UnsafeMutableBufferPointer<Int32>, _ operations: UnsafeMutableBufferPointer<UInt8>?, word: UInt32,
    reference: [UInt32], band: Range<Int>, above: UnsafeBufferPointer<Int32>, aboveBand: Range<Int>
  ) -> Int32 {
    reference.withUnsafeBufferPointer { reference in
      let above = above.baseAddress! - aboveBand.lowerBound  // so that columns are indices
      var diagonal = aboveBand.contains(band.lowerBound - 1) ? above[band.lowerBound - 1] : unreachable
      var left = unreachable
      var least = unreachable
      for column in band {
        let up = column < aboveBand.upperBound ? above[column] : unreachable
        let isKept = column > 0 && reference[column - 1] == word
        // The first of the cheapest, in this order.
        var cost = column > 0 ? diagonal + (isKept ? 0 : 1) : unreachable
        var operation = isKept ? Operation.keep : Operation.replace
        if up + 1 < cost { (cost, operation) = (up + 1, Operation.delete) }
        if left + 1 < cost { (cost, operation) = (left + 1, Operation.insert) }
        costs[column - band.lowerBound] = cost
        if let operations { operations[column - band.lowerBound] = operation }
        least = min(least, cost)
        (diagonal, left) = (up, cost)
      }
      return least
    }
  }

  /// Follows the operations from the end.
  private mutating func align() {
    let (rows, columns) = (hypothesis.count, reference.count)
    Self.resize(&alignment, columns)
    Self.resize(&hypothesisErrors, rows + 1)
    Self.resize(&referenceErrors, columns + 1)
    var (row, column) = (rows, columns)
    while row > 0 || column > 0 {
      let operation = row == 0 ? Operation.insert : operations[row * stride + column - bands[row].lowerBound]
      let isError: Int32 = operation == Operation.keep ? 0 : 1
      if operation != Operation.delete {
        alignment[column - 1] = row - 1
        referenceErrors[column] = isError
        column -= 1
      }
      if operation != Operation.insert {
        hypothesisErrors[row] = isError
        row -= 1
      }
    }
    Self.accumulate(&hypothesisErrors)
    Self.accumulate(&referenceErrors)
  }

  private static func resize<Number: FixedWidthInteger>(_ numbers: inout [Number], _ count: Int) {
    if numbers.count > count { numbers.removeLast(numbers.count - count) }
    if numbers.count < count { numbers += repeatElement(0, count: count - numbers.count) }
  }

  private static func accumulate(_ errors: inout [Int32]) {
    errors[0] = 0
    for index in errors.indices.dropFirst() { errors[index] += errors[index - 1] }
  }
}

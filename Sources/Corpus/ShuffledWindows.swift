import Basics

/// The part of a frame that a window takes.
struct FrameSlice: Sendable, Equatable {
  /// The number of the corpus in the mixture.
  var part: Int
  /// The number of earlier passes over the corpus.
  var pass: Int
  var frame: Int
  /// Places in the order in which this pass shuffles the frame.
  var places: Range<Int>
}

/// Cuts each epoch of a mixture into windows. The pairs of a window are shuffled in memory together.
///
/// A window takes from each part of the mixture its share of the epoch, to within one pair. A frame that is too large
/// for a window's share is shuffled and taken in parts. All depends on the seed, the epoch and the window alone, so
/// that any place is found again without replaying what came before.
struct ShuffledWindows: Sendable {
  let mixture: CorpusMixture
  /// Windows of an epoch; 0 if there is no pair.
  let count: Int
  private let generator: SeededGenerator
  private var passes: [Int: (number: Int, order: [Int], ends: [Int])] = [:]

  /// - Parameter windowPairs: about how many pairs a window holds.
  init(_ mixture: CorpusMixture, windowPairs: Int, generator: SeededGenerator) {
    self.mixture = mixture
    self.generator = generator
    count = mixture.pairs == 0 ? 0 : max(1, Int((mixture.pairsAnEpoch / Double(windowPairs)).rounded()))
  }

  /// The slices of window `window` of epoch `epoch`.
  mutating func slices(epoch: Int, window: Int) -> [FrameSlice] {
    var slices: [FrameSlice] = []
    for (number, part) in mixture.parts.enumerated() where part.pairs > 0 {
      let start = part.start(ofEpoch: epoch)
      let length = part.start(ofEpoch: epoch + 1) - start
      var place = start + Self.share(length, window, of: count)
      let end = start + Self.share(length, window + 1, of: count)
      while place < end {
        let pass = place / part.pairs
        let passEnd = min(end, (pass + 1) * part.pairs)
        append(number, pass: pass, (place - pass * part.pairs)..<(passEnd - pass * part.pairs), to: &slices)
        place = passEnd
      }
    }
    return slices
  }

  /// Whether there can be such a place; its window tells whether it has the batch.
  func holds(_ position: DataPosition) -> Bool {
    (0...Int(UInt32.max)).contains(position.epoch) && (0..<count).contains(position.window) && position.batch >= 0
      && mixture.parts.allSatisfy { $0.isExact(inEpoch: position.epoch) }
  }

  /// Reads and shuffles a window.
  mutating func load(epoch: Int, window: Int, threads: Int) throws(CorpusError) -> PairWindow {
    try PairWindow(
      slices(epoch: epoch, window: window), of: self,
      generator: windowGenerator(epoch: epoch, window: window).split(0), threads: threads)
  }

  /// The place at which share `number` of `count` shares begins.
  private static func share(_ length: Int, _ number: Int, of count: Int) -> Int {
    let product = length.multipliedFullWidth(by: number)
    return count.dividingFullWidth(product).quotient
  }

  private mutating func append(_ part: Int, pass: Int, _ range: Range<Int>, to slices: inout [FrameSlice]) {
    let (order, ends) = order(part, pass)
    var index = Self.firstIndex(in: ends, above: range.lowerBound)
    while index < order.count {
      let start = index == 0 ? 0 : ends[index - 1]
      if start >= range.upperBound { break }
      let places = (max(start, range.lowerBound) - start)..<(min(ends[index], range.upperBound) - start)
      slices.append(FrameSlice(part: part, pass: pass, frame: order[index], places: places))
      index += 1
    }
  }

  /// The frames of a pass, and how many pairs there are up to the end of each.
  private mutating func order(_ number: Int, _ pass: Int) -> (order: [Int], ends: [Int]) {
    if let known = passes[number], known.number == pass { return (known.order, known.ends) }
    let part = mixture.parts[number]
    let frames = part.frames.count
    let order = FrameOrder.frames(
      count: frames, strata: Int((Double(frames) * part.timesAnEpoch / Double(count)).rounded()),
      generator: passGenerator(number, pass).split(0)
    ).map { part.frames.lowerBound + $0 }
    var end = 0
    let ends = order.map { frame in
      end += part.reader.pairCount(ofFrame: frame)
      return end
    }
    passes[number] = (pass, order, ends)
    return (order, ends)
  }

  /// The random numbers of a pass over a corpus: keys from 1 on are those of its frames.
  func passGenerator(_ part: Int, _ pass: Int) -> SeededGenerator {
    generator.split(0).split(UInt64(part)).split(UInt64(pass))
  }

  /// The random numbers of a window once it is loaded.
  func windowGenerator(epoch: Int, window: Int) -> SeededGenerator {
    generator.split(1).split(UInt64(epoch)).split(UInt64(window))
  }

  private static func firstIndex(in ends: [Int], above place: Int) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

import Basics

/// The never-ending sequence of batches: each pair once an epoch, in an order that depends on the seed alone. It can start
/// at any `DataPosition`, at the cost of preparing one window.
///
/// Within a window the pairs are shuffled, sorted into batches of like length, and the batches shuffled.
public struct BatchIterator: Sendable {
  /// A window's batches.
  struct Window: Sendable {
    var batches: [Batch]
    /// Pairs of the window that the encoder gave up.
    var droppedPairs: Int
  }

  /// Encodes a pair; nil leaves it out, for example because it is too long. It is called on several threads at once, and
  /// must give the same for the same pair.
  public typealias Encoder = @Sendable (SentencePair) -> EncodedPair?

  private let reader: ShardReader
  private let framePairs: [Int]
  private let batchTokens: Int
  private let windowPairs: Int
  private let threads: Int
  private let generator: SeededGenerator
  var encode: Encoder

  private var position: DataPosition
  private var plan: (epoch: Int, windows: [ShuffleWindow])?
  /// Batches since the epoch began; nil if the iterator started within the epoch.
  private var batchesOfEpoch: Int?

  private var window: [Batch] = []
  private var nextInWindow = 0
  /// Pairs that the encoder left out of the windows prepared so far.
  public private(set) var droppedPairs = 0

  /// - Parameters:
  ///   - batchTokens: the most target tokens of a batch, end symbols included, padding not.
  ///   - windowPairs: about how many pairs are shuffled together.
  ///   - seed: decides the order.
  ///   - threads: encode a window; the batches do not depend on their number.
  ///   - position: the first batch to give, from `Batch.nextPosition`.
  public init(
    reader: ShardReader, batchTokens: Int, windowPairs: Int = 100_000, seed: UInt64, threads: Int = 1,
    position: DataPosition = .start, encode: @escaping Encoder
  ) {
    precondition(batchTokens > 0 && windowPairs > 0 && threads > 0, "a batch iterator of nothing")
    self.reader = reader
    self.batchTokens = batchTokens
    self.windowPairs = windowPairs
    self.threads = threads
    self.position = position
    self.encode = encode
    generator = SeededGenerator(seed: seed)
    framePairs = (0..<reader.frameCount).map(reader.pairCount)
  }

  /// The next batch. There always is one.
  public mutating func next() throws(CorpusError) -> Batch {
    while nextInWindow == window.count {
      let prepared = try nextWindow()
      window = prepared.batches
      droppedPairs += prepared.droppedPairs
      nextInWindow = 0
    }
    nextInWindow += 1
    return window[nextInWindow - 1]
  }

  /// Prepares the next window: what is left of it if the iterator started within it. It may have no batch.
  mutating func nextWindow() throws(CorpusError) -> Window {
    let start = position
    guard start.epoch >= 0 && start.epoch <= Int(UInt32.max) else { throw .positionNotInData(start) }
    let epoch = generator.split(UInt64(start.epoch))
    let windows = windows(of: start.epoch, epoch)
    if windows.isEmpty { throw .noPairs(path: reader.folder) }
    guard windows.indices.contains(start.window) else { throw .positionNotInData(start) }

    let isLast = start.window == windows.count - 1
    position =
      isLast
      ? DataPosition(epoch: start.epoch + 1, window: 0, batch: 0)
      : DataPosition(epoch: start.epoch, window: start.window + 1, batch: 0)
    var window = try prepare(windows[start.window], at: start, then: position, epoch.split(UInt64(start.window) + 1))

    if start.window == 0 { batchesOfEpoch = 0 }
    batchesOfEpoch? += window.batches.count
    if isLast && batchesOfEpoch == 0 { throw .everyPairDropped(path: reader.folder, pairs: reader.index.pairs) }

    guard start.batch == 0 || window.batches.indices.contains(start.batch) else { throw .positionNotInData(start) }
    window.batches.removeFirst(start.batch)
    return window
  }

  private mutating func windows(of epoch: Int, _ generator: SeededGenerator) -> [ShuffleWindow] {
    if let plan, plan.epoch == epoch { return plan.windows }
    let windows = ShuffleWindow.windows(
      framePairs: framePairs, windowPairs: windowPairs, generator: generator.split(0))
    plan = (epoch, windows)
    return windows
  }

  private func prepare(
    _ window: ShuffleWindow, at start: DataPosition, then end: DataPosition, _ generator: SeededGenerator
  ) throws(CorpusError) -> Window {
    var numbered: [(number: Int, pair: SentencePair)] = []
    for frame in window.frames {
      let firstPair = reader.firstPair(ofFrame: frame)
      for (offset, pair) in try reader.frame(frame).enumerated() { numbered.append((firstPair + offset, pair)) }
    }
    let encoded = ParallelMap.map(numbered, threads: threads) { [encode] numbered in
      var pair = encode(numbered.pair)
      pair?.number = numbered.number
      return pair
    }
    var pairs = encoded.compactMap { $0 }
    var generator = generator
    generator.shuffle(&pairs)
    var batches = LengthBuckets.batches(of: pairs, batchTokens: batchTokens)
    generator.shuffle(&batches)
    return Window(
      batches: batches.enumerated().map { number, pairs in
        let here = DataPosition(epoch: start.epoch, window: start.window, batch: number)
        let next = DataPosition(epoch: start.epoch, window: start.window, batch: number + 1)
        return Batch(
          pairs: pairs, targetTokens: pairs.reduce(0) { $0 + $1.target.count + 1 }, position: here,
          nextPosition: number + 1 == batches.count ? end : next)
      },
      droppedPairs: encoded.count - pairs.count)
  }
}

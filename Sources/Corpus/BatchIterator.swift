import Basics

/// The never-ending sequence of batches: each pair once an epoch (or as often as its corpus's weight says), in an order that
/// depends on the seed alone. It can start at any `DataPosition`, at the cost of preparing one window.
///
/// Within a window the pairs are shuffled, sorted into batches of like length, and the batches shuffled.
public struct BatchIterator: Sendable {
  /// The result of encoding a pair.
  public enum Encoded: Sendable {
    case pair(source: [TokenID], target: [TokenID])
    case dropped(DropReason)
  }

  /// Encodes a pair. It is called on several threads at once, and must give the same for the same pair.
  public typealias Encoder = @Sendable (SentencePair) -> Encoded

  /// A window's batches.
  struct Window: Sendable {
    var batches: [Batch]
    /// Pairs of the window that the encoder gave up.
    var dropped: DropTally
  }

  private let batchTokens: Int
  private var threads: Int
  var encode: Encoder

  private var windows: ShuffledWindows
  private var position: DataPosition
  /// The counts of the epoch so far; nil if the iterator started within the epoch.
  private var ofEpoch: (batches: Int, dropped: DropTally)?
  /// Epochs in a row in which no pair's turn came, because weights are small.
  private var emptyEpochs = 0
  private static let mostEmptyEpochs = 2000

  private var window: [Batch] = []
  private var nextInWindow = 0
  /// Pairs that the encoder left out of the windows prepared so far.
  public private(set) var dropped = DropTally()

  /// - Parameters:
  ///   - batchTokens: the most target tokens of a batch, end symbols included, padding not.
  ///   - windowPairs: about how many pairs are shuffled together.
  ///   - seed: decides the order.
  ///   - threads: read and encode the first window, while nothing else computes; the later ones have one. The batches do not
  ///     depend on their number.
  ///   - position: the first batch to give, from `Batch.nextPosition`.
  public init(
    _ mixture: CorpusMixture, batchTokens: Int, windowPairs: Int? = nil, seed: UInt64,
    threads: Int = 1, position: DataPosition = .start, encode: @escaping Encoder
  ) {
    precondition(batchTokens > 0 && windowPairs ?? 1 > 0 && threads > 0, "a batch iterator of nothing")
    self.batchTokens = batchTokens
    self.threads = threads
    self.position = position
    self.encode = encode
    windows = ShuffledWindows(
      mixture, windowPairs: windowPairs ?? mixture.windowPairs, generator: SeededGenerator(seed: seed))
  }

  /// The next batch. There always is one.
  public mutating func next() throws(CorpusError) -> Batch {
    while nextInWindow == window.count {
      let prepared = try nextWindow()
      window = prepared.batches
      dropped += prepared.dropped
      nextInWindow = 0
    }
    nextInWindow += 1
    return window[nextInWindow - 1]
  }

  /// Prepares the next window: what is left of it if the iterator started within it. It may have no batch.
  mutating func nextWindow() throws(CorpusError) -> Window {
    let start = position
    if windows.count == 0 { throw .noPairs(path: windows.mixture.path) }
    guard windows.holds(start) else { throw .positionNotInData(start) }
    let isLast = start.window == windows.count - 1
    position =
      isLast
      ? DataPosition(epoch: start.epoch + 1, window: 0, batch: 0)
      : DataPosition(epoch: start.epoch, window: start.window + 1, batch: 0)
    var window = try prepare(at: start, then: position)
    threads = 1

    if start.window == 0 { ofEpoch = (0, DropTally()) }
    ofEpoch?.batches += window.batches.count
    ofEpoch?.dropped += window.dropped
    if isLast, let ofEpoch { try checkEpoch(ofEpoch.batches, ofEpoch.dropped) }
    guard start.batch == 0 || window.batches.indices.contains(start.batch) else { throw .positionNotInData(start) }
    window.batches.removeFirst(start.batch)
    return window
  }

  /// Throws if no epoch will have a batch.
  private mutating func checkEpoch(_ batches: Int, _ dropped: DropTally) throws(CorpusError) {
    emptyEpochs = batches == 0 && dropped.total == 0 ? emptyEpochs + 1 : 0
    if (batches == 0 && dropped.total > 0) || emptyEpochs > Self.mostEmptyEpochs {
      throw .everyPairDropped(path: windows.mixture.path, pairs: windows.mixture.pairs, dropped: dropped)
    }
  }

  private mutating func prepare(at start: DataPosition, then end: DataPosition) throws(CorpusError) -> Window {
    let pairs = try windows.load(epoch: start.epoch, window: start.window, threads: threads)
    let encoded = ParallelMap.map(Array(0..<pairs.count), threads: threads) { [encode] index in
      pairs.pair(index).map(encode)
    }
    var kept: [EncodedPair] = []
    var dropped = DropTally()
    for (line, encoded) in zip(pairs.lines, encoded) {
      switch encoded {
      case .pair(let source, let target): kept.append(EncodedPair(source: source, target: target, number: line.number))
      case .dropped(let reason): dropped.counts[reason, default: 0] += 1
      case nil: throw windows.mixture.notAPair(line.number)
      }
    }
    var generator = windows.windowGenerator(epoch: start.epoch, window: start.window).split(1)
    var batches = LengthBuckets.batches(of: kept, batchTokens: batchTokens)
    generator.shuffle(&batches)
    return Window(
      batches: batches.enumerated().map { number, pairs in
        let here = DataPosition(epoch: start.epoch, window: start.window, batch: number)
        let next = DataPosition(epoch: start.epoch, window: start.window, batch: number + 1)
        return Batch(
          pairs: pairs, targetTokens: pairs.reduce(0) { $0 + $1.target.count + 1 }, position: here,
          nextPosition: number + 1 == batches.count ? end : next)
      },
      dropped: dropped)
  }
}

import Basics

/// All pairs of a mixture in the order of training, window by window, before any normalization: epoch after epoch without end.
public struct ShuffledPairs: Sendable {

  private var windows: ShuffledWindows
  private var epoch = 0
  private var window = 0

  public init(_ mixture: CorpusMixture, windowPairs: Int? = nil, seed: UInt64) {
    windows = ShuffledWindows(
      mixture, windowPairs: windowPairs ?? mixture.windowPairs, generator: SeededGenerator(seed: seed))
  }

  /// Windows of an epoch.
  public var windowsAnEpoch: Int { windows.count }

  /// The next window, and the number of its epoch.
  public mutating func next(threads: Int = 1) throws(CorpusError) -> (epoch: Int, window: PairWindow) {
    if windows.count == 0 { throw .noPairs(path: windows.mixture.path) }
    let loaded = try windows.load(epoch: epoch, window: window, threads: threads)
    defer {
      window += 1
      if window == windows.count { (epoch, window) = (epoch + 1, 0) }
    }
    return (epoch, loaded)
  }
}

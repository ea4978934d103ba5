import Basics

/// The order of an epoch: all frames in random order, cut into windows. A window is as much as is shuffled in memory.
///
/// The order depends on the seed and the epoch alone, so that any place in it is found again without replaying what came
/// before.
struct ShuffleWindow {
  /// The frames to load, in order.
  let frames: [Int]

  /// The windows of an epoch, in order: each frame is in one of them, and each holds about `windowPairs` pairs.
  /// - Parameter framePairs: the number of pairs in each frame.
  static func windows(framePairs: [Int], windowPairs: Int, generator: SeededGenerator) -> [ShuffleWindow] {
    var generator = generator
    var frames = Array(framePairs.indices)
    generator.shuffle(&frames)
    let total = framePairs.reduce(0, +)
    let count = max(1, (total + windowPairs / 2) / windowPairs)

    var windows: [ShuffleWindow] = []
    var current: [Int] = []
    var pairs = 0
    for frame in frames {
      current.append(frame)
      pairs += framePairs[frame]
      // Window w ends where its share of all pairs ends, so that the last one is no small remainder.
      if pairs >= total / count * (windows.count + 1) && windows.count + 1 < count {
        windows.append(ShuffleWindow(frames: current))
        current = []
      }
    }
    if !current.isEmpty { windows.append(ShuffleWindow(frames: current)) }
    return windows
  }
}

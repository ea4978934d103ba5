import Basics

/// The order in which one pass goes over the frames of a corpus: random, and yet every stretch of it takes its frames evenly
/// from all along the corpus.
///
/// The corpus is cut into strata of neighbouring frames, each stratum is shuffled, and the order takes one frame of each
/// in turn. In a plain shuffle of a thousand frames, the place of a frame in the corpus and in the order would still
/// correlate by some 0.03 either way; and of a source that is a tenth of the corpus, a window of fifteen frames would
/// often hold none.
enum FrameOrder {
  /// - Parameter strata: as many as a window takes frames.
  static func frames(count: Int, strata: Int, generator: SeededGenerator) -> [Int] {
    var generator = generator
    let strata = min(max(strata, 1), max(count, 1))
    let shuffled = (0..<strata).map { stratum in
      var frames = Array((stratum * count / strata)..<((stratum + 1) * count / strata))
      generator.shuffle(&frames)
      return frames
    }
    var order: [Int] = []
    order.reserveCapacity(count)
    for turn in 0..<((count + strata - 1) / strata) {
      var group = shuffled.compactMap { turn < $0.count ? $0[turn] : nil }
      generator.shuffle(&group)
      order += group
    }
    return order
  }
}

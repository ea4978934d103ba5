import Basics
import Testing

@testable import Corpus

struct ShuffleWindowTests {
  @Test(arguments: [(1, 100), (7, 100), (40, 100), (40, 1), (40, 100_000), (3, 10)])
  func eachFrameIsInOneWindow(frames: Int, windowPairs: Int) {
    var generator = SeededGenerator(seed: 2)
    let framePairs = (0..<frames).map { _ in 10 + generator.below(10) }
    let windows = ShuffleWindow.windows(
      framePairs: framePairs, windowPairs: windowPairs, generator: SeededGenerator(seed: 9))
    #expect(windows.flatMap(\.frames).sorted() == Array(0..<frames))
    for window in windows {
      let pairs = window.frames.reduce(0) { $0 + framePairs[$1] }
      #expect(pairs > 0 && pairs <= windowPairs * 3 / 2 + 20)
    }
  }

  @Test func noWindowIsASmallRemainder() {
    let windows = ShuffleWindow.windows(
      framePairs: [Int](repeating: 10, count: 101), windowPairs: 100, generator: SeededGenerator(seed: 9))
    #expect(windows.count == 10)
    #expect(windows.allSatisfy { $0.frames.count >= 10 })
  }

  @Test func anotherEpochIsAnotherOrder() {
    let seed = SeededGenerator(seed: 9)
    func order(_ epoch: UInt64) -> [Int] {
      ShuffleWindow.windows(
        framePairs: [Int](repeating: 10, count: 50), windowPairs: 100, generator: seed.split(epoch)
      ).flatMap(\.frames)
    }
    #expect(order(0) == order(0))
    #expect(order(0) != order(1))
  }
}

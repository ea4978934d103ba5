import Basics
import Testing

@testable import Corpus

struct FrameOrderTests {
  @Test(arguments: [(1, 1), (7, 3), (40, 100), (1000, 15), (5, 0), (0, 1)])
  func eachFrameComesOnce(count: Int, strata: Int) {
    let order = FrameOrder.frames(count: count, strata: strata, generator: SeededGenerator(seed: 2))
    #expect(order.sorted() == Array(0..<count))
  }

  @Test func anotherSeedIsAnotherOrder() {
    func order(_ seed: UInt64) -> [Int] {
      FrameOrder.frames(count: 50, strata: 5, generator: SeededGenerator(seed: seed))
    }
    #expect(order(1) == order(1))
    #expect(order(1) != order(2))
  }

  @Test func everyStretchTakesFramesFromAllAlongTheCorpus() {
    let order = FrameOrder.frames(count: 1000, strata: 20, generator: SeededGenerator(seed: 3))
    for first in stride(from: 0, to: 1000, by: 20) {
      #expect(Set(order[first..<first + 20].map { $0 / 50 }) == Set(0..<20))
    }
  }
}

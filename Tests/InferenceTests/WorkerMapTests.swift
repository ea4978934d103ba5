import Basics
import Testing

@testable import Inference

@Suite struct WorkerMapTests {
  @Test(arguments: [(1, 1), (3, 2), (4, 100)]) func keepsTheOrder(_ workers: Int, _ share: Int) {
    let pool = WorkerPool(count: workers)
    for count in [0, 1, 7, 50] {
      #expect(pool.map(count, share: share) { _, index in "\(index)" } == (0..<count).map(String.init))
    }
  }
}

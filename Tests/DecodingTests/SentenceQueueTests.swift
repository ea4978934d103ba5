import Basics
import Synchronization
import Testing

@testable import Decoding

@Suite struct SentenceQueueTests {
  @Test func longestFirstAndTheEarlierOfEquals() {
    let queue = SentenceQueue([[7], [7, 8], [7, 8, 9], [9, 9]], searches: 1)
    #expect(queue.take(3, least: 1) == [2, 1, 3])
    #expect(queue.take(3, least: 1) == [0])
    #expect(queue.take(3, least: 1) == [])
    #expect(SentenceQueue([], searches: 4).take(5, least: 1) == [])
  }

  @Test(arguments: [(1, [4, 3, 2, 1, 1]), (3, [4, 3, 3, 1]), (9, [4, 4, 3])])
  func noSearchTakesTheShareOfAnother(least: Int, expected: [Int]) {
    let queue = SentenceQueue([[TokenID]](repeating: [4], count: 11), searches: 3)
    #expect(expected.map { _ in queue.take(100, least: least).count } == expected)
    #expect(queue.take(100, least: least).isEmpty)
  }

  @Test func eachSentenceIsTakenOnce() {
    let queue = SentenceQueue((0..<5000).map { [TokenID](repeating: 5, count: 1 + $0 % 7) }, searches: 4)
    let pool = WorkerPool(count: 4)
    let taken = Mutex([Int]())
    pool.run { worker in
      while case let sentences = queue.take(worker + 1, least: 2), !sentences.isEmpty {
        taken.withLock { $0 += sentences }
      }
    }
    #expect(taken.withLock { $0.sorted() } == Array(0..<5000))
  }
}

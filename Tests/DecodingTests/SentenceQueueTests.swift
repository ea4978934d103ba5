import Basics
import Synchronization
import Testing

@testable import Decoding

@Suite struct SentenceQueueTests {
  @Test func longestFirstAndTheEarlierOfEquals() {
    let queue = SentenceQueue([[7], [7, 8], [7, 8, 9], [9, 9]], searches: 1)
    #expect(queue.take(3) == [2, 1, 3])
    #expect(queue.take(3) == [0])
    #expect(queue.take(3) == [])
    #expect(SentenceQueue([], searches: 4).take(5) == [])
  }

  @Test func noSearchTakesTheShareOfAnother() {
    let queue = SentenceQueue([[TokenID]](repeating: [4], count: 11), searches: 3)
    #expect([100, 100, 2, .max, 1].map { queue.take($0).count } == [4, 4, 2, 1, 0])
  }

  @Test func eachSentenceIsTakenOnce() {
    let queue = SentenceQueue((0..<5000).map { [TokenID](repeating: 5, count: 1 + $0 % 7) }, searches: 4)
    let pool = WorkerPool(count: 4)
    let taken = Mutex([Int]())
    pool.run { worker in
      while case let sentences = queue.take(worker + 1), !sentences.isEmpty {
        taken.withLock { $0 += sentences }
      }
    }
    #expect(taken.withLock { $0.sorted() } == Array(0..<5000))
  }
}

import Basics
import Glibc
import Testing

struct WorkerPoolTests {
  @Test(arguments: [1, 2, 3, 8])
  func everyWorkerRunsOnceInEveryRound(count: Int) {
    let pool = WorkerPool(count: count)
    #expect(pool.count == count)
    let pointer = UnsafeMutableBufferPointer<Int>.allocate(capacity: count)
    pointer.initialize(repeating: 0)
    defer { pointer.deallocate() }
    let places = SharedPointer(base: pointer.baseAddress!)
    for round in 1...2000 {
      pool.run { worker in places.base[worker] += 1 }
      // All are done when `run` returns.
      if !pointer.allSatisfy({ $0 == round }) {
        Issue.record("round \(round): \(Array(pointer))")
        return
      }
    }
  }

  @Test func workersAreThreadsAndTheCallerIsTheFirst() {
    let pool = WorkerPool(count: 3)
    let pointer = UnsafeMutablePointer<pthread_t>.allocate(capacity: 3)
    pointer.initialize(repeating: pthread_self(), count: 3)
    defer { pointer.deallocate() }
    let threads = SharedPointer(base: pointer)
    pool.run { worker in threads.base[worker] = pthread_self() }
    #expect(pointer[0] == pthread_self())
    #expect(Set([pointer[0], pointer[1], pointer[2]]).count == 3)
    let before = [pointer[1], pointer[2]]
    pool.run { worker in threads.base[worker] = pthread_self() }
    #expect([pointer[1], pointer[2]] == before)
  }

  /// A worker may read what another wrote in the round before.
  @Test func aRoundSeesWhatTheRoundBeforeWrote() {
    let pool = WorkerPool(count: 4)
    let pointer = UnsafeMutablePointer<Int>.allocate(capacity: 8)
    pointer.initialize(repeating: 0, count: 8)
    defer { pointer.deallocate() }
    let places = SharedPointer(base: pointer)
    for round in 0..<1000 {
      let (from, to) = round % 2 == 0 ? (0, 4) : (4, 0)
      pool.run { worker in places.base[to + worker] = places.base[from + (worker + 1) % 4] + 1 }
    }
    #expect((0..<4).map { pointer[$0] } == [1000, 1000, 1000, 1000])
  }

  @Test func aPoolEndsItsThreads() throws {
    func threadCount() throws -> Int {
      let text = String(decoding: try AtomicFile.read("/proc/self/status"), as: UTF8.self)
      let line = text.split(separator: "\n").first { $0.hasPrefix("Threads:") }
      return line.flatMap { Int($0.split(separator: "\t").last ?? "") } ?? 0
    }
    // Other tests run beside this one and have threads too: far fewer than these.
    let before = try threadCount()
    for round in 0..<100 {
      let pool = WorkerPool(count: 9)
      if round % 2 == 0 { pool.run { _ in } }
    }
    #expect(try threadCount() < before + 200)
  }

  @Test func thereIsAProcessor() { #expect(WorkerPool.processorCount >= 1) }
}

/// Places that workers write, each its own.
private struct SharedPointer<Value>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Value>
}

import Basics
import Synchronization

extension WorkerPool {
  /// `body(worker, 0)` … `body(worker, count - 1)`, in this order whoever computed them.
  /// - Parameter share: indices that a worker takes at a time.
  package func map<Value: Sendable>(
    _ count: Int, share: Int = 1, _ body: @escaping @Sendable (_ worker: Int, _ index: Int) -> Value
  ) -> [Value] {
    let next = Atomic(0)
    return [Value](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      // Each index is written once, by the worker that took it.
      nonisolated(unsafe) let values = buffer
      run { worker in
        while true {
          let first = next.add(share, ordering: .relaxed).oldValue
          if first >= count { return }
          for index in first..<min(first + share, count) {
            values.initializeElement(at: index, to: body(worker, index))
          }
        }
      }
      initializedCount = count
    }
  }
}

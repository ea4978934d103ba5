import Basics
import Layers
import Synchronization

/// Runs the workers of a training together. They are threads that share memory; for another engine (processes, machines)
/// only this type would be replaced.
final class Communicator: Sendable {
  private let pool: WorkerPool
  var workers: Int { pool.count }

  init(workers: Int) { pool = WorkerPool(count: workers) }

  /// Runs `body` on every worker, and returns when all are done: a barrier.
  func run(_ body: @escaping @Sendable (_ worker: Int) -> Void) { pool.run(body) }

  /// Runs `body` for 0 ..< `count`, each by whichever worker is free, and returns when all are done.
  func share(_ count: Int, _ body: @escaping @Sendable (_ part: Int) -> Void) {
    let next = SharedCounter()
    pool.run { _ in
      while true {
        let part = next.take()
        if part >= count { return }
        body(part)
      }
    }
  }

  /// Adds to `gradients` what the tapes of the workers hold for them, in the order of the tapes.
  func allReduce(_ tapes: ArraySlice<GradientTape<Float>>, into gradients: GradientBlock<Float>) {
    share(gradients.partCount) { gradients.add(tapes, part: $0) }
  }

  /// The norm of all gradients, when all are added.
  func norm(_ gradients: GradientBlock<Float>) -> Double {
    let squares = SharedValues(count: gradients.partCount, 0.0)
    share(gradients.partCount) { squares[$0] = gradients.sumOfSquares(part: $0) }
    return (0..<gradients.partCount).reduce(0) { $0 + squares[$1] }.squareRoot()
  }
}

/// Gives out the numbers from 0 on, each once.
private final class SharedCounter: Sendable {
  private let next = Atomic(0)

  func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
}

/// Values that workers fill, each its own places, to be read after the barrier.
final class SharedValues<Value>: @unchecked Sendable {
  private let values: UnsafeMutableBufferPointer<Value>

  init(count: Int, _ value: Value) {
    values = .allocate(capacity: count)
    values.initialize(repeating: value)
  }

  deinit {
    values.deinitialize()
    values.deallocate()
  }

  subscript(index: Int) -> Value {
    get { values[index] }
    set { values[index] = newValue }
  }
}

import Basics
import Layers
import Tensors

/// What the workers of a training do together. They are threads that share memory; another engine (processes, machines)
/// would take this type's place and nothing else's.
final class Communicator: Sendable {
  /// A range of a block that one worker handles at a time. Sums are taken by chunk and then over chunks, so that they do
  /// not depend on the number of workers.
  static let chunk = 1 << 16

  private let pool: WorkerPool
  var workers: Int { pool.count }

  init(workers: Int) { pool = WorkerPool(count: workers) }

  /// Runs `body` on every worker, and returns when all are done: a barrier.
  func run(_ body: @escaping @Sendable (_ worker: Int) -> Void) { pool.run(body) }

  /// The numbers of a block of `count` that `worker` handles: whole chunks.
  func share(of worker: Int, count: Int) -> Range<Int> {
    let chunks = (count + Self.chunk - 1) / Self.chunk
    let bound = { (worker: Int) in min(count, chunks * worker / self.workers * Self.chunk) }
    return bound(worker)..<bound(worker + 1)
  }

  /// Adds all blocks to the first, in their order, each worker its own share.
  /// - Returns: the sum of squares of the result.
  func allReduce(_ blocks: [ParameterBlock<Float>]) -> Double {
    let count = blocks[0].values.count
    let chunks = (count + Self.chunk - 1) / Self.chunk
    let squares = SharedNumbers(count: chunks)
    run { worker in
      let share = self.share(of: worker, count: count)
      for start in stride(from: share.lowerBound, to: share.upperBound, by: Self.chunk) {
        let range = start..<min(start + Self.chunk, share.upperBound)
        let sum = blocks[0].values.slice(range)
        for block in blocks.dropFirst() { sum.add(block.values.slice(range)) }
        squares[start / Self.chunk] = sum.sumOfSquares
      }
    }
    return (0..<chunks).reduce(0) { $0 + squares[$1] }
  }
}

/// Numbers that workers fill, each its own places, to be read after the barrier.
final class SharedNumbers: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Double>

  init(count: Int) {
    base = .allocate(capacity: count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }

  subscript(index: Int) -> Double {
    get { base[index] }
    set { base[index] = newValue }
  }
}

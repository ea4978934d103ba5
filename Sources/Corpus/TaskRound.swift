import Basics
import Synchronization

/// Tasks that workers do together, each the next one that nobody has begun.
final class TaskRound: Sendable {
  typealias Task = @Sendable (_ worker: Int) -> Void

  private let tasks: [Task]
  private let next = Atomic<Int>(0)

  private init(_ tasks: [Task]) {
    self.tasks = tasks
  }

  /// Does the tasks, begun in their order, and returns when all are done.
  static func run(_ tasks: [Task], _ pool: WorkerPool) {
    let round = TaskRound(tasks)
    pool.run { worker in
      while true {
        let task = round.next.add(1, ordering: .relaxed).oldValue
        if task >= round.tasks.count { break }
        round.tasks[task](worker)
      }
    }
  }
}

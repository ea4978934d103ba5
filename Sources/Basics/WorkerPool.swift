import Glibc

/// Threads that wait for work and do it together: every call of `run` is a parallel section with a barrier at its end.
///
/// The caller is worker 0. `run` is called by one thread at a time.
public final class WorkerPool: Sendable {
  public let count: Int
  private let rounds: Rounds
  private let threads: [PlainThread]

  /// The processors of this machine.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  public init(count: Int) {
    precondition(count > 0, "a pool of \(count) workers")
    self.count = count
    // The threads know the rounds and not the pool: they would keep it, and it could not end them.
    let rounds = Rounds()
    self.rounds = rounds
    threads = (1..<count).map { worker in PlainThread { rounds.serve(worker) } }
  }

  deinit {
    rounds.close()
    threads.forEach { $0.join() }
  }

  /// Calls `body` once for each worker, on its thread, and returns when all are done. What one worker writes, another may
  /// read in the next `run` only.
  public func run(_ body: @escaping @Sendable (_ worker: Int) -> Void) {
    guard count > 1 else { return body(0) }
    rounds.begin(workers: count - 1, body)
    body(0)
    rounds.finish()
  }
}

/// What a pool and its threads share. All state is under the lock.
private final class Rounds: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var body: (@Sendable (Int) -> Void)?
  private var round = 0
  private var running = 0
  private var closed = false

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  func begin(workers: Int, _ body: @escaping @Sendable (Int) -> Void) {
    locked {
      self.body = body
      round += 1
      running = workers
      pthread_cond_broadcast(changed)
    }
  }

  /// Waits until all workers are done.
  func finish() {
    locked {
      while running > 0 { pthread_cond_wait(changed, mutex) }
      body = nil
    }
  }

  func close() {
    locked {
      closed = true
      pthread_cond_broadcast(changed)
    }
  }

  /// The life of a worker's thread.
  func serve(_ worker: Int) {
    var done = 0
    while true {
      let work: (@Sendable (Int) -> Void)? = locked {
        while round == done && !closed { pthread_cond_wait(changed, mutex) }
        done = round
        return closed ? nil : body
      }
      guard let work else { return }
      work(worker)
      locked {
        running -= 1
        if running == 0 { pthread_cond_broadcast(changed) }
      }
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

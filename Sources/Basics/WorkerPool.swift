import Glibc

/// Threads that wait for work and do it together: every call of `run` is a parallel section with a barrier at its end.
///
/// The caller is worker 0. `run` is called by one thread at a time.
public final class WorkerPool: Sendable {
  public let count: Int
  private let exchange = WorkExchange()
  private let threads: [PlainThread]

  /// The processors of this machine.
  public static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  public init(count: Int) {
    precondition(count > 0, "a pool of \(count) workers")
    self.count = count
    threads = (1..<count).map { [exchange] worker in PlainThread { exchange.serve(worker) } }
  }

  deinit {
    exchange.close()
    for thread in threads { thread.join() }
  }

  /// Calls `body` once for each worker, on its thread, and returns when all are done. What one worker writes, another may
  /// read in the next `run` only.
  public func run(_ body: @escaping @Sendable (_ worker: Int) -> Void) {
    if count > 1 { exchange.start(body, others: count - 1) }
    body(0)
    if count > 1 { exchange.wait() }
  }
}

/// Where a pool leaves work for its threads. All state is under the lock.
private final class WorkExchange: @unchecked Sendable {
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

  func start(_ body: @escaping @Sendable (Int) -> Void, others: Int) {
    locked {
      self.body = body
      round += 1
      running = others
      pthread_cond_broadcast(changed)
    }
  }

  func wait() {
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

  /// What a thread does until the exchange is closed.
  func serve(_ worker: Int) {
    var done = 0
    while let work = next(after: &done) {
      work(worker)
      locked {
        running -= 1
        if running == 0 { pthread_cond_broadcast(changed) }
      }
    }
  }

  private func next(after done: inout Int) -> (@Sendable (Int) -> Void)? {
    locked {
      while round == done && !closed { pthread_cond_wait(changed, mutex) }
      done = round
      return closed ? nil : body
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

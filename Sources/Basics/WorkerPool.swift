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

/// Hands the work of a pool to its threads. The monitor guards all state.
private final class WorkExchange: @unchecked Sendable {
  private let monitor = Monitor()
  private var body: (@Sendable (Int) -> Void)?
  private var round = 0
  private var running = 0
  private var closed = false

  func start(_ body: @escaping @Sendable (Int) -> Void, others: Int) {
    monitor.locked {
      self.body = body
      round += 1
      running = others
      monitor.wake()
    }
  }

  func wait() {
    monitor.locked {
      monitor.wait { running > 0 }
      body = nil
    }
  }

  func close() {
    monitor.locked {
      closed = true
      monitor.wake()
    }
  }

  /// The loop of a thread, until the exchange is closed.
  func serve(_ worker: Int) {
    var done = 0
    while let work = next(after: &done) {
      work(worker)
      monitor.locked {
        running -= 1
        if running == 0 { monitor.wake() }
      }
    }
  }

  private func next(after done: inout Int) -> (@Sendable (Int) -> Void)? {
    monitor.locked {
      monitor.wait { [done] in round == done && !closed }
      done = round
      return closed ? nil : body
    }
  }
}

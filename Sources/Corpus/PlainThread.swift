import Glibc
import Synchronization

/// A thread of its own, for work that computes or waits long: a task of Swift's pool must do neither.
final class PlainThread {
  private let thread: pthread_t

  init(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    precondition(status == 0, "the system has no thread left")
    self.thread = thread
  }

  /// Waits until the thread is done. Call it once.
  func join() {
    pthread_join(thread, nil)
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

/// Applies a function to the elements of an array on several threads. The result does not depend on their number.
enum ParallelMap {
  static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], threads: Int, _ transform: @escaping @Sendable (Element) -> Value
  ) -> [Value] {
    let count = min(threads, elements.count)
    guard count > 1 else { return elements.map(transform) }
    let shares = Shares<Value>(count: count)
    let work: @Sendable (Int) -> Void = { share in
      let values = elements[(share * elements.count / count)..<((share + 1) * elements.count / count)].map(transform)
      shares.values.withLock { $0[share] = values }
    }
    let others = (1..<count).map { share in PlainThread { work(share) } }
    work(0)
    for thread in others { thread.join() }
    return shares.values.withLock { Array($0.joined()) }
  }

  private final class Shares<Value: Sendable>: Sendable {
    let values: Mutex<[[Value]]>
    init(count: Int) { values = Mutex(Array(repeating: [], count: count)) }
  }
}

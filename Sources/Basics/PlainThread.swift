import Glibc

/// A separate thread, for work that computes or waits for long: a task of Swift's pool must do neither.
public final class PlainThread: Sendable {
  private let thread: pthread_t

  public init(_ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    if status != 0 {
      SystemRefusal.end(
        "the system gives no further thread: \(String(cString: strerror(status)))",
        remedy: "lower --workers, or raise the limits on processes and memory (ulimit -u, ulimit -v)")
    }
    self.thread = thread
  }

  /// Waits until the thread is done. Call it once.
  public func join() {
    pthread_join(thread, nil)
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

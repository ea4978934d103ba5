import Glibc

/// A thread of its own, for work that computes or waits long: a task of Swift's pool must do neither.
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
    precondition(status == 0, "the system has no thread left")
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

import Glibc

/// A lock with a condition, for state that threads share and wait for.
public final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  public init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` with the lock held; it is not held twice by one thread.
  public func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Within `locked`: gives the lock up until the state may have changed, and comes back as long as `condition` holds.
  public func wait(while condition: () -> Bool) {
    while condition() { pthread_cond_wait(changed, mutex) }
  }

  /// Within `locked`: wakes all that wait, after a change of the state.
  public func wake() { pthread_cond_broadcast(changed) }
}

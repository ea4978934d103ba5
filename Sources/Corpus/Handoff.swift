import Glibc

/// A place for one value, between a thread that puts and a thread that takes. All its state is under its lock.
final class Handoff<Value: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var value: Value?
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

  /// Waits until the place is empty; false if it is closed.
  func waitForRoom() -> Bool {
    locked {
      while value != nil && !closed { pthread_cond_wait(changed, mutex) }
      return !closed
    }
  }

  /// Puts a value into the empty place.
  func put(_ new: Value) {
    locked {
      value = new
      pthread_cond_broadcast(changed)
    }
  }

  /// Waits for a value and takes it; nil if the place is closed.
  func take() -> Value? {
    locked {
      while value == nil && !closed { pthread_cond_wait(changed, mutex) }
      if closed { return nil }
      defer { value = nil }
      pthread_cond_broadcast(changed)
      return value
    }
  }

  /// Wakes both threads: nothing is handed over any more.
  func close() {
    locked {
      closed = true
      pthread_cond_broadcast(changed)
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

import Basics

/// A place for one value, between a thread that puts and a thread that takes. All its state is under the monitor.
final class Handoff<Value: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private var value: Value?
  private var closed = false

  /// Waits until the place is empty; false if it is closed.
  func waitForRoom() -> Bool {
    monitor.locked {
      monitor.wait { value != nil && !closed }
      return !closed
    }
  }

  /// Puts a value into the empty place.
  func put(_ new: Value) {
    monitor.locked {
      value = new
      monitor.wake()
    }
  }

  /// Waits for a value and takes it; nil if the place is closed.
  func take() -> Value? {
    monitor.locked {
      monitor.wait { value == nil && !closed }
      if closed { return nil }
      defer { value = nil }
      monitor.wake()
      return value
    }
  }

  /// Wakes both threads: nothing is handed over any more.
  func close() {
    monitor.locked {
      closed = true
      monitor.wake()
    }
  }
}

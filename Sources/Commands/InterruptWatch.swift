import Basics
import Glibc
import Synchronization

/// A thread that acts as soon as SIGINT or SIGTERM has come, wherever the command's own thread computes or waits.
final class InterruptWatch: Sendable {
  private let isEnded = Atomic(false)
  private static let pauseMicroseconds: UInt32 = 20_000

  /// - Parameter act: called once, on the watch's own thread, after `InterruptSignals` has noted a signal.
  init(_ act: @escaping @Sendable (ExitStatus) -> Void) {
    _ = PlainThread { [self] in
      while !isEnded.load(ordering: .relaxed) {
        if let status = InterruptSignals.received { return act(status) }
        usleep(Self.pauseMicroseconds)
      }
    }
  }

  /// Ends the watch without waiting: the thread ends when it next looks.
  func end() { isEnded.store(true, ordering: .relaxed) }
}

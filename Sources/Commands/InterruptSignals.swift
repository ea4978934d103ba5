import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a flag, so that a command can save its work before it ends. A SIGINT after that ends
/// the program at once.
public enum InterruptSignals {
  /// The number of the first signal that came; zero before.
  private static let first = Atomic<Int32>(0)

  /// From now on the signals only set the flag. System calls that they meet are restarted.
  public static func install() {
    // Made before a handler can run: what a global makes at its first use is not safe there.
    _ = first.load(ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let (isFirst, _) = InterruptSignals.first.compareExchange(
        expected: 0, desired: signal, ordering: .sequentiallyConsistent)
      if !isFirst && signal == SIGINT { _exit(ExitStatus.interrupted.rawValue) }
    }
    action.sa_flags = SA_RESTART
    sigemptyset(&action.sa_mask)
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
  }

  /// How to end when work is saved; nil as long as no signal came.
  public static var received: ExitStatus? {
    switch first.load(ordering: .relaxed) {
    case 0: nil
    case SIGTERM: .terminated
    default: .interrupted
    }
  }
}

import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM, SIGHUP (a terminal that was closed, a connection that was lost) and SIGQUIT into a flag, so that a
/// command can save its work before it ends. A SIGINT or SIGQUIT after that ends the program at once.
public enum InterruptSignals {
  /// The number of the first signal that came; zero before.
  private static let first = Atomic<Int32>(0)
  private static let patience = Atomic<UInt32>(0)

  /// From now on the signals only set the flag. System calls that they interrupt are restarted.
  /// - Parameter seconds: how long the program may continue after the first signal, because it may wait for a pipe; 0 is no limit.
  public static func install(patience seconds: UInt32 = 0) {
    // Made before a handler can run: what a global makes at its first use is not safe there.
    _ = first.load(ordering: .relaxed)
    patience.store(seconds, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let (isFirst, _) = InterruptSignals.first.compareExchange(
        expected: 0, desired: signal, ordering: .sequentiallyConsistent)
      if isFirst {
        alarm(InterruptSignals.patience.load(ordering: .relaxed))
      } else if signal != SIGTERM && signal != SIGHUP {
        _exit((InterruptSignals.received ?? .interrupted).rawValue)
      }
    }
    action.sa_flags = SA_RESTART
    sigemptyset(&action.sa_mask)
    for signal in [SIGINT, SIGTERM, SIGQUIT, SIGALRM] { sigaction(signal, &action, nil) }
    // A program that was started with nohup goes on without its terminal.
    var present = sigaction()
    sigaction(SIGHUP, nil, &present)
    let isIgnored = unsafeBitCast(present.__sigaction_handler.sa_handler, to: Int.self) == 1
    if !isIgnored { sigaction(SIGHUP, &action, nil) }
  }

  /// The exit status once the work is saved; nil if no signal has come.
  public static var received: ExitStatus? {
    switch first.load(ordering: .relaxed) {
    case 0: nil
    case SIGTERM, SIGHUP, SIGQUIT: .terminated
    default: .interrupted
    }
  }
}

import Basics
import Glibc

/// The line and the status of a program that a fault ends: a trap of ours, or memory that the system refuses to Swift, to
/// C++ or to a library, none of which can be caught.
enum FaultSignals {
  private static let shortOfMemory: StaticString = """
    mt: error: mt stopped where memory was short
    help: use a smaller model or batch, fewer --workers, or raise the limit on memory (ulimit -v)

    """
  private static let ownFault: StaticString = """
    mt: error: mt stopped by a fault of its own
    help: please report it, with what you ran; with SWIFT_BACKTRACE=enable=yes in the environment it says where

    """

  /// Whoever sets `SWIFT_BACKTRACE` gets Swift's own report.
  static func install() {
    // Made before a handler can run: what a global makes at its first use is not safe there.
    _ = (shortOfMemory, ownFault)
    UnfinishedOutput.end()
    SystemRefusal.beforeEnd { UnfinishedOutput.keep() }
    if getenv("SWIFT_BACKTRACE") != nil { return }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in FaultSignals.end() }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    sigemptyset(&action.sa_mask)
    for signal in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { sigaction(signal, &action, nil) }
  }

  private static func end() -> Never {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    UnfinishedOutput.keep()
    let isLimited = limit.rlim_cur != rlim_t.max
    let text = isLimited ? shortOfMemory : ownFault
    write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    _exit(isLimited ? SystemRefusal.status : ExitStatus.internalFault.rawValue)
  }
}

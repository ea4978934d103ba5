import Glibc
import Testing

@testable import Commands

/// Each in a process of its own: signals are a matter of the whole process.
@Suite struct InterruptSignalsTests {
  @Test func theFirstSignalIsKept() async {
    await #expect(processExitsWith: .success) {
      unblockSignals()
      InterruptSignals.install()
      precondition(InterruptSignals.received == nil)
      raise(SIGTERM)
      precondition(InterruptSignals.received == .terminated)
      raise(SIGTERM)
      precondition(InterruptSignals.received == .terminated)
    }
  }

  @Test func aClosedTerminalAndQuitSaveToo() async {
    await #expect(processExitsWith: .success) {
      unblockSignals()
      InterruptSignals.install()
      raise(SIGHUP)
      precondition(InterruptSignals.received == .terminated)
      raise(SIGHUP)
    }
    await #expect(processExitsWith: .exitCode(143)) {
      unblockSignals()
      InterruptSignals.install()
      raise(SIGQUIT)
      precondition(InterruptSignals.received == .terminated)
      raise(SIGQUIT)
    }
  }

  /// As under `nohup`.
  @Test func anIgnoredHangUpStaysIgnored() async {
    await #expect(processExitsWith: .success) {
      unblockSignals()
      signal(SIGHUP, SIG_IGN)
      InterruptSignals.install()
      raise(SIGHUP)
      precondition(InterruptSignals.received == nil)
    }
  }

  @Test func aSecondInterruptEndsAtOnce() async {
    await #expect(processExitsWith: .exitCode(130)) {
      unblockSignals()
      InterruptSignals.install()
      raise(SIGINT)
      precondition(InterruptSignals.received == .interrupted)
      raise(SIGINT)
    }
  }
}

/// The threads that tests run on block signals.
private func unblockSignals() {
  var signals = sigset_t()
  sigfillset(&signals)
  pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}

import Basics
import Glibc

/// Pipes with names, which one thread fills.
struct PipeWriter {
  private let thread: PlainThread

  /// Opens the pipes one after the other as readers come, and then writes the parts, each to the pipe of its number. Readers
  /// may go away early.
  init(_ paths: [String], parts: [(pipe: Int, bytes: [UInt8])]) {
    for path in paths { mkfifo(path, 0o600) }
    thread = PlainThread {
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
      let descriptors = paths.map { open($0, O_WRONLY) }
      for part in parts { _ = write(descriptors[part.pipe], part.bytes, part.bytes.count) }
      for descriptor in descriptors { close(descriptor) }
    }
  }

  /// Waits until all is written.
  func join() { thread.join() }
}

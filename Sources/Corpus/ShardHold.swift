import Basics
import Glibc

/// Keeps a folder of shards from being replaced while it is read for long: a shared lock, which a build cannot pass. It lasts
/// as long as the object.
public final class ShardHold: Sendable {
  private let descriptor: Int32

  /// A file system without locks is left alone.
  public init(folder: String) throws(CorpusError) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(.cannotOpen(path: folder, reason: AtomicFile.systemReason())) }
    if flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      // `deinit` runs here too, and closes the descriptor: closed twice, it could be another thread's by then.
      throw .buildInProgress(folder: folder)
    }
  }

  deinit {
    // Closing is not enough where a child of this process, on its way to another program, has the descriptor still.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

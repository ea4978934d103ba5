import Basics
import Glibc

/// Keeps a second training out of a run's folder, as long as this object lives. The system takes the lock back when the
/// process ends, however it ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Makes the folder if it is not there.
  init(_ run: RunFolder) throws(TrainingError) {
    try asTrainingError { try AtomicFile.makeFolder(run.path) }
    descriptor = open(run.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .other(FileError.cannotOpen(path: run.path, reason: AtomicFile.systemReason()))
    }
    // A file system without locks lets everyone in.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      // `deinit` runs here too, and closes the descriptor: closed twice, it could be another thread's by then.
      throw .folderInUse(folder: run.path)
    }
  }

  deinit {
    // Closing is not enough where a child of this process, on its way to another program, has the descriptor still.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

import Basics
import Glibc

/// Keeps a second build out of a folder that is being written, as long as this object lives. The system takes the lock back
/// when the process ends, however it ends.
final class BuildLock {
  private let descriptor: Int32

  /// Locks `aside`, the folder that is to become `folder`, and makes it first if it is not there.
  init(_ aside: String, folder: String) throws(CorpusError) {
    while true {
      try withFileErrors { () throws(FileError) in try AtomicFile.makeFolder(aside) }
      let descriptor = try Self.locked(aside, folder: folder)
      // Between the two calls, another build may have ended and have taken the folder away.
      if Self.isSame(aside, descriptor) {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  /// Locks a folder that is there already.
  init(existing folder: String) throws(CorpusError) {
    descriptor = try Self.locked(folder, folder: folder)
  }

  deinit {
    // Closing is not enough where a child of this process, on its way to another program, has the descriptor still.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func locked(_ path: String, folder: String) throws(CorpusError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .file(.cannotCreate(path: path, reason: AtomicFile.systemReason()))
    }
    // A file system without locks lets everyone in.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      close(descriptor)
      throw .buildInProgress(folder: folder)
    }
    return descriptor
  }

  private static func isSame(_ path: String, _ descriptor: Int32) -> Bool {
    var (named, opened) = (stat(), stat())
    return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0 && named.st_ino == opened.st_ino
      && named.st_dev == opened.st_dev
  }
}

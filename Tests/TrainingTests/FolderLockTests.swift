import Glibc
import Testing

@testable import Training

struct FolderLockTests {
  @Test func aSecondTrainingIsKeptOut() throws {
    let run = try TinyRun()
    let folder = RunFolder(run.folder("run"))
    let lock = try FolderLock(folder)
    #expect(throws: TrainingError.self) { try FolderLock(folder) }
    withExtendedLifetime(lock) {}
  }

  /// A child of the process holds copies of its descriptors until it becomes another program.
  @Test func whatAChildHoldsDoesNotKeepTheLock() throws {
    let run = try TinyRun()
    let folder = RunFolder(run.folder("run"))
    var copy: Int32 = -1
    do {
      let lock = try FolderLock(folder)
      copy = try #require((3..<4096).first { TinyRun.target(ofLink: "/proc/self/fd/\($0)") == folder.path })
      copy = fcntl(copy, F_DUPFD_CLOEXEC, 0)
      withExtendedLifetime(lock) {}
    }
    defer { close(copy) }
    _ = try FolderLock(folder)
  }
}

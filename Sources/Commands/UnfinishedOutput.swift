import Glibc
import Synchronization

/// The file that lines are written to until it takes its name, for an end of the program in which nothing can be thrown: a fault,
/// or a refusal of the system.
enum UnfinishedOutput {
  /// Made before, for a signal's handler may not ask for memory.
  private struct Names {
    let aside: UnsafeMutablePointer<CChar>
    let kept: UnsafeMutablePointer<CChar>
    /// The warnings that the lines are kept there, or here.
    let warning: UnsafeMutablePointer<CChar>
    let warningOfAside: UnsafeMutablePointer<CChar>
  }

  private nonisolated(unsafe) static let current = Atomic<UnsafeMutablePointer<Names>?>(nil)

  /// - Parameter kept: the name for what is done, unless there is such a file.
  static func begin(aside: String, kept: String) {
    let warning = { (path: String) -> UnsafeMutablePointer<CChar> in
      let message = "the lines that are done are kept in \(path)"
      return strdup(Console.rendering("warning", message, remedy: nil, usesColor: false))!
    }
    let names = UnsafeMutablePointer<Names>.allocate(capacity: 1)
    names.initialize(
      to: Names(
        aside: strdup(aside), kept: strdup(kept), warning: warning(kept), warningOfAside: warning(aside)))
    release(current.exchange(names, ordering: .acquiringAndReleasing))
  }

  /// The file has its name, or is kept already.
  static func end() { release(current.exchange(nil, ordering: .acquiringAndReleasing)) }

  /// Keeps the lines that are done, if there are any. A signal's handler may call it.
  static func keep() {
    guard let names = current.exchange(nil, ordering: .acquiringAndReleasing)?.pointee else { return }
    var status = stat()
    if stat(names.aside, &status) == 0 && status.st_size == 0 {
      unlink(names.aside)
      return
    }
    let isFree = link(names.aside, names.kept) == 0
    if isFree { unlink(names.aside) }
    let warning = isFree ? names.warning : names.warningOfAside
    _ = write(STDERR_FILENO, warning, strlen(warning))
  }

  private static func release(_ names: UnsafeMutablePointer<Names>?) {
    guard let names else { return }
    for text in [names.pointee.aside, names.pointee.kept, names.pointee.warning, names.pointee.warningOfAside] {
      free(text)
    }
    names.deallocate()
  }
}

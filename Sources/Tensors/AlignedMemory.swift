import Basics
import Glibc

/// Memory for many numbers.
public enum AlignedMemory {
  private static let hugePage = 1 << 21

  /// Bytes of no particular value, aligned to 64 at least. Large ones lie on huge pages where the system has them: matrices
  /// are read by columns too, and small pages would then miss in the processor's table of pages at every row.
  public static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let isLarge = byteCount >= 2 * hugePage
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, isLarge ? hugePage : 64, max(64, byteCount)) == 0, let memory else {
      SystemRefusal.end(
        "the system gives no \(byteCount >> 20) MiB of memory",
        remedy: "use a smaller model or batch, fewer --workers, or raise the limit on memory (ulimit -v)")
    }
    if isLarge { madvise(memory, byteCount, MADV_HUGEPAGE) }
    return memory
  }

  /// - Parameter memory: from `allocate`.
  public static func free(_ memory: UnsafeMutableRawPointer) { Glibc.free(memory) }
}

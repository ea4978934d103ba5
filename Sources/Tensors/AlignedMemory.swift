import Glibc

/// Memory for many numbers.
public enum AlignedMemory {
  private static let hugePage = 1 << 21

  /// Bytes of no particular value, aligned to 64 at least. Large ones lie on huge pages where the system has them: matrices
  /// are read by columns too, and small pages would then miss in the processor's table of pages at every row.
  public static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let isLarge = byteCount >= 2 * hugePage
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: isLarge ? hugePage : 64)
    if isLarge { madvise(memory, byteCount, MADV_HUGEPAGE) }
    return memory
  }
}

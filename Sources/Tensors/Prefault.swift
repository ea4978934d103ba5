import Glibc

/// Asks the system for pages before they are written. A model's memory is new, and to get its pages takes as long as to read
/// its file: a thread does the one while another does the other.
public enum Prefault {
  private static let pageSize = 4096
  /// The address space is locked for the time of a call.
  private static let bytesAtATime = 1 << 20

  /// Leaves the content as it is. Where the system cannot do it (before Linux 5.14), it does nothing.
  public static func pages(of memory: UnsafeRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    let skipped = (pageSize - Int(bitPattern: start) % pageSize) % pageSize
    let end = memory.count - (Int(bitPattern: start) + memory.count) % pageSize
    for first in stride(from: skipped, to: end, by: bytesAtATime) {
      let place = UnsafeMutableRawPointer(mutating: start + first)
      if madvise(place, min(bytesAtATime, end - first), Int32(MADV_POPULATE_WRITE)) != 0 { return }
    }
  }
}

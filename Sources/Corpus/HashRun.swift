import Basics
import Glibc

/// Sorted hashes in a file without a name, mapped into memory: the system keeps what it has room for, and the file is gone when
/// the run is.
final class HashRun {
  let count: Int
  private let hashes: UnsafePointer<UInt64>

  /// Whether a file in a folder where runs are written may be one: it has a name for a moment.
  static func isName(_ name: String) -> Bool {
    name.utf8.starts(with: "duplicates.".utf8) && name.utf8.count == "duplicates.XXXXXX".utf8.count
  }

  /// - Parameter parts: each in order, and one behind the other; not all empty.
  init(writing parts: [HashTable], folder: String) throws(CorpusError) {
    var path = Array("\(folder)/duplicates.XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw .file(.cannotCreate(path: folder, reason: AtomicFile.systemReason())) }
    defer { close(descriptor) }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)

    count = parts.reduce(0) { $0 + $1.count }
    var buffer: [UInt64] = []
    buffer.reserveCapacity(Self.bufferedHashes)
    for part in parts {
      for hash in part.sorted {
        buffer.append(hash)
        if buffer.count == Self.bufferedHashes { try Self.write(&buffer, descriptor, folder) }
      }
    }
    try Self.write(&buffer, descriptor, folder)
    guard let start = mmap(nil, 8 * count, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else {
      throw .file(.cannotRead(path: folder, reason: AtomicFile.systemReason()))
    }
    hashes = UnsafePointer(start.assumingMemoryBound(to: UInt64.self))
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: hashes), 8 * count) }

  /// By interpolation, since hashes are spread evenly; every other step by halves, in case they are not.
  func contains(_ hash: UInt64) -> Bool {
    var low = 0
    var high = count - 1
    var isHalving = false
    while low <= high {
      let (least, greatest) = (hashes[low], hashes[high])
      if hash < least || hash > greatest { return false }
      if least == greatest { return true }
      let middle: Int
      if isHalving {
        middle = low + (high - low) / 2
      } else {
        let share = Double(hash - least) / Double(greatest - least)
        middle = min(high, low + Int(share * Double(high - low)))
      }
      if hashes[middle] == hash { return true }
      if hashes[middle] < hash { low = middle + 1 } else { high = middle - 1 }
      isHalving.toggle()
    }
    return false
  }

  private static let bufferedHashes = 1 << 17

  private static func write(_ buffer: inout [UInt64], _ descriptor: Int32, _ folder: String) throws(CorpusError) {
    var failure: CorpusError?
    buffer.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let written = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else {
          failure = .file(.cannotWrite(path: folder, reason: AtomicFile.systemReason()))
          return
        }
        offset += written
      }
    }
    if let failure { throw failure }
    buffer.removeAll(keepingCapacity: true)
  }
}

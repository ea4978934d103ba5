import Basics

/// A set of 64-bit hashes in bounded memory: a table, and sorted files of those that had no room in it.
///
/// In memory a hash costs 10 to 15 bytes, in a file 8. When the table is full it is written out as one run, and starts
/// anew; from then on a filter of fixed size tells for nearly all new hashes that no run holds them. The table has
/// three quarters of the memory, the filter a quarter. The results of `insert` do not depend on the limit.
struct DuplicateTable {
  /// By the high eight bits of the hash, so that only a small part is there twice while it grows.
  private var parts = (0..<256).map { _ in HashTable(skippedBits: 8) }
  private var bytes: Int
  private let limit: Int
  private let folder: String?
  private var runs: [HashRun] = []
  private var filter: BloomFilter
  /// Distinct hashes so far.
  private(set) var count = 0

  /// - Parameters:
  ///   - folder: for files that have no name; nil keeps everything in memory.
  ///   - limit: bytes of memory; some two hundred kilobytes are used at least.
  init(folder: String?, memoryLimit limit: Int) {
    self.folder = folder
    self.limit = limit / 4 * 3
    filter = BloomFilter(bytes: folder == nil ? 0 : limit / 4)
    bytes = parts.reduce(0) { $0 + $1.bytes }
  }

  /// Bytes in files.
  var spilledBytes: Int { runs.reduce(0) { $0 + 8 * $1.count } }

  /// - Parameter hash: any but 0.
  /// - Returns: whether the hash is new.
  mutating func insert(_ hash: UInt64) throws(CorpusError) -> Bool {
    if !runs.isEmpty && filter.mayContain(hash) && runs.contains(where: { $0.contains(hash) }) { return false }
    let part = Int(truncatingIfNeeded: hash >> 56)
    if parts[part].isFull && !parts[part].contains(hash) {
      if let folder, bytes + parts[part].growth > limit {
        try spill(to: folder)
      } else {
        bytes += parts[part].growth
      }
    }
    let isNew = parts[part].insert(hash)
    if isNew { count += 1 }
    return isNew
  }

  private mutating func spill(to folder: String) throws(CorpusError) {
    runs.append(try HashRun(writing: parts, folder: folder))
    for part in parts.indices {
      for hash in parts[part].sorted { filter.insert(hash) }
      parts[part].removeAll()
    }
  }
}

/// A hash table with linear probing that is emptied in no time: an entry is there only if it bears the present stamp.
/// One table serves all segments of a corpus without being allocated or cleared for each.
struct StampedTable<Entry> {
  private var stamps: [UInt32]
  private var entries: [Entry]
  private var stamp: UInt32 = 1
  private var mask: Int
  private let empty: Entry

  /// - Parameter empty: what unused slots hold; it is never seen.
  init(empty: Entry) {
    self.empty = empty
    let size = 256
    stamps = [UInt32](repeating: 0, count: size)
    entries = [Entry](repeating: empty, count: size)
    mask = size - 1
  }

  /// Empties the table and makes room for `capacity` entries, at most half of the slots.
  mutating func reset(capacity: Int) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    mask = size - 1
    if size > stamps.count {
      stamps = [UInt32](repeating: 0, count: size)
      entries = [Entry](repeating: empty, count: size)
      stamp = 0
    } else if stamp == UInt32.max {
      for slot in stamps.indices { stamps[slot] = 0 }
      stamp = 0
    }
    stamp += 1
  }

  /// The slot of the entry with this hash that is `wanted`, or the unused slot where it belongs.
  @inline(__always)
  func slot(_ hash: UInt64, _ wanted: (Entry) -> Bool) -> Int {
    // murmur3's finalizer: every bit of the hash reaches the low ones.
    var mixed = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ (mixed >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    var slot = Int(truncatingIfNeeded: mixed ^ (mixed >> 33)) & mask
    while stamps[slot] == stamp && !wanted(entries[slot]) { slot = (slot + 1) & mask }
    return slot
  }

  func isUsed(_ slot: Int) -> Bool { stamps[slot] == stamp }

  mutating func use(_ slot: Int, _ entry: Entry) {
    stamps[slot] = stamp
    entries[slot] = entry
  }

  subscript(slot: Int) -> Entry {
    _read { yield entries[slot] }
    _modify { yield &entries[slot] }
  }
}

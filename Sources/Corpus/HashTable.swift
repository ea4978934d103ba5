/// A set of 64-bit hashes, none of them 0: a sorted array with gaps. It is as open addressing with linear probing, but a hash's
/// place is where its high bits say, and hashes that meet stand in order. So it grows, and goes to a file, in one sweep.
///
/// It costs 8 bytes a slot, of which at most four fifths are full, and grows by half: 10 to 15 bytes a hash.
struct HashTable: Sendable {
  /// 0 is an empty slot. The last one is always empty, and ends each search.
  private var slots: [UInt64]
  private(set) var count = 0
  /// Slots that hashes are given by their bits; some more stand behind them.
  private var spread: Int
  private let skippedBits: Int

  /// - Parameters:
  ///   - skippedBits: how many high bits all hashes have in common.
  ///   - capacity: hashes that there is room for from the beginning.
  init(skippedBits: Int = 0, capacity: Int = 0) {
    self.skippedBits = skippedBits
    spread = max(Self.smallestSpread, capacity / 4 * 5 + 5)
    slots = [UInt64](repeating: 0, count: spread + Self.slack)
  }

  init(_ hashes: some Collection<UInt64>) {
    self.init(capacity: hashes.count)
    for hash in hashes { insert(hash) }
  }

  var bytes: Int { slots.count * MemoryLayout<UInt64>.stride }

  /// Whether the table grows with the next hash.
  var isFull: Bool { 5 * (count + 1) > 4 * spread }

  /// Bytes that growing adds.
  var growth: Int { (Self.grown(spread) - spread) * MemoryLayout<UInt64>.stride }

  /// The hashes in order.
  var sorted: some Sequence<UInt64> { slots.lazy.filter { $0 != 0 } }

  func contains(_ hash: UInt64) -> Bool {
    slots.withUnsafeBufferPointer { $0[Self.slot(of: hash, from: home(of: hash), in: $0)] == hash }
  }

  /// - Returns: whether the hash is new.
  @discardableResult
  mutating func insert(_ hash: UInt64) -> Bool {
    let home = home(of: hash)
    let isNew = slots.withUnsafeMutableBufferPointer { slots in
      var slot = Self.slot(of: hash, from: home, in: UnsafeBufferPointer(slots))
      if slots[slot] == hash { return false }
      // Whatever is greater moves on, up to the next gap.
      var moved = hash
      while moved != 0 {
        swap(&moved, &slots[slot])
        slot += 1
      }
      return true
    }
    if isNew {
      count += 1
      if 5 * count > 4 * spread { grow() }
      keepLastEmpty()
    }
    return isNew
  }

  /// Removes all hashes, and keeps the room.
  mutating func removeAll() {
    slots.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    count = 0
  }

  private static let smallestSpread = 64
  private static let slack = 32

  private static func grown(_ spread: Int) -> Int { spread + spread / 2 }

  /// The slot in which the hash is, or would be.
  @inline(__always)
  private static func slot(of hash: UInt64, from home: Int, in slots: UnsafeBufferPointer<UInt64>) -> Int {
    var slot = home
    // An empty slot wraps round to the greatest number.
    while slots[slot] &- 1 < hash &- 1 { slot += 1 }
    return slot
  }

  @inline(__always) private func home(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash << UInt64(skippedBits)).multipliedFullWidth(by: UInt64(spread)).high)
  }

  private mutating func grow() {
    let hashes = slots
    spread = Self.grown(spread)
    slots = [UInt64](repeating: 0, count: spread + Self.slack)
    var next = 0
    for hash in hashes where hash != 0 {
      next = max(next, home(of: hash))
      if next == slots.count { slots.append(0) }
      slots[next] = hash
      next += 1
    }
    keepLastEmpty()
  }

  private mutating func keepLastEmpty() {
    if slots[slots.count - 1] != 0 { slots.append(0) }
  }
}

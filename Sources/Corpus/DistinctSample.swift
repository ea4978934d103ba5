/// An estimate of how many of many things are distinct, in bounded memory. It counts the things whose hash ends in so many
/// zero bits, and asks for more zeros when they become too many (Gibbons 2001). The estimate is exact until then, and does
/// not depend on the order; samples of parts add up to that of the whole.
public struct DistinctSample: Sendable, Equatable {
  private let limit: Int
  private var zeroBits: UInt64 = 0
  private var counts: [UInt64: Int] = [:]

  /// - Parameter limit: of the hashes that are kept.
  init(limit: Int = 1 << 16) { self.limit = limit }

  mutating func add(_ hash: UInt64) { add(hash, count: 1) }

  static func += (left: inout DistinctSample, right: DistinctSample) {
    left.zeroBits = max(left.zeroBits, right.zeroBits)
    left.counts = left.counts.filter { left.isKept($0.key) }
    for (hash, count) in right.counts { left.add(hash, count: count) }
  }

  /// The share of all things that have come before.
  public var duplicateShare: Double {
    let total = counts.values.reduce(0, +)
    return total == 0 ? 0 : 1 - Double(counts.count) / Double(total)
  }

  private mutating func add(_ hash: UInt64, count: Int) {
    guard isKept(hash) else { return }
    counts[hash, default: 0] += count
    while counts.count > limit {
      zeroBits += 1
      counts = counts.filter { isKept($0.key) }
    }
  }

  private func isKept(_ hash: UInt64) -> Bool { hash & (1 << zeroBits - 1) == 0 }

  /// A hash of bytes that is well mixed in all its bits.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    var hash = seed ^ 0x9e37_79b9_7f4a_7c15 &* UInt64(2 * bytes.count + 1)
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index + 8 <= raw.count {
      hash = mix(hash ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
    }
    var last: UInt64 = 0
    while index < raw.count {
      last = last << 8 | UInt64(raw[index])
      index += 1
    }
    return mix(hash ^ last)
  }

  /// The mixing function of splitmix64.
  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

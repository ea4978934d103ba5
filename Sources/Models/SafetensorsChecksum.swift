/// The checksum of a weights file: XXH64 (Collet, github.com/Cyan4973/xxHash, `doc/xxhash_spec.md`), which reads
/// 32 bytes a round. It finds accidental damage, not deliberate changes.
///
/// Several blocks are chained: the hash of one is the seed of the next. `SafetensorsHeader` defines the blocks. A block may be
/// given in parts.
package struct SafetensorsChecksum {
  private static let prime1: UInt64 = 0x9e37_79b1_85eb_ca87
  private static let prime2: UInt64 = 0xc2b2_ae3d_27d4_eb4f
  private static let prime3: UInt64 = 0x1656_67b1_9e37_79f9
  private static let prime4: UInt64 = 0x85eb_ca77_c2b2_ae63
  private static let prime5: UInt64 = 0x27d4_eb2f_1656_67c5

  private let seed: UInt64
  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  /// Bytes of all parts before the last; a multiple of 32.
  private var count = 0

  init(seed: UInt64) {
    self.seed = seed
    lanes = (seed &+ Self.prime1 &+ Self.prime2, seed &+ Self.prime2, seed, seed &- Self.prime1)
  }

  /// The XXH64 of `bytes`.
  package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var checksum = SafetensorsChecksum(seed: seed)
    return checksum.finish(bytes)
  }

  /// A part that is not the last one, of a multiple of 32 bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count % 32 == 0, "a part of \(bytes.count) bytes")
    var (lane0, lane1, lane2, lane3) = lanes
    var position = 0
    while position < bytes.count {
      lane0 = Self.round(lane0, Self.word(bytes, position))
      lane1 = Self.round(lane1, Self.word(bytes, position + 8))
      lane2 = Self.round(lane2, Self.word(bytes, position + 16))
      lane3 = Self.round(lane3, Self.word(bytes, position + 24))
      position += 32
    }
    lanes = (lane0, lane1, lane2, lane3)
    count += bytes.count
  }

  /// The hash of all parts, of which `bytes` is the last.
  mutating func finish(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var position = bytes.count / 32 * 32
    update(UnsafeRawBufferPointer(rebasing: bytes[..<position]))
    var result = seed &+ Self.prime5
    if count > 0 {
      let (lane0, lane1, lane2, lane3) = lanes
      result =
        Self.rotate(lane0, 1) &+ Self.rotate(lane1, 7) &+ Self.rotate(lane2, 12) &+ Self.rotate(lane3, 18)
      for lane in [lane0, lane1, lane2, lane3] {
        result = (result ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
      }
    }
    result &+= UInt64(count + bytes.count - position)
    while position + 8 <= bytes.count {
      result = Self.rotate(result ^ Self.round(0, Self.word(bytes, position)), 27) &* Self.prime1 &+ Self.prime4
      position += 8
    }
    if position + 4 <= bytes.count {
      let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
      result = Self.rotate(result ^ (UInt64(half) &* Self.prime1), 23) &* Self.prime2 &+ Self.prime3
      position += 4
    }
    while position < bytes.count {
      result = Self.rotate(result ^ (UInt64(bytes[position]) &* Self.prime5), 11) &* Self.prime1
      position += 1
    }
    result = (result ^ (result >> 33)) &* Self.prime2
    result = (result ^ (result >> 29)) &* Self.prime3
    return result ^ (result >> 32)
  }

  /// 16 lower-case hexadecimal digits.
  package static func text(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotate(lane &+ word &* prime2, 31) &* prime1
  }

  private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }
}

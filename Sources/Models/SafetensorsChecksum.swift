/// The checksum that guards a weights file: XXH64 (Collet, github.com/Cyan4973/xxHash, `doc/xxhash_spec.md`), which reads
/// 32 bytes a round. It finds damage; it is no protection against intent.
///
/// Several blocks are chained: the hash of one seeds the next. `SafetensorsHeader` says which blocks.
package enum SafetensorsChecksum {
  private static let prime1: UInt64 = 0x9e37_79b1_85eb_ca87
  private static let prime2: UInt64 = 0xc2b2_ae3d_27d4_eb4f
  private static let prime3: UInt64 = 0x1656_67b1_9e37_79f9
  private static let prime4: UInt64 = 0x85eb_ca77_c2b2_ae63
  private static let prime5: UInt64 = 0x27d4_eb2f_1656_67c5

  /// The XXH64 of `bytes`.
  package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var position = 0
    var result: UInt64
    if bytes.count >= 32 {
      var lane0 = seed &+ prime1 &+ prime2
      var lane1 = seed &+ prime2
      var lane2 = seed
      var lane3 = seed &- prime1
      while position + 32 <= bytes.count {
        lane0 = round(lane0, word(bytes, position))
        lane1 = round(lane1, word(bytes, position + 8))
        lane2 = round(lane2, word(bytes, position + 16))
        lane3 = round(lane3, word(bytes, position + 24))
        position += 32
      }
      result = rotate(lane0, 1) &+ rotate(lane1, 7) &+ rotate(lane2, 12) &+ rotate(lane3, 18)
      for lane in [lane0, lane1, lane2, lane3] {
        result = (result ^ round(0, lane)) &* prime1 &+ prime4
      }
    } else {
      result = seed &+ prime5
    }
    result &+= UInt64(bytes.count)
    while position + 8 <= bytes.count {
      result = rotate(result ^ round(0, word(bytes, position)), 27) &* prime1 &+ prime4
      position += 8
    }
    if position + 4 <= bytes.count {
      let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
      result = rotate(result ^ (UInt64(half) &* prime1), 23) &* prime2 &+ prime3
      position += 4
    }
    while position < bytes.count {
      result = rotate(result ^ (UInt64(bytes[position]) &* prime5), 11) &* prime1
      position += 1
    }
    result = (result ^ (result >> 33)) &* prime2
    result = (result ^ (result >> 29)) &* prime3
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

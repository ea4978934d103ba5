/// A 64-bit hash of bytes that arrive in parts of any size: it tells whether a file is still the one it was.
///
/// In the manner of FNV-1a, but over little-endian words of eight bytes (the last one filled with zeros), and with a shift
/// by which a word's high bits reach the low ones: `product = (state XOR word) * 0x9E3779B97F4A7C15`, then
/// `state = product XOR (product >> 32)`. At the end the number of bytes is taken in as one more word, and the result is mixed
/// as in splitmix64. It is no defence against forgery.
struct ContentHash: Sendable {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325
  private var word: UInt64 = 0
  private(set) var byteCount = 0

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    while index < bytes.count && byteCount & 7 != 0 {
      take(bytes[index])
      index += 1
    }
    while index + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
      byteCount += 8
    }
    while index < bytes.count {
      take(bytes[index])
      index += 1
    }
  }

  /// The hash of the bytes so far.
  var value: UInt64 {
    var end = self
    if byteCount & 7 != 0 { end.mix(end.word) }
    end.mix(UInt64(byteCount))
    var mixed = end.state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// The hash of the bytes so far, as 16 hexadecimal digits.
  var hexadecimal: String { Self.digits(value) }

  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = ContentHash()
    hash.update(bytes)
    return hash.value
  }

  /// A hash as 16 hexadecimal digits.
  static func digits(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private mutating func take(_ byte: UInt8) {
    word |= UInt64(byte) << UInt64(8 * (byteCount & 7))
    byteCount += 1
    if byteCount & 7 == 0 {
      mix(word)
      word = 0
    }
  }

  @inline(__always)
  private mutating func mix(_ next: UInt64) {
    let product = (state ^ next) &* 0x9e37_79b9_7f4a_7c15
    state = product ^ (product >> 32)
  }
}

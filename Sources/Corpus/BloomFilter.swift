/// A set of 64-bit hashes of which it can say that it surely lacks one, in a fixed number of bytes (Bloom, 1970). All bits of a hash
/// lie in one line of the cache. With ten bits a hash it errs for about one in a hundred that it lacks.
struct BloomFilter: Sendable {
  private static let wordsOfLine = 8
  private static let bitsOfHash = 6

  /// Made with the first hash.
  private var words: [UInt64] = []
  private let lines: Int

  init(bytes: Int) { lines = max(1, bytes / (8 * Self.wordsOfLine)) }

  mutating func insert(_ hash: UInt64) {
    if words.isEmpty { words = [UInt64](repeating: 0, count: lines * Self.wordsOfLine) }
    let start = line(of: hash)
    Self.forEachBit(of: hash) { bit in
      words[start + bit >> 6] |= 1 << UInt64(bit & 63)
      return true
    }
  }

  func mayContain(_ hash: UInt64) -> Bool {
    if words.isEmpty { return false }
    let start = line(of: hash)
    return Self.forEachBit(of: hash) { bit in words[start + bit >> 6] >> UInt64(bit & 63) & 1 != 0 }
  }

  private func line(of hash: UInt64) -> Int {
    Self.wordsOfLine * Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(lines)).high)
  }

  /// Hands out bits from 0 to 511 until `body` says no. The line is chosen by the high bits, so these are mixed anew.
  @discardableResult @inline(__always)
  private static func forEachBit(of hash: UInt64, _ body: (Int) -> Bool) -> Bool {
    var bits = TextHash.mix(hash, TextHash.first)
    for _ in 0..<bitsOfHash {
      if !body(Int(bits & 511)) { return false }
      bits >>= 9
    }
    return true
  }
}

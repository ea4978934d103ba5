import Testing

@testable import Corpus

struct TextHashTests {
  @Test func textsThatDifferHaveOtherHashes() {
    var seen = Set<UInt64>()
    var count = 0
    for length in 0...70 {
      let text = [UInt8](repeating: 0x61, count: length)
      seen.insert(text.withUnsafeBytes { TextHash.hash($0) })
      count += 1
      for index in text.indices {
        for byte: UInt8 in [0, 0x60, 0x62, 0xE1] {
          var other = text
          other[index] = byte
          seen.insert(other.withUnsafeBytes { TextHash.hash($0) })
          count += 1
        }
      }
    }
    #expect(seen.count == count)
  }

  @Test func everyBitIsUsed() {
    // Of a thousand near texts, each bit of the hash is set in about half.
    var counts = [Int](repeating: 0, count: 64)
    for number in 0..<1000 {
      let hash = TextHash.hash("segment \(number)")
      for bit in 0..<64 where hash >> UInt64(bit) & 1 != 0 { counts[bit] += 1 }
    }
    #expect(counts.allSatisfy { (420...580).contains($0) })
  }

  @Test func theSameInEveryRun() {
    #expect(TextHash.hash("") == TextHash.hash(""))
    #expect(TextHash.hash("สวัสดี world") == 14_621_227_927_301_162_912)
    #expect(TextHash.hash("a", seed: 1) != TextHash.hash("a"))
  }
}

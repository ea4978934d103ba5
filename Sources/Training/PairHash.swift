import Corpus

/// A hash of pairs (FNV-1a), by which a resumed run can tell whether they are still the same.
struct PairHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ pairs: [SentencePair]) {
    for pair in pairs {
      add(pair.source)
      add(pair.target)
    }
  }

  /// No UTF-8 has the byte 0xff, which ends each text.
  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0xff)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}

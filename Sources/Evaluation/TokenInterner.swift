/// Numbers the words of one segment and its references, so that n-grams are compared as integers: equal bytes, equal
/// number.
struct TokenInterner {
  private var table = StampedTable<UInt32>(empty: 0)
  /// The bytes of all tokens, one after the other, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// Forgets all tokens and makes room for those of texts that have `byteCount` bytes together.
  mutating func reset(byteCount: Int) {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    table.reset(capacity: byteCount / 2 + 1)
  }

  /// The numbers of the words `words` of `text`, from 0 on in order of first appearance.
  mutating func tokens(_ words: [Range<Int>], of text: [UInt8]) -> [UInt32] {
    words.map { token(text[$0]) }
  }

  private mutating func token(_ word: ArraySlice<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let slot = table.slot(hash) { isEqual($0, word) }
    if table.isUsed(slot) { return table[slot] }
    let token = UInt32(ends.count)
    table.use(slot, token)
    bytes += word
    ends.append(bytes.count)
    return token
  }

  private func isEqual(_ token: UInt32, _ word: ArraySlice<UInt8>) -> Bool {
    let start = token == 0 ? 0 : ends[Int(token) - 1]
    return bytes[start..<ends[Int(token)]].elementsEqual(word)
  }
}

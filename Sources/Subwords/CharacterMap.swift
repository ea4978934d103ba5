/// The table that a sentencepiece model normalizes with (`precompiled_charsmap`): four bytes with the size of a double-array trie
/// (Aoe 1989), the trie, and the texts that it leads to, each ended by a NUL.
///
/// The library does not check where the steps through the table lead, so a damaged table has to be found here.
enum CharacterMap {
  /// Whether every walk through a table ends inside of it.
  static func isSound(_ table: ArraySlice<UInt8>) -> Bool {
    if table.isEmpty { return true }
    guard table.count >= 4 else { return false }
    let trieBytes = Int(littleEndian(table.prefix(4)))
    let trie = table.dropFirst(4).prefix(trieBytes)
    let texts = table.dropFirst(4 + trieBytes)
    // The elements of a trie come in blocks of 256, so that each byte leads to an element of the same block.
    guard trieBytes > 0, trieBytes % blockBytes == 0, trie.count == trieBytes, texts.last == 0 else { return false }
    let count = trieBytes / 4
    return trie.withUnsafeBytes { bytes in
      (0..<count).allSatisfy { index in
        let element = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        if element & isValue != 0 { return Int(element & ~isValue) < texts.count }
        // The base of the steps from here; the byte of the step is added to it.
        let offset = (element >> 10) << ((element >> 6) & 8)
        return (index ^ Int(offset)) | 255 < count
      }
    }
  }

  private static let blockBytes = 256 * 4
  /// Marks an element that says where a text begins.
  private static let isValue: UInt32 = 1 << 31

  private static func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

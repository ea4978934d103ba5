/// Bytes of a file to text, whatever the bytes are.
public enum UTF8Repair {
  /// Decodes UTF-8. Each maximal part of an ill-formed sequence becomes one U+FFFD (Unicode, section 3.9).
  /// - Returns: the text, and how many replacements were made; a U+FFFD that the bytes hold themselves is none.
  public static func decode(_ bytes: some Collection<UInt8>) -> (text: String, replacements: Int) {
    if let result = bytes.withContiguousStorageIfAvailable({ decode(buffer: $0) }) { return result }
    return Array(bytes).withUnsafeBufferPointer { decode(buffer: $0) }
  }

  private static func decode(buffer: UnsafeBufferPointer<UInt8>) -> (text: String, replacements: Int) {
    if let valid = String(validating: buffer, as: UTF8.self) { return (valid, 0) }
    var repaired = String(decoding: buffer, as: UTF8.self)
    // A well-formed U+FFFD is decoded as such wherever it stands, since its first byte continues nothing.
    let before = countReplacementCharacters(buffer)
    let after = repaired.withUTF8 { countReplacementCharacters($0) }
    return (repaired, after - before)
  }

  private static func countReplacementCharacters(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes.count >= 3 else { return 0 }
    var count = 0
    for index in 0..<bytes.count - 2
    where bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD {
      count += 1
    }
    return count
  }
}

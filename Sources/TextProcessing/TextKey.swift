/// A key that texts share if they differ in letter case, punctuation, spaces and encoding alone.
///
/// The key of a text is made of its letters, combining marks and numbers, as the standard rules normalize them, without regard
/// to case. A number is its digits, of whatever script, between two spaces; a comma between digits is passed over. So
/// `Room 1,050, please!` and `ROOM １０５０ please` have the key `room 1050 please`, but for the space before `please`, and a key that
/// holds 5 does not hold 50. A text without letters and digits is its own key.
public enum TextKey {
  public enum Digits: Sendable {
    /// Numbers that differ make keys that differ.
    case kept
    /// All numbers are the same.
    case alike
  }

  /// Hands the UTF-16 units of a text's key to `body`. The time is linear in the text, and nothing stays allocated.
  public static func withKey<Value>(
    of text: String, digits: Digits = .kept, _ body: (UnsafeBufferPointer<UInt16>) -> Value
  ) -> Value {
    var text = text
    return text.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: KeyWriter.capacity(forBytes: bytes.count)) { key in
        if let count = KeyWriter.write(bytes, digits, to: key) {
          return body(UnsafeBufferPointer(rebasing: key[..<count]))
        }
        return withKey(ofUnusual: bytes, digits, body)
      }
    }
  }

  /// The key of a text that the rules change, or that has no letters and digits.
  private static func withKey<Value>(
    ofUnusual bytes: UnsafeBufferPointer<UInt8>, _ digits: Digits, _ body: (UnsafeBufferPointer<UInt16>) -> Value
  ) -> Value {
    var line = LineBuffer()
    _ = line.decode(bytes)
    for rule in NormalizationRule.standard { rule.apply(to: &line.units) }
    var normalized: [UInt8] = []
    line.encode(to: &normalized)
    return withUnsafeTemporaryAllocation(
      of: UInt16.self, capacity: KeyWriter.capacity(forBytes: normalized.count)
    ) { key in
      let count = normalized.withUnsafeBufferPointer { KeyWriter.write($0, digits, isNormalized: true, to: key) }
      if let count { return body(UnsafeBufferPointer(rebasing: key[..<count])) }
      return line.units.withUnsafeBufferPointer(body)
    }
  }
}

/// Finds sides that are mostly one repetition: `hahahahahaha`, `5555555555555`, `no no no no no no`, a ruler of dashes.
///
/// A stretch of text is a repetition if it is a group of up to 128 bytes, at least five times in a row, and at least 12
/// characters in all; spaces alone are none. Each place is compared with the last one that looked the same, and a repetition is
/// passed over as a whole, so that the time is linear in the text.
struct Repetition {
  private static let longestGroup = 128
  private static let fewestTimes = 5
  private static let fewestCharacters = 12
  /// Bytes that make two places look the same.
  private static let window = 8

  /// Whether repetitions make up more than half of the text's bytes.
  static func fills(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.count < fewestCharacters { return false }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 256) { places in
      places.initialize(repeating: UInt32.max)
      let base = UnsafeRawBufferPointer(text)
      var repeated = 0
      var index = 0
      while index + window <= text.count {
        // A place is where a character begins.
        if text[index] & 0xC0 == 0x80 {
          index += 1
          continue
        }
        let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let slot = Int((word &* 0x9E37_79B9_7F4A_7C15) >> 56)
        let distance = index - Int(truncatingIfNeeded: places[slot])
        places[slot] = UInt32(truncatingIfNeeded: index)
        guard distance > 0, distance <= longestGroup,
          base.loadUnaligned(fromByteOffset: index - distance, as: UInt64.self) == word
        else {
          index += 1
          continue
        }
        var end = index + window
        while end < text.count, text[end] == text[end - distance] { end += 1 }
        let stretch = UnsafeBufferPointer(rebasing: text[(index - distance)..<end])
        if stretch.count >= fewestTimes * distance, isLongEnough(stretch) { repeated += stretch.count }
        index = end
      }
      return 2 * repeated > text.count
    }
  }

  private static func isLongEnough(_ stretch: UnsafeBufferPointer<UInt8>) -> Bool {
    var characters = 0
    var isBlank = true
    for byte in stretch {
      if byte & 0xC0 != 0x80 { characters += 1 }
      if byte != UInt8(ascii: " ") { isBlank = false }
    }
    return characters >= fewestCharacters && !isBlank
  }
}

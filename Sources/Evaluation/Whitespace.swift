/// Whitespace as Python's `str.split()` and `str.rstrip()` know it, for sacreBLEU's words are defined by them. It is more
/// than Unicode's White_Space: the four ASCII separators U+001C to U+001F belong to it.
public enum Whitespace {
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// The ranges of `text`, UTF-8, that whitespace separates.
  static func words(in text: [UInt8]) -> [Range<Int>] {
    var words = [Range<Int>]()
    words.reserveCapacity(text.count / 4 + 1)
    var start = 0
    var position = 0
    while position < text.count {
      let width = width(in: text, at: position)
      if width == 0 {
        position += 1
        continue
      }
      if position > start { words.append(start..<position) }
      position += width
      start = position
    }
    if position > start { words.append(start..<position) }
    return words
  }

  /// The range of `text` without the whitespace at its ends.
  static func trimmed(_ text: [UInt8]) -> Range<Int> {
    let words = words(in: text)
    guard let first = words.first, let last = words.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }

  /// The text without whitespace at its end.
  public static func trimmingEnd(_ text: String) -> String {
    guard let last = text.utf8.last, last <= 0x20 || last >= 0x80 else { return text }
    var bytes = Array(text.utf8)
    trimEnd(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Removes whitespace from the end.
  static func trimEnd(_ text: inout [UInt8]) {
    while let last = text.indices.last {
      var start = last
      while start > 0 && text[start] & 0b1100_0000 == 0b1000_0000 { start -= 1 }
      guard width(in: text, at: start) == text.count - start else { return }
      text.removeSubrange(start...)
    }
  }

  /// The bytes of the whitespace that begins at `position`; 0 where none does.
  @inline(__always)
  private static func width(in text: [UInt8], at position: Int) -> Int {
    switch text[position] {
    case 0x09...0x0D, 0x1C...0x20: return 1
    case 0xC2: return text[position + 1] == 0x85 || text[position + 1] == 0xA0 ? 2 : 0
    case 0xE1...0xE3:
      let lead = UInt32(text[position] & 0x0F) << 12
      let value = lead | UInt32(text[position + 1] & 0x3F) << 6 | UInt32(text[position + 2] & 0x3F)
      return contains(Unicode.Scalar(value) ?? "-") ? 3 : 0
    default: return 0
    }
  }
}

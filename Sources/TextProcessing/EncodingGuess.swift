internal import CICU

/// Which encoding bytes that are not UTF-8 may be in.
public enum EncodingGuess {
  /// Fewer bytes above ASCII say nothing, but where all of them are as Thai words are; of fewer than `leastForDetector` ICU's detector is a guesser.
  private static let leastBytes = 20
  private static let leastForDetector = 100
  private static let leastForThaiWords = 4
  /// ICU is right about most texts from here on.
  private static let leastConfidence: Int32 = 30

  /// The encoding that a text is most likely in, by its first bytes; nil if they are UTF-8, or if nothing can be said.
  public static func encoding(of start: UnsafeRawBufferPointer) -> TextEncoding? {
    // Two bytes of Thai may well be a character of UTF-8.
    let (wrong, right) = count(start)
    if wrong + right >= leastForThaiWords, 3 * wrong >= wrong + right, ThaiBytes.areWords(start) {
      return TextEncoding("windows-874")
    }
    guard isNotUTF8(start) else { return nil }
    if isThai(start) { return TextEncoding("windows-874") }
    if start.count(where: { $0 >= 0x80 }) < leastForDetector { return nil }
    var name = [CChar](repeating: 0, count: 64)
    let confidence = mt_icu_detect_encoding(
      start.baseAddress!.assumingMemoryBound(to: UInt8.self), Int32(clamping: start.count), &name, 64)
    guard confidence >= leastConfidence, let found = TextEncoding(ICU.string(name)), !found.isUTF8 else { return nil }
    return found
  }

  /// Whether most of the bytes above ASCII stand in no character of UTF-8, where there are enough of them to tell.
  public static func isNotUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let (wrong, right) = count(bytes)
    return wrong + right >= leastBytes && wrong > right
  }

  /// The bytes above ASCII that stand in no character of UTF-8, and those that do.
  private static func count(_ bytes: UnsafeRawBufferPointer) -> (wrong: Int, right: Int) {
    var (wrong, right) = (0, 0)
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      let length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1
      let followers = bytes[index...].dropFirst().prefix(length - 1)
      if first < 0x80 {
        index += 1
      } else if length > 1, followers.allSatisfy({ $0 & 0xC0 == 0x80 }) {
        right += 1 + followers.count
        index += 1 + followers.count
      } else {
        wrong += 1
        index += 1
      }
    }
    return (wrong, right)
  }

  /// Whether the bytes are Thai in TIS-620 or windows-874, which ICU's detector does not know: nearly all bytes above ASCII are
  /// those of Thai characters, marks stand on consonants, and letters stand beside each other.
  private static func isThai(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var (high, other, lone, marks, misplaced) = (0, 0, 0, 0, 0)
    for (index, byte) in bytes.enumerated() where byte >= 0x80 {
      high += 1
      let before = index > 0 ? bytes[index - 1] : 0
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0
      if !((0xA1...0xDA).contains(byte) || (0xDF...0xFB).contains(byte)) { other += 1 }
      if before < 0x80 && after < 0x80 { lone += 1 }
      if byte == 0xD1 || (0xD4...0xDA).contains(byte) || (0xE7...0xEE).contains(byte) {
        marks += 1
        let isOnLetter =
          (0xA1...0xCE).contains(before) || (0xD1...0xDA).contains(before) || (0xE7...0xEE).contains(before)
        if !isOnLetter { misplaced += 1 }
      }
    }
    // Thai has a mark in about four characters.
    return 20 * other < high && 10 * lone < high && 10 * misplaced < marks && 20 * marks > high
  }
}

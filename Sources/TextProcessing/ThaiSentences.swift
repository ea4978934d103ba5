/// Finds the spaces at which Thai, which writes no full stop, ends a sentence.
///
/// Most spaces divide phrases, not sentences: they stand around numbers, names and quotations, and before clauses that go
/// on. Two kinds of space are taken for ends:
/// - the one behind a word that closes a sentence: a polite or a final particle (ครับ, ค่ะ, นะ), or a word of a question
///   (ไหม, อะไร, หรือเปล่า), unless a conjunction follows;
/// - the one before a word that opens a sentence: a personal pronoun (ฉัน, เขา, เรา), a greeting, a request or one of time
///   (สวัสดี, กรุณา, พรุ่งนี้), if four words or more stand before it that neither begin nor end with a conjunction or a
///   preposition.
enum ThaiSentences {
  /// - Parameters:
  ///   - position: behind a space.
  ///   - start: where the sentence began.
  static func end(at position: Int, from start: Int, in line: LineCuts) -> Bool {
    var start = start
    while start < position, line[start] == .space { start += 1 }
    var end = position
    while end > start, line[end - 1] == .space { end -= 1 }
    guard end > start, line[end - 1].isThaiLetter, line[position].isThaiLetter else { return false }
    if isWord(endingAt: end, from: start + 1, of: closing, in: line) {
      return !isWord(at: position, of: continuing, in: line) && hasWords(2, in: position..<line.count, of: line)
    }
    return isWord(at: position, of: opening, in: line) && !isWord(at: start, of: continuing, in: line)
      && !isWord(at: start, of: leading, in: line) && !isWord(endingAt: end, from: start, of: continuing, in: line)
      && hasWords(4, in: start..<end, of: line) && hasWords(3, in: position..<line.count, of: line)
  }

  private static func isWord(at start: Int, of words: Set<AbbreviationKey>, in line: LineCuts) -> Bool {
    var key = AbbreviationKey()
    for position in start..<start + longestWord {
      guard line[position].isThaiLetter else { return false }
      key.append(line[position])
      if line.isCut(at: position + 1), words.contains(key) { return true }
    }
    return false
  }

  private static func isWord(
    endingAt end: Int, from start: Int, of words: Set<AbbreviationKey>, in line: LineCuts
  ) -> Bool {
    var first = end - 1
    while first >= max(start, end - longestWord), line[first].isThaiLetter {
      if line.isCut(at: first) {
        var key = AbbreviationKey()
        for position in first..<end { key.append(line[position]) }
        if words.contains(key) { return true }
      }
      first -= 1
    }
    return false
  }

  private static func hasWords(_ count: Int, in range: Range<Int>, of line: LineCuts) -> Bool {
    var found = 0
    for position in range where line[position] != .space && line.isCut(at: position + 1) {
      found += 1
      if found == count { return true }
    }
    return false
  }

  /// The number of letters in the longest of the words below.
  private static let longestWord = 9

  private static let closing = AbbreviationKey.set(
    """
    ครับ ค่ะ คะ จ้ะ จ๊ะ จ้า ฮะ ขอรับ นะ น่ะ สิ ซิ ล่ะ หรอก เถอะ ไหม มั้ย เหรอ หรอ อะไร ไหน ที่ไหน ใคร ทำไม เมื่อไร \
    เมื่อไหร่ เท่าไร เท่าไหร่ อย่างไร ยังไง หรือเปล่า หรือไม่ หรือยัง
    """)

  private static let opening = AbbreviationKey.set(
    """
    ฉัน ดิฉัน ผม กระผม เขา เธอ คุณ เรา มัน หล่อน ท่าน หนู พวกเขา พวกเรา พวกเธอ พวกคุณ พวกมัน พวกฉัน พวกผม นี่ นั่น ไม่มี ทำไม ใคร \
    กรุณา โปรด สวัสดี ขอบคุณ ขอโทษ วันนี้ พรุ่งนี้ เมื่อวาน อย่า ช่วย
    """)

  /// They lead on to what follows, or continue what was said.
  private static let continuing = AbbreviationKey.set(
    """
    ว่า ที่ ซึ่ง อัน และ แต่ หรือ ก็ จึง ของ เพราะ โดย เพื่อ ใน จาก แล้ว ด้วย กับ แก่ ต่อ ตาม เป็น คือ จน ให้ ถ้า หาก เมื่อ แม้ ก่อน \
    หลัง ขณะ ตอน พอ
    """)

  /// At the beginning of a clause they lead on to another.
  private static let leading = AbbreviationKey.set(
    "ระหว่าง สำหรับ ตั้งแต่ นอกจาก กว่า ทุก เนื่อง แม้ว่า หลังจาก ขณะที่ ถึงแม้ เมื่อวาน วันนี้ พรุ่งนี้")
}

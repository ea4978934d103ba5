/// Words with signs in them, in every script that divides words by spaces.
enum WordRules {
  /// `well-known`, `COVID-19`, `5-year-old`: a hyphen between letters or digits joins, but not in a range of numbers, where
  /// what stands on either side begins with a digit.
  static func joinCompound(atHyphen hyphen: Int, in line: LineCuts) {
    guard joins(line.kind(at: hyphen - 1)), joins(line.kind(at: hyphen + 1)) else { return }
    if line[hyphen + 1].isDigit, line[startOfToken(before: hyphen, in: line)].isDigit { return }
    line.join(at: hyphen)
    line.join(at: hyphen + 1)
  }

  private static func joins(_ kind: CharacterKind) -> Bool { kind == .letter || kind == .mark || kind == .digit }

  /// No further back than a token is long.
  private static func startOfToken(before position: Int, in line: LineCuts) -> Int {
    var start = position - 1
    while start > position - maximumTokenLength, !line.isCut(at: start) { start -= 1 }
    return start
  }

  /// `1990's`. ICU joins letters (`it's`, `O’Neil`), also unspaced ones, whose quotes are cut here.
  static func joinPossessive(atApostrophe apostrophe: Int, in line: LineCuts) {
    let (before, after) = (line.kind(at: apostrophe - 1), line.kind(at: apostrophe + 1))
    if before == .unspacedLetter || after == .unspacedLetter {
      line.cut(at: apostrophe)
      line.cut(at: apostrophe + 1)
    } else if before == .digit, line[apostrophe + 1] == UInt16(ascii: "s"), !joins(line.kind(at: apostrophe + 2)) {
      line.join(at: apostrophe)
      line.join(at: apostrophe + 1)
    }
  }

  /// `1️⃣`: a digit, # or * in a key. ICU would join two of them as digits.
  static func keycap(at keycap: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    let start = line[keycap - 1] == 0xFE0F ? keycap - 2 : keycap - 1
    let key = line[start]
    guard start >= free, key.isASCIIDigit || key == UInt16(ascii: "#") || key == UInt16(ascii: "*") else { return nil }
    return start..<keycap + 1
  }
}

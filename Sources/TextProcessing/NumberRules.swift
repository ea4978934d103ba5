/// Times of day and dates. Other numbers (1,234.56, 192.168.0.1) are words of ICU's.
enum NumberRules {
  /// `10:30` and `10:30:15`: a colon between digits belongs to them.
  static func joinTime(atColon colon: Int, in line: LineCuts) {
    guard line[colon - 1].isDigit, line[colon + 1].isDigit else { return }
    line.join(at: colon)
    line.join(at: colon + 1)
  }

  /// `12/05/2567`, `2024-05-12`: a year of four digits at one end, or, between slashes, one of two behind. Dates with full
  /// stops are words of ICU's.
  static func date(aroundSeparator first: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    let separator = line[first]
    guard line[first - 1].isDigit, line[first + 1].isDigit else { return nil }
    var start = first
    while start > max(free, first - 5), line[start - 1].isDigit { start -= 1 }
    let second = endOfDigits(from: first + 1, in: line)
    guard line[second] == separator else { return nil }
    let end = endOfDigits(from: second + 1, in: line)
    let isWhole = (start == free || !isNumberOrWord(line[start - 1])) && !isNumberOrWord(line[end])
    let continues = line[end] == separator || line[end] == .fullStop && line[end + 1].isDigit
    guard isWhole, !continues, second - first <= 3 else { return nil }
    switch (first - start, end - second - 1) {
    case (4, 1...2), (1...2, 4): return start..<end
    case (1...2, 2): return separator == .slash ? start..<end : nil
    default: return nil
    }
  }

  private static func isNumberOrWord(_ unit: UInt16) -> Bool {
    unit.isInName || unit.isDigit || unit == .slash || unit == .hyphen
  }

  /// - Returns: where digits end, five of them at most.
  private static func endOfDigits(from start: Int, in line: LineCuts) -> Int {
    var end = start
    while end < start + 5, line[end].isDigit { end += 1 }
    return end
  }
}

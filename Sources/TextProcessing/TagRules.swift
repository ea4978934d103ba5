/// Hashtags and mentions: `#word`, `@name`, `#รักเมืองไทย`.
enum TagRules {
  /// Letters, marks, digits and underscores behind the sign, one letter among them. The sign may stand behind a Thai word,
  /// but not behind `C` or `a`, where letters before it would be its word.
  static func tag(at sign: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    if sign > free {
      let before = line.kind(at: sign - 1)
      if before == .letter || before == .mark || before == .digit { return nil }
    }
    guard line.kind(at: sign + 1) != .mark else { return nil }
    var end = sign + 1
    var hasLetter = false
    while end < line.count {
      let kind = line.kind(at: end)
      if kind == .other, line[end] != .underscore { break }
      if kind == .letter || kind == .unspacedLetter { hasLetter = true }
      end += 1
    }
    return hasLetter ? sign..<end : nil
  }
}

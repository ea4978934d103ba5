/// The part of a line that can be translated: its letters, but for those of addresses, placeholders, markup and what programs
/// write.
public enum TranslatableText {
  /// False for a line that has no letter outside of web and e-mail addresses, placeholders, tags, entities and `OpaqueTokens`:
  /// `---`, `12:30`, `https://example.org`, `%s`, `<br/>`, `/usr/lib`. The time is linear in the line.
  public static func isIn(_ line: String) -> Bool {
    var buffer = LineBuffer(line)
    var isFound = false
    buffer.withCuts { isFound = isIn($0) }
    return isFound
  }

  private static func isIn(_ line: LineCuts) -> Bool {
    var index = 0
    while index < line.count {
      if let span = span(at: index, in: line) {
        index = span.upperBound
        continue
      }
      let kind = line.kind(at: index)
      if kind == .letter || kind == .unspacedLetter { return true }
      index += 1
    }
    return false
  }

  /// The span that begins here and is not translated.
  private static func span(at index: Int, in line: LineCuts) -> Range<Int>? {
    if let token = OpaqueTokens.token(at: index, in: line) { return token }
    return switch line[index] {
    case UInt16(ascii: "%"): PlaceholderRules.percent(at: index, in: line)
    case UInt16(ascii: "$"): PlaceholderRules.dollar(at: index, in: line)
    case UInt16(ascii: "{"): PlaceholderRules.braces(at: index, in: line)
    case UInt16(ascii: "<"): MarkupRules.markupTag(at: index, in: line)
    case UInt16(ascii: "&"): MarkupRules.entity(at: index, in: line)
    case let unit where unit.isASCIILetter: address(at: index, in: line)
    default: nil
    }
  }

  /// The address that begins with this letter. It is told by the first sign behind the letters, digits and signs of names.
  private static func address(at start: Int, in line: LineCuts) -> Range<Int>? {
    var sign = start
    while sign < start + longestName, line[sign].isInName || [0x2B, 0x2D].contains(line[sign]) { sign += 1 }
    var found: Range<Int>?
    if line[sign] == .colon { found = AddressRules.webAddress(aroundColon: sign, notBefore: start, in: line) }
    if line[sign] == .fullStop { found = AddressRules.webAddress(aroundFirstStop: sign, notBefore: start, in: line) }
    if found == nil, line[sign] == .at || line[sign] == .fullStop {
      while sign < start + longestName, line[sign] != .at, line[sign] > .space { sign += 1 }
      if line[sign] == .at { found = AddressRules.mailAddress(aroundAt: sign, notBefore: start, in: line) }
    }
    return found?.lowerBound == start ? found : nil
  }

  /// The part of an e-mail address before the sign, and more than the scheme of a web address.
  private static let longestName = 65
}

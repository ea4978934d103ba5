/// Tags and entities of HTML and XML.
enum MarkupRules {
  /// `<b>`, `</b>`, `<br/>`, `<a href="x">`, of at most 100 units. Behind a name comes the end, or what has an equals sign:
  /// `a <b and c> d` holds no tag.
  static func markupTag(at start: Int, in line: LineCuts) -> Range<Int>? {
    var position = start + 1
    if line[position] == .slash { position += 1 }
    guard line[position].isASCIILetter else { return nil }
    while line[position].isInName || line[position] == .hyphen || line[position] == .colon {
      position += 1
      if position - start > maximumTokenLength { return nil }
    }
    guard line[position] == .space || line[position] == .slash || line[position] == greaterThan else { return nil }
    var hasName = false
    var hasValue = false
    while position < min(line.count, start + maximumTokenLength) {
      let unit = line[position]
      if unit == greaterThan { return hasValue || !hasName ? start..<position + 1 : nil }
      if unit == lessThan { return nil }
      if unit == UInt16(ascii: "=") { hasValue = true }
      if unit != .space, unit != .slash { hasName = true }
      position += 1
    }
    return nil
  }

  /// `&amp;`, `&#39;`, `&#x27;`.
  static func entity(at start: Int, in line: LineCuts) -> Range<Int>? {
    var end = start + 1
    let isNumber = line[end] == UInt16(ascii: "#")
    if isNumber { end += 1 }
    let first = end
    while end < start + 33, line[end].isASCIIAlphanumeric { end += 1 }
    guard end > first, line[end] == .semicolon else { return nil }
    if isNumber {
      guard line[first].isASCIIDigit || line[first] | 0x20 == UInt16(ascii: "x") else { return nil }
    } else {
      guard line[first].isASCIILetter else { return nil }
    }
    return start..<end + 1
  }

  private static var lessThan: UInt16 { UInt16(ascii: "<") }
  private static var greaterThan: UInt16 { UInt16(ascii: ">") }
}

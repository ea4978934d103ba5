/// Places in a message where a program puts a value.
enum PlaceholderRules {
  /// `%s`, `%.2f`, `%1$s`, `%(name)s`, `%%`; behind a digit only `%%`, for there it is a percent sign.
  static func percent(at percent: Int, in line: LineCuts) -> Range<Int>? {
    if line[percent + 1] == UInt16(ascii: "%") { return percent..<percent + 2 }
    guard !line[percent - 1].isDigit else { return nil }
    var end = percent + 1
    if line[end] == UInt16(ascii: "(") {
      end = endOfName(from: end + 1, in: line)
      guard line[end] == UInt16(ascii: ")") else { return nil }
      end += 1
    } else if case let number = endOfDigits(from: end, in: line), number > end, line[number] == UInt16(ascii: "$") {
      end = number + 1
    }
    // Flags, width and precision.
    while [0x2B, 0x2D, 0x23].contains(line[end]) && end < percent + 8 { end += 1 }
    end = endOfDigits(from: end, in: line)
    if line[end] == .fullStop { end = endOfDigits(from: end + 1, in: line) }
    let isLong = line[end] == UInt16(ascii: "l")
    while line[end] == UInt16(ascii: "l"), end < percent + 24 { end += 1 }
    guard isConversion(line[end], isLong: isLong) else { return nil }
    end += 1
    // `%sales` is no placeholder with a word behind it.
    let isBare = end == percent + 2
    return isBare && line[end].isInName ? nil : percent..<end
  }

  private static func isConversion(_ unit: UInt16, isLong: Bool) -> Bool {
    switch unit {
    case UInt16(ascii: "d"), UInt16(ascii: "i"), UInt16(ascii: "u"), UInt16(ascii: "x"), UInt16(ascii: "X"),
      UInt16(ascii: "f"):
      true
    case UInt16(ascii: "s"), UInt16(ascii: "S"), UInt16(ascii: "D"), UInt16(ascii: "c"), UInt16(ascii: "e"),
      UInt16(ascii: "g"), UInt16(ascii: "o"), UInt16(ascii: "@"):
      !isLong
    default: false
    }
  }

  /// `$name` and `${name}`; `$5` is an amount.
  static func dollar(at dollar: Int, in line: LineCuts) -> Range<Int>? {
    if line[dollar + 1] == UInt16(ascii: "{") {
      return braces(at: dollar + 1, in: line).map { dollar..<$0.upperBound }
    }
    guard line[dollar + 1].isInName, !line[dollar + 1].isASCIIDigit else { return nil }
    var end = dollar + 1
    while line[end].isInName { end += 1 }
    return dollar..<end
  }

  /// `{name}`, `{0}`, `{{name}}`.
  static func braces(at brace: Int, in line: LineCuts) -> Range<Int>? {
    let depth = line[brace + 1] == UInt16(ascii: "{") ? 2 : 1
    let start = brace + depth
    let end = endOfName(from: start, in: line)
    guard end > start, line[end] == UInt16(ascii: "}"), depth == 1 || line[end + 1] == UInt16(ascii: "}") else {
      return nil
    }
    return brace..<end + depth
  }

  private static func endOfDigits(from start: Int, in line: LineCuts) -> Int {
    var end = start
    while end < start + 10, line[end].isASCIIDigit { end += 1 }
    return end
  }

  /// A name may have parts (`user.name`, `0:N2`).
  private static func endOfName(from start: Int, in line: LineCuts) -> Int {
    guard line[start].isInName || line[start] == UInt16(ascii: "$") else { return start }
    var end = start + 1
    while end < start + maximumTokenLength - 6,
      line[end].isInName || line[end] == .fullStop || line[end] == .colon || line[end] == .hyphen
    {
      end += 1
    }
    return end
  }
}

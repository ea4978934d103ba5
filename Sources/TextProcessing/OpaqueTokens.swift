/// Tokens between spaces that have letters and are the same in every language: file paths, version numbers, times, numbers in the
/// notation of programs, names of users, tags, and addresses with letters beyond ASCII.
enum OpaqueTokens {
  /// The token that begins here and is not translated; nil where none begins. Sentence punctuation behind it is not part of it.
  static func token(at start: Int, in line: LineCuts) -> Range<Int>? {
    guard isSpace(line[start - 1]) || isOpening(line[start - 1]) && isSpace(line[start - 2]),
      let isOne = rule(for: line[start])
    else { return nil }
    var end = start
    while end < start + longest, !isSpace(line[end]) { end += 1 }
    guard end < start + longest else { return nil }
    while end > start, isClosing(line[end - 1]) { end -= 1 }
    let token = start..<end
    return isOne(token, line) ? token : nil
  }

  /// File systems bound a path by this.
  private static let longest = 4096

  private typealias Rule = (Range<Int>, LineCuts) -> Bool

  /// The rule for tokens that begin with this unit.
  private static func rule(for first: UInt16) -> Rule? {
    switch first {
    case .slash, .fullStop, UInt16(ascii: "~"): isPath
    case UInt16(ascii: "\\"):
      { token, line in isWindowsPath(token, line, root: 2) && line[token.lowerBound + 1] == backslash }
    case .at, UInt16(ascii: "#"): isName
    case let unit where unit.isASCIIDigit: { isTime($0, $1) || isNumber($0, $1) }
    case let unit where unit.isASCIILetter:
      { isVersion($0, $1) || isDrivePath($0, $1) || isInternationalAddress($0, $1) }
    default: nil
    }
  }

  private static let backslash = UInt16(ascii: "\\")

  private static func isSpace(_ unit: UInt16) -> Bool { unit <= .space || unit == 0xA0 || unit == 0x3000 }

  private static func isOpening(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x22, 0x27, 0x28, 0x2B, 0x2D, 0x3C, 0x5B, 0x60, 0x201C, 0x2018: true  // " ' ( + - < [ ` “ ‘
    default: false
    }
  }

  private static func isClosing(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x21, 0x22, 0x27, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3E, 0x3F, 0x5D, 0x60, 0x201D, 0x2019: true
    default: false
    }
  }

  // MARK: - Paths

  /// `/usr/lib/x.so`, `~/.profile`, `../a`: a path from the root has two parts at least, for `/or` may be a word.
  private static func isPath(_ token: Range<Int>, _ line: LineCuts) -> Bool {
    var index = token.lowerBound
    let isRooted = line[index] == .slash
    if line[index] == UInt16(ascii: "~") { index += 1 }
    while line[index] == .fullStop, index < token.lowerBound + 2 { index += 1 }
    guard line[index] == .slash else { return false }
    let parts = countParts(index + 1..<token.upperBound, line, separator: .slash)
    return parts >= (isRooted ? 2 : 1)
  }

  /// `C:\Users\x`
  private static func isDrivePath(_ token: Range<Int>, _ line: LineCuts) -> Bool {
    line[token.lowerBound + 1] == .colon && line[token.lowerBound + 2] == backslash
      && isWindowsPath(token, line, root: 3)
  }

  private static func isWindowsPath(_ token: Range<Int>, _ line: LineCuts, root: Int) -> Bool {
    token.count > root && countParts(token.dropFirst(root), line, separator: backslash) >= 1
  }

  /// The parts of a path that are not empty; 0 if something else is in it.
  private static func countParts(_ range: Range<Int>, _ line: LineCuts, separator: UInt16) -> Int {
    var (parts, isWithin) = (0, false)
    for index in range {
      let unit = line[index]
      if unit == separator {
        isWithin = false
      } else if unit.isInName || [0x2B, 0x2D, 0x2E, 0x25, 0x40, 0x7E, 0x24].contains(unit) {  // + - . % @ ~ $
        if !isWithin { parts += 1 }
        isWithin = true
      } else {
        return 0
      }
    }
    return parts
  }

  // MARK: - Names and numbers

  /// `@user`, `#tag`, in ASCII.
  private static func isName(_ token: Range<Int>, _ line: LineCuts) -> Bool {
    token.count > 1 && token.dropFirst().allSatisfy { line[$0].isInName }
  }

  /// `v1.2`, `v1.2.3-rc1`
  private static func isVersion(_ token: Range<Int>, _ line: LineCuts) -> Bool {
    guard line[token.lowerBound] | 0x20 == UInt16(ascii: "v") else { return false }
    var scanner = TokenScanner(line, token.dropFirst())
    guard scanner.takeDigits(), scanner.take(.fullStop), scanner.takeDigits() else { return false }
    while scanner.take(.fullStop) { if !scanner.takeDigits() { return false } }
    if scanner.isAtEnd { return true }
    guard scanner.take(.hyphen), ["alpha", "beta", "rc", "dev", "pre"].contains(where: { scanner.take(word: $0) })
    else { return false }
    _ = scanner.take(.fullStop)
    _ = scanner.takeDigits()
    return scanner.isAtEnd
  }

  /// `2024-01-02T03:04:05Z`, as ISO 8601 has it.
  private static func isTime(_ token: Range<Int>, _ line: LineCuts) -> Bool {
    var scanner = TokenScanner(line, token)
    guard scanner.takeDigits(4), scanner.take(.hyphen), scanner.takeDigits(2), scanner.take(.hyphen),
      scanner.takeDigits(2), scanner.take(UInt16(ascii: "T")), scanner.takeDigits(2)
    else { return false }
    while scanner.take(.colon) { if !scanner.takeDigits(2) { return false } }
    if scanner.take(.fullStop) || scanner.take(.comma), !scanner.takeDigits() { return false }
    if scanner.take(UInt16(ascii: "Z")) || scanner.isAtEnd { return scanner.isAtEnd }
    guard scanner.take(.hyphen) || scanner.take(UInt16(ascii: "+")), scanner.takeDigits(2) else { return false }
    _ = scanner.take(.colon)
    _ = scanner.takeDigits(2)
    return scanner.isAtEnd
  }

  /// `0x1F`, `1e10`, `6.02E+23`
  private static func isNumber(_ token: Range<Int>, _ line: LineCuts) -> Bool {
    let digits = token.dropFirst(2)
    if line[token.lowerBound] == UInt16(ascii: "0"), line[token.lowerBound + 1] | 0x20 == UInt16(ascii: "x") {
      return !digits.isEmpty
        && digits.allSatisfy { line[$0].isASCIIDigit || (0x61...0x66).contains(line[$0] | 0x20) }
    }
    var scanner = TokenScanner(line, token)
    guard scanner.takeDigits() else { return false }
    if scanner.take(.fullStop), !scanner.takeDigits() { return false }
    guard scanner.take(UInt16(ascii: "e")) || scanner.take(UInt16(ascii: "E")) else { return false }
    _ = scanner.take(.hyphen) || scanner.take(UInt16(ascii: "+"))
    return scanner.takeDigits() && scanner.isAtEnd
  }

  // MARK: - Addresses

  /// `http://ไทย.com`, `www.ไทย.com`, `http://münchen.example`: no part of the host has letters of scripts with spaces and of
  /// others, and what stands behind the host is in ASCII. So a word that is glued to an address is none of it.
  private static func isInternationalAddress(_ token: Range<Int>, _ line: LineCuts) -> Bool {
    var index = token.lowerBound
    while index < token.lowerBound + 16, line[index].isASCIILetter { index += 1 }
    if line[index] == .colon, line[index + 1] == .slash, line[index + 2] == .slash {
      index += 3
    } else if index != token.lowerBound + 3 || line[index] != .fullStop || line[token.lowerBound] | 0x20 != 0x77
      || line[token.lowerBound + 1] | 0x20 != 0x77 || line[token.lowerBound + 2] | 0x20 != 0x77
    {
      return false
    }
    var labels = 0
    while index < token.upperBound {
      let start = index
      while index < token.upperBound, isInLabel(index, line) { index += 1 }
      if index == start { while index < token.upperBound, line.kind(at: index) == .unspacedLetter { index += 1 } }
      // `www.` begins with what is before its full stop.
      if index > start { labels += 1 } else if labels > 0 || line[index] != .fullStop { return false }
      guard line[index] == .fullStop, index < token.upperBound else { break }
      index += 1
    }
    guard labels > 1 else { return false }
    let isBehindHost = [.slash, .colon, UInt16(ascii: "?"), UInt16(ascii: "#")].contains(line[index])
    return index == token.upperBound || isBehindHost && (index..<token.upperBound).allSatisfy { line[$0].isASCII }
  }

  private static func isInLabel(_ index: Int, _ line: LineCuts) -> Bool {
    line[index].isASCIIAlphanumeric || line[index] == .hyphen || line.kind(at: index) == .letter
  }
}

/// Goes through a token from its beginning.
private struct TokenScanner {
  private let line: LineCuts
  private var rest: Range<Int>

  init(_ line: LineCuts, _ token: Range<Int>) { (self.line, rest) = (line, token) }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ unit: UInt16) -> Bool {
    guard let first = rest.first, line[first] == unit else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func take(word: String) -> Bool {
    let units = Array(word.utf16)
    guard rest.count >= units.count, zip(rest, units).allSatisfy({ line[$0] == $1 }) else { return false }
    rest = rest.dropFirst(units.count)
    return true
  }

  /// Takes all digits, of which there is one at least, or so many.
  mutating func takeDigits(_ count: Int? = nil) -> Bool {
    let digits = rest.prefix { line[$0].isASCIIDigit }
    guard !digits.isEmpty, digits.count == count ?? digits.count else { return false }
    rest = rest.dropFirst(digits.count)
    return true
  }
}

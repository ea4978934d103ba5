/// English abbreviations keep their full stop: `Mr.`, `No. 5`, `U.S.`, `J. Smith`.
enum EnglishAbbreviations {
  /// Letters, each with its full stop, two of them at least: `U.S.`, `e.g.`, `J.R.R.`; and `Ph.D.`
  static func initials(aroundFirstStop stop: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    let isPh = line[stop - 1] == UInt16(ascii: "h") && line[stop - 2] == UInt16(ascii: "P")
    let start = stop - (isPh ? 2 : 1)
    guard start >= free, start == free || !isInWord(line[start - 1]) && line[start - 1] != .fullStop else { return nil }
    var end = stop + 1
    while line[end].isASCIILetter, line[end + 1] == .fullStop { end += 2 }
    guard end > stop + 1, !AddressRules.isMailName(from: end, in: line) else { return nil }
    // `U.S.A`; but the letter of a longer word does not belong here (`e.g.Linux`).
    if line[end].isASCIIUppercase, !isInWord(line[end + 1]) { end += 1 }
    return start..<end
  }

  static func span(aroundStop stop: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    var start = stop
    while start > free, isInWord(line[start - 1]) {
      if stop - start == longest { return nil }
      start -= 1
    }
    return start < stop && isAbbreviation(start..<stop, in: line) ? start..<stop + 1 : nil
  }

  private static func isAbbreviation(_ word: Range<Int>, in line: LineCuts) -> Bool {
    let next = line[word.upperBound + 1]
    let afterSpace = next == .space ? line[word.upperBound + 2] : .space
    if word.count == 1 {
      // `J. Smith`, but not the pronoun.
      let letter = line[word.lowerBound]
      return letter.isASCIIUppercase && letter != UInt16(ascii: "I") && afterSpace.isASCIIUppercase
    }
    var key = AbbreviationKey()
    for position in word {
      guard line[position].isASCII else { return false }
      key.append(line[position])
    }
    if beforeNumbers.contains(key) { return next.isDigit || afterSpace.isDigit }
    // `Co.uk` is no `Co.`
    return !isInWord(next) && abbreviations.contains(key)
  }

  private static func isInWord(_ unit: UInt16) -> Bool {
    if unit.isASCII { return unit.isASCIIAlphanumeric || unit == .apostrophe }
    return unit >= 0xC0 && unit & 0xFF80 != 0x0E00 && !(unit >= 0x2000 && unit <= 0x206F)
  }

  private static let longest = 6

  /// Words only if no number follows.
  private static let beforeNumbers = AbbreviationKey.set("No no Nos nos Fig fig Figs Art Vol vol pp Sec sec Ch ch")

  private static let abbreviations = AbbreviationKey.set(
    """
    Mr Mrs Ms Dr Drs Prof Rev Hon St Jr Sr Gen Col Lt Maj Capt Sgt Cmdr Gov Sen Rep Pres Messrs Inc Ltd Corp Co Bros \
    Dept Univ Mt Ave Blvd Rd Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec vs etc cf al approx dept est
    """)
}

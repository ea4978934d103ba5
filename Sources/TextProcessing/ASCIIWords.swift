/// The words of ASCII text as ICU finds them in English and in Thai (Unicode Standard Annex 29), but quicker.
enum ASCIIWords {
  /// Cuts a range of printable ASCII without spaces where words and signs in it meet; its ends are left alone.
  static func cut(_ line: LineCuts, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      if line[index].isInName {
        repeat {
          index += 1
        } while index < range.upperBound
          && (line[index].isInName || isInsideWord(line[index], after: line[index - 1], before: line[index + 1]))
      } else {
        index += 1
      }
      if index < range.upperBound { line.cut(at: index) }
    }
  }

  /// Whether a sign joins what stands at its sides: `.` and `'` join letters, and they and `,` and `;` join digits.
  @inline(__always) private static func isInsideWord(_ unit: UInt16, after: UInt16, before: UInt16) -> Bool {
    switch unit {
    case .fullStop, .apostrophe:
      after.isASCIILetter && before.isASCIILetter || after.isASCIIDigit && before.isASCIIDigit
    case .comma, .semicolon: after.isASCIIDigit && before.isASCIIDigit
    default: false
    }
  }
}

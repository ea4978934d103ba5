/// The codes of languages in recipes, flags and the names of files: BCP 47, `th` or `en-GB`.
public enum LanguageCode {
  /// Whether the text has the form of a code: a language of 2 to 8 letters, and further parts of letters and digits behind hyphens.
  /// It may still be that of no language.
  public static func isWellFormed(_ code: String) -> Bool {
    let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    let parts = code.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard code.utf8.count <= 64, let language = parts.first, (2...8).contains(language.count) else { return false }
    return language.allSatisfy(isLetter)
      && parts.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy { isLetter($0) || isDigit($0) } }
  }
}

internal import CICU

/// The script, or scripts, that a language is usually written in: Thai; Latin; Han, Hiragana and Katakana; Hangul and Han.
/// It tells the letters of its own from those of others.
public struct UnicodeScript: Sendable {
  /// The classes of characters that a script tells apart.
  public enum Appearance: UInt8, Sendable {
    /// Digits, punctuation, symbols, and the few letters that belong to no script.
    case sign
    /// White space, controls, and what else cannot be seen: zero-width spaces, soft hyphens, byte order marks.
    case invisible
    /// A combining mark.
    case mark
    case foreignLetter
    case ownLetter
  }

  private let scripts: [Int32]
  /// The appearance of the characters up to U+FFFF.
  @usableFromInline let table: [Appearance]

  /// Every letter is its own.
  public static let any = UnicodeScript(scripts: [])

  /// - Parameter language: its code, with the script if it is not the usual one: `th`, `ja`, `sr-Latn`.
  /// - Returns: nil if ICU does not know the language.
  public init?(language: String) {
    var scripts = [Int32](repeating: 0, count: Int(MT_ICU_MAX_SCRIPTS))
    let count = Int(mt_icu_scripts(language, &scripts))
    guard count > 0 else { return nil }
    self.init(scripts: Array(scripts[..<count]))
  }

  private init(scripts: [Int32]) {
    self.scripts = scripts
    table = (0...0xFFFF).map { Self.appearance(of: $0, scripts) }
  }

  @inlinable public func appearance(of scalar: UInt32) -> Appearance {
    scalar <= 0xFFFF ? table[Int(scalar)] : appearance(ofSupplementary: scalar)
  }

  @usableFromInline func appearance(ofSupplementary scalar: UInt32) -> Appearance {
    Self.appearance(of: scalar, scripts)
  }

  private static func appearance(of scalar: UInt32, _ scripts: [Int32]) -> Appearance {
    switch mt_icu_appearance(scalar, scripts, Int32(scripts.count)) {
    case MT_ICU_INVISIBLE: .invisible
    case MT_ICU_COMBINING: .mark
    case MT_ICU_FOREIGN_LETTER: .foreignLetter
    case MT_ICU_OWN_LETTER: .ownLetter
    default: .sign
    }
  }
}

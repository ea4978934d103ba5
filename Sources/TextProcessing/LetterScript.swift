internal import CICU

/// The script that letters belong to: Thai, Latin, Han.
public struct LetterScript: Hashable, Sendable {
  private let number: Int32

  /// nil for what is no letter, or is used with many scripts.
  public init?(of scalar: Unicode.Scalar) {
    if scalar.isASCII {
      guard (0x61...0x7A).contains(scalar.value | 0x20) else { return nil }
      self = Self.latin
      return
    }
    let number = mt_icu_letter_script(scalar.value)
    if number <= 1 { return nil }
    self.number = number
  }

  private init(number: Int32) { self.number = number }

  private static let latin = LetterScript(number: mt_icu_letter_script(0x61))

  /// In English.
  public var name: String { String(cString: mt_icu_script_name(number)) }

  /// Adds to `counts` how many letters of each script there are.
  public static func count(_ text: String, into counts: inout [LetterScript: Int]) {
    for scalar in text.unicodeScalars {
      if let script = LetterScript(of: scalar) { counts[script, default: 0] += 1 }
    }
  }
}

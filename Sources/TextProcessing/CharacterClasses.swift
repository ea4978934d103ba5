/// The few characters that tokenization rules look for.
extension UInt16 {
  static var fullStop: UInt16 { 0x2E }
  static var colon: UInt16 { 0x3A }
  static var slash: UInt16 { 0x2F }
  static var at: UInt16 { 0x40 }
  static var hyphen: UInt16 { 0x2D }
  static var space: UInt16 { 0x20 }
  static var lowercaseW: UInt16 { 0x77 }

  var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isASCIIUppercase: Bool { self >= 0x41 && self <= 0x5A }
  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

  /// Whether it is a digit, European or Thai.
  var isDigit: Bool { isASCIIDigit || (self >= 0x0E50 && self <= 0x0E59) }

  /// Whether it is a Thai consonant, vowel or mark; MAI YAMOK (ๆ), digits and signs are not.
  var isThaiLetter: Bool { (self >= 0x0E01 && self <= 0x0E3A) || (self >= 0x0E40 && self <= 0x0E4E && self != 0x0E46) }
  var isThaiConsonant: Bool { self >= 0x0E01 && self <= 0x0E2E }
}

/// Replaces single characters by plainer ones. None of the replacements is itself replaced.
enum CharacterFolding {
  static func apply(to units: inout [UInt16]) {
    guard let first = units.firstIndex(where: { !isKept($0) }) else { return }
    var folded = Array(units[..<first])
    folded.reserveCapacity(units.count)
    for unit in units[first...] {
      switch folding(of: unit) {
      case .keep: folded.append(unit)
      case .drop: break
      case .replace(let replacement): folded.append(replacement)
      case .ligature(let letters): folded.append(contentsOf: letters.rawValue.utf16)
      }
    }
    units = folded
  }

  @inline(__always)
  private static func isKept(_ unit: UInt16) -> Bool {
    if unit >= 0x20, unit < 0x7F { return true }
    if unit >= 0x0E00, unit < 0x0E80 { return true }
    if case .keep = folding(of: unit) { return true }
    return false
  }

  private enum Folding {
    case keep
    case drop
    case replace(UInt16)
    case ligature(Letters)
  }

  private static func folding(of unit: UInt16) -> Folding {
    switch unit {
    // Tab, line ends and separators, and the spaces of other widths.
    case 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .replace(0x20)
    // Other controls.
    case 0x00...0x1F, 0x7F...0x9F: .drop
    // Soft hyphen, zero-width space, word joiner, byte order mark. The joiners U+200C and U+200D bear meaning.
    case 0xAD, 0x200B, 0x2060, 0xFEFF: .drop
    // The mark of a space before a token.
    case 0x2581: .replace(0x5F)
    // Fullwidth forms of ASCII, and of ¢ £ ¬ ¦ ¥ ₩.
    case 0xFF01...0xFF5E: .replace(unit - 0xFF01 + 0x21)
    case 0xFFE0: .replace(0xA2)
    case 0xFFE1: .replace(0xA3)
    case 0xFFE2: .replace(0xAC)
    case 0xFFE4: .replace(0xA6)
    case 0xFFE5: .replace(0xA5)
    case 0xFFE6: .replace(0x20A9)
    case 0xFB00: .ligature(.ff)
    case 0xFB01: .ligature(.fi)
    case 0xFB02: .ligature(.fl)
    case 0xFB03: .ligature(.ffi)
    case 0xFB04: .ligature(.ffl)
    case 0xFB05, 0xFB06: .ligature(.st)
    default: .keep
    }
  }

  private enum Letters: String {
    case ff, fi, fl, ffi, ffl, st
  }
}

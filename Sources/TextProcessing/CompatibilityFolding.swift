internal import CICU

/// The part of Unicode's compatibility mappings that changes how a text is encoded and not what it says.
enum CompatibilityFolding {
  static func apply(to units: inout [UInt16]) {
    guard let first = units.firstIndex(where: mayFold) else { return }
    var folded = Array(units[..<first])
    folded.reserveCapacity(units.count + 16)
    var mapping = [UInt16](repeating: 0, count: 20)
    var index = first
    while index < units.count {
      let (scalar, width) = units.scalar(at: index)
      // A mapping to a space and a mark is no plainer; one step is enough, and keeps halfwidth Hangul whole.
      if isFolded(scalar), case let length = Int(mt_icu_compatibility(scalar, &mapping)), length > 0,
        mapping[0] != .space
      {
        folded.append(contentsOf: mapping[..<length])
      } else {
        folded.append(contentsOf: units[index..<index + width])
      }
      index += width
    }
    units = folded
  }

  /// Whether a unit is, or begins, a character that may be folded.
  static func mayFold(_ unit: UInt16) -> Bool { unit == 0xD835 || (unit >= 0xFB00 && isFolded(UInt32(unit))) }

  private static func isFolded(_ scalar: UInt32) -> Bool {
    switch scalar {
    // Ligatures of Latin and of Armenian.
    case 0xFB00...0xFB06, 0xFB13...0xFB17: true
    // Letters of Arabic as they look inside a word, and their ligatures; those of whole words (U+FDF0 and on) stay.
    case 0xFB50...0xFDC7, 0xFE70...0xFEFC: true
    // Small forms of punctuation; fullwidth and halfwidth forms.
    case 0xFE50...0xFE6B, 0xFF01...0xFFEE: true
    // Styled letters and digits of mathematics.
    case 0x1D400...0x1D7FF: true
    default: false
    }
  }
}

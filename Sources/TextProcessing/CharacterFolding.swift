/// The rules that replace or drop single characters, each looked at alone. No replacement is itself replaced.
enum CharacterFolding {
  /// - Parameter rule: one that works on single characters.
  static func apply(_ rule: NormalizationRule, to units: inout [UInt16]) {
    var kept = 0
    for index in units.indices {
      let unit = units[index]
      let replacement = replacement(of: unit, by: rule)
      // A line that stays as it is is not written to, so that it is not copied either.
      if replacement != unit || kept != index { units[kept] = replacement ?? unit }
      if replacement != nil { kept += 1 }
    }
    if kept < units.count { units.removeLast(units.count - kept) }
  }

  /// The unit that the rule writes for another: `nil` if it drops it.
  static func replacement(of unit: UInt16, by rule: NormalizationRule) -> UInt16? {
    switch rule {
    case .controls: isControl(unit) ? nil : unit
    case .spaces: isSpace(unit) ? .space : unit
    case .thaiDigits: (0x0E50...0x0E59).contains(unit) ? unit - 0x0E50 + 0x30 : unit
    case .quotes: quote(unit)
    case .dashes: isDash(unit) ? .hyphen : unit
    case .spaceMark: unit == 0x2581 ? 0x5F : unit
    default: unit
    }
  }

  private static func isControl(_ unit: UInt16) -> Bool {
    (unit < 0x20 || (unit >= 0x7F && unit < 0xA0)) && !isSpace(unit)
  }

  private static func isSpace(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  private static func quote(_ unit: UInt16) -> UInt16 {
    switch unit {
    case 0x2018...0x201B, 0x2039, 0x203A: 0x27
    case 0x201C...0x201F, 0xAB, 0xBB: 0x22
    default: unit
    }
  }

  /// Hyphens, dashes, the horizontal bar and the minus sign.
  private static func isDash(_ unit: UInt16) -> Bool { (0x2010...0x2015).contains(unit) || unit == 0x2212 }

  static func collapseSpaces(in units: inout [UInt16]) {
    var kept = 0
    for index in units.indices {
      let unit = units[index]
      if unit == .space, kept == 0 || units[kept - 1] == .space { continue }
      if kept != index { units[kept] = unit }
      kept += 1
    }
    if kept > 0, units[kept - 1] == .space { kept -= 1 }
    if kept < units.count { units.removeLast(units.count - kept) }
  }
}

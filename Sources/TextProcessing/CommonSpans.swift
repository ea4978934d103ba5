/// Corrections of ICU's boundaries that hold in every language: web and e-mail addresses, times of day and dotted
/// initials (`U.S.`, `a.m.`) are one token; any other at sign is a token of its own (versions of ICU differ there).
enum CommonSpans {
  static func apply(to segmentation: inout Segmentation) {
    let units = segmentation.units
    // No span starts before the end of the one before it, so that the time is linear.
    var free = 0
    var index = 0
    while index < units.count {
      if units[index] == .colon { joinTime(at: index, in: &segmentation) }
      if units[index] == .at {
        segmentation.cut(at: index)
        segmentation.cut(at: index + 1)
      }
      if let span = span(around: index, notBefore: free, in: units) {
        segmentation.keepWhole(span)
        free = span.upperBound
        index = max(index + 1, free)
      } else {
        index += 1
      }
    }
  }

  /// `10:30` and `10:30:15`: a colon between digits belongs to them.
  private static func joinTime(at colon: Int, in segmentation: inout Segmentation) {
    let units = segmentation.units
    guard colon > 0, colon + 1 < units.count, units[colon - 1].isDigit, units[colon + 1].isDigit else { return }
    segmentation.join(at: colon)
    segmentation.join(at: colon + 1)
  }

  private static func span(around index: Int, notBefore free: Int, in units: [UInt16]) -> Range<Int>? {
    switch units[index] {
    case .colon: webAddress(aroundColon: index, notBefore: free, in: units)
    case .lowercaseW: webAddress(fromWWW: index, in: units)
    case .at: mailAddress(aroundAt: index, notBefore: free, in: units)
    case .fullStop: initials(aroundFirstStop: index, notBefore: free, in: units)
    default: nil
    }
  }

  // MARK: Addresses

  private static func webAddress(aroundColon colon: Int, notBefore free: Int, in units: [UInt16]) -> Range<Int>? {
    guard colon + 3 < units.count, units[colon + 1] == .slash, units[colon + 2] == .slash else { return nil }
    var start = colon
    while start > max(free, colon - 16), units[start - 1].isASCIILetter { start -= 1 }
    guard start < colon else { return nil }
    let end = endOfAddress(from: colon + 3, in: units)
    return end > colon + 3 ? start..<end : nil
  }

  private static func webAddress(fromWWW start: Int, in units: [UInt16]) -> Range<Int>? {
    guard start + 4 < units.count, units[start + 1] == .lowercaseW, units[start + 2] == .lowercaseW,
      units[start + 3] == .fullStop, units[start + 4].isASCIIAlphanumeric,
      start == 0 || !units[start - 1].isASCIIAlphanumeric
    else { return nil }
    return start..<endOfAddress(from: start + 4, in: units)
  }

  /// Visible ASCII but quotes and brackets that enclose an address; punctuation at the end belongs to the sentence.
  private static func endOfAddress(from start: Int, in units: [UInt16]) -> Int {
    var end = start
    while end < units.count, isInAddress(units[end]) { end += 1 }
    while end > start, isSentencePunctuation(units[end - 1]) { end -= 1 }
    return end
  }

  private static func isInAddress(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x22, 0x3C, 0x3E, 0x5B, 0x5D, 0x60, 0x7B...0x7D: false  // " < > [ ] ` { | }
    default: unit > 0x20 && unit < 0x7F
    }
  }

  private static func isSentencePunctuation(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x21, 0x27, 0x29, 0x2A, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: true  // ! ' ) * , . : ; ?
    default: false
    }
  }

  /// RFC 5321 bounds the part before the at sign by 64 characters, and the domain by 255.
  private static func mailAddress(aroundAt at: Int, notBefore free: Int, in units: [UInt16]) -> Range<Int>? {
    var start = at
    while start > max(free, at - 64), isInMailName(units[start - 1]) { start -= 1 }
    while start < at, !units[start].isASCIIAlphanumeric { start += 1 }
    var end = at + 1
    while end < min(units.count, at + 256),
      units[end].isASCIIAlphanumeric || units[end] == .hyphen || units[end] == .fullStop
    {
      end += 1
    }
    while end > at + 1, !units[end - 1].isASCIIAlphanumeric { end -= 1 }
    guard start < at, end > at + 1, units[at + 1].isASCIIAlphanumeric, units[at + 1..<end].contains(.fullStop) else {
      return nil
    }
    return start..<end
  }

  private static func isInMailName(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x25, 0x2B, 0x2D, 0x2E, 0x5F: true  // % + - . _
    default: unit.isASCIIAlphanumeric
    }
  }

  // MARK: Initials

  /// Single letters, each with its full stop, two of them at least: `U.S.`, `e.g.`, `J.R.R.`
  private static func initials(aroundFirstStop stop: Int, notBefore free: Int, in units: [UInt16]) -> Range<Int>? {
    let start = stop - 1
    guard start >= free, units[start].isASCIILetter else { return nil }
    guard start == 0 || !(units[start - 1].isASCIIAlphanumeric || units[start - 1] == .fullStop) else { return nil }
    var end = stop + 1
    while end + 1 < units.count, units[end].isASCIILetter, units[end + 1] == .fullStop { end += 2 }
    // The letter of a longer word does not belong here (`e.g.Linux`), but its stop before it does.
    return end > stop + 1 ? start..<end : nil
  }
}

/// Web and e-mail addresses.
enum AddressRules {
  static func webAddress(aroundColon colon: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    guard line[colon + 1] == .slash, line[colon + 2] == .slash else { return nil }
    var start = colon
    while start > max(free, colon - 16), line[start - 1].isASCIILetter { start -= 1 }
    guard start < colon else { return nil }
    let end = endOfAddress(from: colon + 3, in: line)
    return end > colon + 3 ? start..<end : nil
  }

  /// An address that begins with `www.`.
  static func webAddress(aroundFirstStop stop: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    let start = stop - 3
    guard start >= free, (start..<stop).allSatisfy({ line[$0] | 0x20 == UInt16(ascii: "w") }),
      line[stop + 1].isASCIIAlphanumeric, start == free || !line[start - 1].isASCIIAlphanumeric
    else { return nil }
    return start..<endOfAddress(from: stop + 1, in: line)
  }

  /// Visible ASCII but quotes and brackets that enclose an address; punctuation at the end belongs to the sentence.
  private static func endOfAddress(from start: Int, in line: LineCuts) -> Int {
    var end = start
    while isInAddress(line[end]) { end += 1 }
    while end > start, isSentencePunctuation(line[end - 1]) { end -= 1 }
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
  static func mailAddress(aroundAt at: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    var start = at
    while start > max(free, at - 64), isInMailName(line[start - 1]) { start -= 1 }
    while start < at, !line[start].isASCIIAlphanumeric { start += 1 }
    var end = at + 1
    var hasStop = false
    while end < at + 256, line[end].isASCIIAlphanumeric || line[end] == .hyphen || line[end] == .fullStop {
      end += 1
    }
    while end > at + 1, !line[end - 1].isASCIIAlphanumeric { end -= 1 }
    for position in at + 1..<end where line[position] == .fullStop { hasStop = true }
    return start < at && hasStop && line[at + 1].isASCIIAlphanumeric ? start..<end : nil
  }

  /// Whether what stands here goes on to an at sign.
  static func isMailName(from start: Int, in line: LineCuts) -> Bool {
    var end = start
    while end < start + 64, isInMailName(line[end]) { end += 1 }
    return line[end] == .at
  }

  private static func isInMailName(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x25, 0x2B, 0x2D, 0x2E, 0x5F: true  // % + - . _
    default: unit.isASCIIAlphanumeric
    }
  }
}

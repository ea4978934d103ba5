/// The second pass: the cuts are put right where a character stands that asks for it. Most characters ask for nothing, and
/// are passed over by one look into a table.
struct SpanRules: Sendable {
  /// The characters that a rule looks for.
  private enum Trigger: UInt8 {
    case none, fullStop, colon, slash, hyphen, apostrophe, at, hash, percent, dollar, brace, lessThan, ampersand, keycap
    case maiYamok, paiyannoi
  }

  private let isThaiOrEnglish: Bool
  /// The trigger of each UTF-16 unit.
  private let triggers: [UInt8]

  init(isThaiOrEnglish: Bool) {
    self.isThaiOrEnglish = isThaiOrEnglish
    var triggers = [UInt8](repeating: Trigger.none.rawValue, count: 1 << 16)
    let characters: [(Unicode.Scalar, Trigger)] = [
      (".", .fullStop), (":", .colon), ("/", .slash), ("-", .hyphen), ("\u{2010}", .hyphen), ("\u{2011}", .hyphen),
      ("'", .apostrophe), ("\u{2019}", .apostrophe), ("@", .at), ("#", .hash), ("%", .percent), ("$", .dollar),
      ("{", .brace), ("<", .lessThan), ("&", .ampersand), ("\u{20E3}", .keycap),
    ]
    let thaiSigns: [(Unicode.Scalar, Trigger)] = [("\u{0E46}", .maiYamok), ("\u{0E2F}", .paiyannoi)]
    for (character, trigger) in characters + (isThaiOrEnglish ? thaiSigns : []) {
      triggers[Int(character.value)] = trigger.rawValue
    }
    self.triggers = triggers
  }

  func correct(_ line: LineCuts) {
    triggers.withUnsafeBufferPointer { triggers in
      // No span begins before the end of the one before it, so that the time is linear.
      var free = 0
      var index = 0
      while index < line.count {
        let trigger = triggers[Int(line[index])]
        if trigger != 0, let trigger = Trigger(rawValue: trigger),
          let span = apply(trigger, at: index, notBefore: free, in: line)
        {
          line.keepWhole(span)
          // A sign that joined the span to a word belongs to neither.
          if span.lowerBound > free, line[span.lowerBound - 1].joinsWords { line.cut(at: span.lowerBound - 1) }
          if line[span.upperBound].joinsWords { line.cut(at: span.upperBound + 1) }
          free = span.upperBound
          index = max(index + 1, free)
        } else {
          index += 1
        }
      }
    }
  }

  /// - Returns: the characters around `index` that are one token, if there are such.
  private func apply(_ trigger: Trigger, at index: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    switch trigger {
    case .none: return nil
    case .fullStop: return fullStop(at: index, notBefore: free, in: line)
    case .colon:
      NumberRules.joinTime(atColon: index, in: line)
      return AddressRules.webAddress(aroundColon: index, notBefore: free, in: line)
    case .slash: return NumberRules.date(aroundSeparator: index, notBefore: free, in: line)
    case .hyphen:
      if let date = NumberRules.date(aroundSeparator: index, notBefore: free, in: line) { return date }
      if index > free { WordRules.joinCompound(atHyphen: index, in: line) }
      return nil
    case .apostrophe:
      if index > free { WordRules.joinPossessive(atApostrophe: index, in: line) }
      return nil
    case .at:
      line.cut(at: index)
      line.cut(at: index + 1)
      return AddressRules.mailAddress(aroundAt: index, notBefore: free, in: line)
        ?? TagRules.tag(at: index, notBefore: free, in: line)
    case .hash: return TagRules.tag(at: index, notBefore: free, in: line)
    case .percent: return PlaceholderRules.percent(at: index, in: line)
    case .dollar: return PlaceholderRules.dollar(at: index, in: line)
    case .brace: return PlaceholderRules.braces(at: index, in: line)
    case .lessThan: return MarkupRules.markupTag(at: index, in: line)
    case .ampersand: return MarkupRules.entity(at: index, in: line)
    case .keycap: return WordRules.keycap(at: index, notBefore: free, in: line)
    case .maiYamok:
      ThaiSigns.cut(around: index, in: line)
      return nil
    case .paiyannoi: return ThaiSigns.paiyannoi(at: index, in: line)
    }
  }

  private func fullStop(at index: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    let before = line[index - 1]
    if before.isThaiLetter {
      return isThaiOrEnglish ? ThaiAbbreviations.span(aroundStop: index, notBefore: free, in: line) : nil
    }
    guard before.isASCIILetter else { return nil }
    if let address = AddressRules.webAddress(aroundFirstStop: index, notBefore: free, in: line) { return address }
    if let initials = EnglishAbbreviations.initials(aroundFirstStop: index, notBefore: free, in: line) {
      return initials
    }
    return isThaiOrEnglish ? EnglishAbbreviations.span(aroundStop: index, notBefore: free, in: line) : nil
  }
}

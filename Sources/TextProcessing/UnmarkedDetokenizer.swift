/// Tokens without marks of spaces back to a line: where spaces belong is told from the tokens alone.
///
/// For text that was tokenized elsewhere, or by a model that knows no ▁. It follows the conventions of prose: words, numbers
/// and scripts are divided by a space, Thai words are joined to each other, punctuation and quotes attach to what they
/// close or open. Escapes and cut words of other tokenizers are undone (`ForeignTokens`). Phrases of Thai, which a writer divides at will, come back joined: for `Detokenizer`'s exact inverse,
/// keep the marks.
public struct UnmarkedDetokenizer: Sendable {
  /// Whether a space stands before `; : ! ?` and inside of « », as in French.
  private let spacesHighPunctuation: Bool
  private let foreign: ForeignTokens

  /// - Parameter language: any code that ICU knows. Most rules follow the script of the tokens, not the language.
  public init(language: String) throws(TextError) {
    let code = try ICU.canonicalLanguage(language)
    spacesHighPunctuation = code.utf8.prefix(2).elementsEqual("fr".utf8)
    foreign = ForeignTokens(language: code)
  }

  /// Joins the tokens. A ▁ at the start of a token is dropped, one inside of it (in a tag) is a space.
  public func detokenize(_ tokens: [String]) -> String {
    let words = foreign.restored(tokens.map { Self.withoutMark($0) }.filter { !$0.isEmpty })
    let kinds = words.map { TokenKind(of: $0, foreign) }
    let attachments = attachments(of: kinds)
    var line = String.UnicodeScalarView()
    for index in words.indices {
      if index > 0, isSpaced(index, kinds, attachments) { line.append(" ") }
      if case .joiningSign(let sign) = kinds[index] {
        line.append(sign)
      } else {
        for scalar in words[index] { line.append(scalar == Detokenizer.spaceMark ? " " : scalar) }
      }
    }
    return String(line)
  }

  private static func withoutMark(_ token: String) -> Substring.UnicodeScalarView {
    token.unicodeScalars.drop { $0 == Detokenizer.spaceMark }
  }

  private func isSpaced(_ index: Int, _ kinds: [TokenKind], _ attachments: [Attachment]) -> Bool {
    if attachments[index - 1].contains(.right) || attachments[index].contains(.left) { return false }
    return switch (kinds[index - 1], kinds[index]) {
    case (.thai, .thai), (.sign("ฯ"), .thai), (.abbreviation, .abbreviation), (.emoji, .emoji): false
    // A title or a unit of a place stands close to its name (ดร.สมชาย, จ.ตาก); a unit behind a number does not (5 กก.).
    case (.abbreviation(stops: 1), .thai): index > 1 && kinds[index - 2] == .number
    // Japanese and Chinese write no spaces, not even beside the words and numbers of others.
    case (.unspaced, .unspaced), (.unspaced, .word), (.word, .unspaced), (.unspaced, .number), (.number, .unspaced):
      false
    default: true
    }
  }

  // MARK: What attaches to what

  private struct Attachment: OptionSet {
    var rawValue: UInt8
    static let left = Attachment(rawValue: 1)
    static let right = Attachment(rawValue: 2)
    static let both: Attachment = [.left, .right]
  }

  private func attachments(of kinds: [TokenKind]) -> [Attachment] {
    var quotes = QuotePairing(kinds)
    return kinds.indices.map { index in
      let previous = index > 0 ? kinds[index - 1] : nil
      let next = index + 1 < kinds.count ? kinds[index + 1] : nil
      switch kinds[index] {
      case .sign(let sign):
        if let isOpening = quotes.isOpening(sign, between: previous, and: next) { return isOpening ? .right : .left }
        return attachment(of: sign, between: previous, and: next)
      case .openingTag, .elided: return .right
      case .closingTag, .clitic: return .left
      case .emptyTag, .joiningSign: return .both
      case .word, .number, .thai, .unspaced, .abbreviation, .emoji: return []
      }
    }
  }

  private func attachment(of sign: Unicode.Scalar, between previous: TokenKind?, and next: TokenKind?) -> Attachment {
    switch sign {
    case ";", ":", "!", "?": return spacesHighPunctuation ? [] : .left
    case "«": return spacesHighPunctuation ? [] : .right
    case "»": return spacesHighPunctuation ? [] : .left
    case "(", "[", "{", "¿", "¡": return .right
    case ",", ".", ")", "]", "}", "…", "%", "‰", "،", "؟", "؛", "।", "ๆ", "ฯ":
      return .left
    case "/", "\\", "@", "°", "^", "_": return .both
    case "$", "£", "€", "¥", "฿", "₩", "₹": return next == .number ? .right : previous == .number ? .left : []
    case "#": return next == .number ? .right : .left
    case "-": return attachmentOfHyphen(between: previous, and: next)
    case "–", "—": return previous == .number && next == .number ? .both : []
    case "+": return previous == .sign("+") || next == .sign("+") ? .left : []
    default: return []
    }
  }

  /// Hyphens inside of words are no tokens: this one is a range of numbers, a compound of Thai, a sign of minus, or a dash.
  private func attachmentOfHyphen(between previous: TokenKind?, and next: TokenKind?) -> Attachment {
    switch (previous, next) {
    case (.number, .number), (.thai, .thai), (.thai, .number): .both
    case (_, .sign("-")): previous == nil ? .right : []
    case (.sign("-"), _): .left
    case (.some, .number): .right
    default: []
    }
  }
}

/// The kind of a token, as far as spaces around it are concerned.
private enum TokenKind: Equatable {
  case word
  case number
  /// Thai, Lao, Khmer or Burmese: words are joined to each other, and divided from other scripts.
  case thai
  /// Chinese or Japanese, with their punctuation.
  case unspaced
  /// Thai letters that end in a full stop.
  case abbreviation(stops: Int)
  case emoji
  case openingTag
  case closingTag
  case emptyTag
  /// Punctuation or a symbol, once or repeated.
  case sign(Unicode.Scalar)
  /// The end of a word, cut from it.
  case clitic
  /// The beginning of a word, cut from it.
  case elided
  /// A sign from inside of a word.
  case joiningSign(Unicode.Scalar)

  /// - Parameter token: not empty.
  init(of token: Substring.UnicodeScalarView, _ foreign: ForeignTokens) {
    let first = token.first ?? " "
    if let sign = ForeignTokens.joiningSign(token) {
      self = .joiningSign(sign)
    } else if foreign.isClitic(token) {
      self = .clitic
    } else if foreign.isElided(token) {
      self = .elided
    } else if first == "<", token.last == ">", token.count > 2 {
      self = Self.tag(token)
    } else if first == "ๆ" || token.elementsEqual("ฯ".unicodeScalars) {
      self = .sign(first)
    } else if first == "ฯ" {
      self = .word  // ฯลฯ, ฯพณฯ
    } else if Self.isThaiLike(first) {
      let stops = token.last == "." ? token.count { $0 == "." } : 0
      self = stops > 0 ? .abbreviation(stops: stops) : .thai
    } else if first.properties.generalCategory == .decimalNumber {
      self = token.contains { $0.value > 0xFE00 } ? .emoji : .number  // 1️⃣
    } else if Self.isUnspaced(first) {
      self = .unspaced
    } else if first.properties.isAlphabetic {
      self = .word
    } else if first.value > 0x2000, first.properties.isEmoji {
      self = .emoji
    } else {
      // A token that begins with a sign and goes on otherwise is a placeholder, a hashtag, an entity.
      self = token.allSatisfy { $0 == first } && first != "%" || token.count == 1 ? .sign(first) : .word
    }
  }

  private static func tag(_ token: Substring.UnicodeScalarView) -> TokenKind {
    if token.dropFirst().first == "/" { return .closingTag }
    return token.dropLast().last == "/" || token.elementsEqual("<br>".unicodeScalars) ? .emptyTag : .openingTag
  }

  private static func isThaiLike(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E50...0x0E59, 0x0ED0...0x0ED9, 0x1040...0x1049, 0x17E0...0x17E9, 0x0E3F: false  // digits, ฿
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
    default: false
    }
  }

  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3001...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }
}

/// Which quotes open and which close, the same character being used for both.
private struct QuotePairing {
  private var remaining: [Unicode.Scalar: Int] = [:]
  private var open: Set<Unicode.Scalar> = []

  init(_ kinds: [TokenKind]) {
    for case .sign(let sign) in kinds where Self.quotes.contains(sign) { remaining[sign, default: 0] += 1 }
  }

  /// `nil` if the sign is no quote. Call this for every sign of the line in turn.
  mutating func isOpening(_ sign: Unicode.Scalar, between previous: TokenKind?, and next: TokenKind?) -> Bool? {
    switch sign {
    case "\"", "'":
      remaining[sign, default: 1] -= 1
      if open.remove(sign) != nil { return false }
      guard remaining[sign, default: 0] > 0 else { return Self.isOpeningAlone(sign, between: previous, and: next) }
      open.insert(sign)
      return true
    case "„", "‚", "‘":
      open.insert(sign)
      return true
    // In German this one closes.
    case "“": return open.remove("„") == nil
    case "’": return Self.isOpeningAlone(sign, between: previous, and: next)
    case "”": return false
    default: return nil
    }
  }

  /// One without a partner closes, or is an apostrophe (dogs'), unless it begins the line, speech (said, "…) or a year ('90s).
  private static func isOpeningAlone(
    _ sign: Unicode.Scalar, between previous: TokenKind?, and next: TokenKind?
  ) -> Bool {
    guard let previous, let next else { return previous == nil }
    if sign == "\"" { return previous == .sign(",") || previous == .sign(":") }
    return next == .number
  }

  private static let quotes: Set<Unicode.Scalar> = ["\"", "'"]
}

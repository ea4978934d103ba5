/// Parts a line into its sentences. It rather leaves two sentences together than takes one apart.
///
/// A sentence ends where ICU sees its end (Unicode Standard Annex 29), behind a mark of punctuation, unless the full stop
/// belongs to an abbreviation, an initial, a number of one or two digits or an address; unless a lower-case letter follows;
/// within quotation marks and brackets; and where either side has no letter. In Thai, which ends sentences without a mark,
/// it may also end at a space: `ThaiSentences` says at which.
public struct SentenceSplitter: Sendable {
  private let words: WordCutter
  private let spans: SpanRules
  private let breaker: Breaker
  private let isThai: Bool

  /// - Parameter language: any code that ICU knows.
  public init(language: String) throws(TextError) {
    let code = try ICU.canonicalLanguage(language)
    let isThaiOrEnglish = code == "th" || code == "en"
    words = try WordCutter(language: code, isThaiOrEnglish: isThaiOrEnglish)
    spans = SpanRules(isThaiOrEnglish: isThaiOrEnglish)
    breaker = try Breaker(.sentences, language: code)
    isThai = code == "th"
  }

  /// The text between two sentences of a language: empty in Chinese and Japanese, else a space.
  public static func separator(language: String) -> String {
    let code = (try? ICU.canonicalLanguage(language)) ?? language
    return ["zh", "ja", "yue", "wuu"].contains(code) ? "" : " "
  }

  /// The sentences, in order; for a line that is one sentence, the line as it is. Only the spaces between them are
  /// lost.
  /// The time is linear in the line.
  public func sentences(of line: String) -> [String] {
    var buffer = LineBuffer(line)
    var ends: [Int] = []
    buffer.withCuts { cuts in ends = self.ends(in: cuts) }
    if ends.isEmpty { return [line] }
    var start = 0
    return (ends + [buffer.units.count]).map { end in
      defer { start = end }
      return String(decoding: buffer.units[start..<end], as: UTF16.self)
    }
  }

  /// The places where a sentence ends and another follows.
  private func ends(in line: LineCuts) -> [Int] {
    guard let lastLetter = (0..<line.count).last(where: { Self.isLetter(line.kind(at: $0)) }) else { return [] }
    words.cut(line)
    spans.correct(line)
    let boundaries = breaker.borrow { $0.boundaries(in: line) }
    var quotes = OpenQuotes()
    var ends: [Int] = []
    var start = 0
    var hasLetter = false
    for position in 1..<max(1, line.count) where position <= lastLetter {
      let last = line[position - 1]
      quotes.note(last)
      if !hasLetter { hasLetter = Self.isLetter(line.kind(at: position - 1)) }
      if !hasLetter || quotes.areOpen { continue }
      let isEnd =
        boundaries[position] != 0 && endsSentence(at: position, from: start, in: line)
        || isThai && last == .space && ThaiSentences.end(at: position, from: start, in: line)
      guard isEnd else { continue }
      ends.append(position)
      start = position
      hasLetter = false
    }
    return ends
  }

  /// Whether ICU's boundary is one of ours.
  private func endsSentence(at boundary: Int, from start: Int, in line: LineCuts) -> Bool {
    var end = boundary
    while end > start, Self.isSpace(line[end - 1]) { end -= 1 }
    var mark = end - 1
    while mark > start, OpenQuotes.closes(line[mark]) { mark -= 1 }
    guard mark > start, line.kind(at: mark) == .other else { return false }
    if Self.isWide(line[mark]) { return true }
    guard end < boundary, line.kind(at: boundary) != .letter || !line.isLowercase(at: boundary) else { return false }
    return line[mark] != .fullStop || isFullStop(at: mark, from: start, in: line)
  }

  /// Whether the full stop ends more than the word before it.
  private func isFullStop(at stop: Int, from start: Int, in line: LineCuts) -> Bool {
    // The full stop of an abbreviation, or of an address, is no token of its own.
    guard line.isCut(at: stop) else { return false }
    var word = stop
    while word > start, stop - word < 3, line.kind(at: word - 1) != .other { word -= 1 }
    if stop - word == 1 { return false }
    return stop - word > 2 || !line[word].isDigit
  }

  private static func isLetter(_ kind: CharacterKind) -> Bool { kind == .letter || kind == .unspacedLetter }

  /// Marks of Chinese and Japanese, behind which no space stands.
  private static func isWide(_ unit: UInt16) -> Bool { [0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61].contains(unit) }

  private static func isSpace(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }
}

/// Which quotation marks and brackets are open. Apostrophes are not counted.
private struct OpenQuotes {
  private var depth = 0
  private var hasStraight = false
  private var hasGerman = false

  var areOpen: Bool { depth > 0 || hasStraight }

  mutating func note(_ unit: UInt16) {
    switch unit {
    case 0x22: hasStraight.toggle()
    case 0x27, 0x2019: break
    case 0x201E:  // „ is closed by “
      depth += 1
      hasGerman = true
    case 0x201C where !hasGerman: depth += 1
    case 0x28, 0x5B, 0x7B, 0xAB, 0x300C, 0x300E, 0xFF08: depth += 1
    case 0x201C:
      depth = max(0, depth - 1)
      hasGerman = false
    case _ where Self.closes(unit): depth = max(0, depth - 1)
    default: break
    }
  }

  /// Whether it closes what was said: `)`, `]`, `}`, `»`, `”`, `」`, `』`, `）`, and the straight quotation marks.
  static func closes(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0xFF09: true
    default: false
    }
  }
}

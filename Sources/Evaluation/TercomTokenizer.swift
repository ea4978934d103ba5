/// TER's words: those of Tercom, the program that came with the metric.
public struct TercomTokenizer: MetricTokenizer {
  public let name = "tercom"
  /// Parts Western punctuation from words, as `13a` does, and `'s`.
  public let isNormalized: Bool
  /// Removes `.` `,` `?` `:` `;` `!` `"` `(` `)`.
  public let removesPunctuation: Bool
  /// With `isNormalized`, each Chinese character and Japanese kanji is a token; with `removesPunctuation`, Asian and
  /// full-width punctuation is removed too.
  public let supportsAsian: Bool

  public init(isNormalized: Bool = false, removesPunctuation: Bool = false, supportsAsian: Bool = false) {
    self.isNormalized = isNormalized
    self.removesPunctuation = removesPunctuation
    self.supportsAsian = supportsAsian
  }

  public func tokenize(_ segment: [UInt8]) -> [UInt8] {
    var text = segment
    if isNormalized {
      if text.contains(UInt8(ascii: "\n")) { text = text.replacing("\n-", with: "").replacing("\n", with: " ") }
      text = WesternPunctuation.separated(
        WesternPunctuation.unescaped(text), isPadded: true, partsPossessives: true)
      if supportsAsian { text = Self.rewritten(text) { Self.standsAlone($0) ? .alone : .kept } }
    }
    if removesPunctuation {
      text = Self.rewritten(text) { scalar in
        Self.isPunctuation(scalar) || (supportsAsian && Self.isAsianPunctuation(scalar)) ? .removed : .kept
      }
    }
    return text
  }

  private enum Fate { case kept, alone, removed }

  private static func rewritten(_ text: [UInt8], _ fate: (UInt32) -> Fate) -> [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(text.count + text.count / 2)
    var position = 0
    while position < text.count {
      let (value, width) = text.scalar(at: position)
      let character = text[position..<position + width]
      switch fate(value) {
      case .kept: result += character
      case .alone:
        result.append(UInt8(ascii: " "))
        result += character
        result.append(UInt8(ascii: " "))
      case .removed: break
      }
      position += width
    }
    return result
  }

  private static func isPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x22, 0x28, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: true
    default: false
    }
  }

  private static func isAsianPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3001, 0x3002, 0x3008...0x3011, 0x3014...0x301F, 0x30FB, 0xFF01, 0xFF02, 0xFF08, 0xFF09, 0xFF0C, 0xFF0E,
      0xFF1A, 0xFF1B, 0xFF1F, 0xFF61...0xFF65:
      true
    default: false
    }
  }

  /// The blocks of ideographs, radicals, strokes and compatibility forms, and Asian punctuation. Kana do not stand alone:
  /// Tercom's rules for them never apply.
  private static func standsAlone(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2E80...0x2EFF, 0x31C0...0x31EF, 0x3200...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F: true
    default: isAsianPunctuation(scalar)
    }
  }
}

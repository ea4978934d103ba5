/// `zh`: each Chinese character is a token, and the rest is split by the rules of `13a`.
///
/// The list of Chinese characters is exactly sacreBLEU's, with its mistake: two ranges meant for planes above the first were
/// written so that they include U+2001 to U+2A6D, which contains most of the general punctuation and the arrows.
public struct ChineseTokenizer: MetricTokenizer {
  public let name = "zh"

  public init() {}

  public func tokenize(_ segment: [UInt8]) -> [UInt8] {
    let text = Whitespace.trimmed(segment)
    var spaced = [UInt8]()
    spaced.reserveCapacity(text.count * 2)
    var position = text.startIndex
    while position < text.endIndex {
      let (value, width) = segment.scalar(at: position)
      let character = segment[position..<position + width]
      if Self.isChinese(value) {
        spaced.append(UInt8(ascii: " "))
        spaced += character
        spaced.append(UInt8(ascii: " "))
      } else {
        spaced += character
      }
      position += width
    }
    return WesternPunctuation.separated(spaced, isPadded: false)
  }

  private static func isChinese(_ value: UInt32) -> Bool {
    switch value {
    case 0x2001...0x2A6D, 0x2E80...0x2FDF, 0x2FF0...0x303F, 0x3100...0x312F, 0x31A0...0x31BF, 0x31C0...0x31EF,
      0x3200...0x33FF, 0x3400...0x4DB5, 0x4E00...0x9FBB, 0xF900...0xFA2D, 0xFA30...0xFA6A, 0xFA70...0xFAD9,
      0xFE10...0xFE1F, 0xFE30...0xFE4F, 0xFF00...0xFFEF:
      true
    default: false
    }
  }
}

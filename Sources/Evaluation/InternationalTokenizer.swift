/// `intl`: the tokenization of mteval-v14.pl with its international option. Every symbol is a token of its own, and so is
/// punctuation unless it is between numbers.
///
/// Punctuation, symbols and numbers are told by Unicode's general category, in the version of Swift's standard library.
public struct InternationalTokenizer: MetricTokenizer {
  private enum Kind { case punctuation, symbol, number, other }

  public let name = "intl"

  public init() {}

  public func tokenize(_ segment: [UInt8]) -> [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(segment.count + segment.count / 2)
    // A mark at an end of the text has no neighbour there, which the rules take as they take a number.
    var followsNumber = true
    var position = 0
    while position < segment.count {
      let (kind, width) = Self.kind(in: segment, at: position)
      let scalar = segment[position..<position + width]
      switch kind {
      case .punctuation:
        var end = position + width
        var (length, lastWidth) = (1, width)
        var next: (kind: Kind, width: Int) = (.number, 0)
        while end < segment.count {
          next = Self.kind(in: segment, at: end)
          if next.kind != .punctuation { break }
          end += next.width
          (length, lastWidth) = (length + 1, next.width)
          next.kind = .number
        }
        PunctuationRun(length: length, followsNumber: followsNumber, precedesNumber: next.kind == .number)
          .append(segment[position..<end], width: lastWidth, to: &result)
        position = end
        followsNumber = false
        continue
      case .symbol:
        result.append(UInt8(ascii: " "))
        result += scalar
        result.append(UInt8(ascii: " "))
      case .number, .other:
        result += scalar
      }
      followsNumber = kind == .number
      position += width
    }
    return result
  }

  private static func kind(in text: [UInt8], at position: Int) -> (kind: Kind, width: Int) {
    let byte = text[position]
    if byte < 0x80 { return (asciiKinds[Int(byte)], 1) }
    let (value, width) = text.scalar(at: position)
    return (Unicode.Scalar(value).map(kind) ?? .other, width)
  }

  private static let asciiKinds = (UInt8(0)..<0x80).map { kind(of: Unicode.Scalar($0)) }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      .punctuation
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: .symbol
    case .decimalNumber, .letterNumber, .otherNumber: .number
    default: .other
    }
  }
}

/// `char`: every Unicode scalar is a word, whitespace left out. For scripts without spaces between words.
public struct CharacterTokenizer: MetricTokenizer {
  public let name = "char"

  public init() {}

  public func tokenize(_ segment: [UInt8]) -> [UInt8] {
    var spaced = [UInt8]()
    spaced.reserveCapacity(2 * segment.count)
    for byte in segment {
      let continuesScalar = byte & 0b1100_0000 == 0b1000_0000
      if !continuesScalar { spaced.append(UInt8(ascii: " ")) }
      spaced.append(byte)
    }
    return spaced
  }
}

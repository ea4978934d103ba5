/// Tokens back to a line, for every language: the spaces ride in the tokens.
public enum Detokenizer {
  /// The mark of a space before a token: ▁, U+2581, as in SentencePiece (Kudo and Richardson 2018).
  public static let spaceMark: Unicode.Scalar = "\u{2581}"

  /// Joins the tokens and writes each mark as a space. A mark at the very start is dropped: a line begins with no space.
  public static func detokenize(_ tokens: [String]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(tokens.reduce(0) { $0 + $1.utf8.count })
    for token in tokens {
      var token = token
      token.withUTF8 { append($0, to: &bytes) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ token: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var index = 0
    while index < token.count {
      if token[index] == 0xE2, index + 2 < token.count, token[index + 1] == 0x96, token[index + 2] == 0x81 {
        if !bytes.isEmpty { bytes.append(0x20) }
        index += 3
      } else {
        bytes.append(token[index])
        index += 1
      }
    }
  }
}

import TextProcessing

/// User-defined symbols: strings, such as placeholders, that are never split: each is one piece.
enum Symbols {
  static let bytePieces = (UInt8.min...UInt8.max).map(Vocabulary.spelling(ofByte:))

  /// Refuses what could not be told from another piece or from the space between two tokens, and what is longer than any
  /// token: to look for it would take more time than a line's length warrants.
  static func check(_ symbols: [String]) throws(SubwordError) {
    var taken = Set((SpecialTokens.pieces + bytePieces).map { ByteString(Array($0.utf8)) })
    for symbol in symbols {
      let isPlain = symbol.unicodeScalars.allSatisfy { scalar in
        !scalar.properties.isWhitespace && scalar.value > 0x20 && scalar != "▁"
      }
      let isToken = !symbol.isEmpty && symbol.utf16.count <= maximumTokenLength
      guard isToken, isPlain, taken.insert(ByteString(Array(symbol.utf8))).inserted else {
        throw .unusableSymbol(symbol)
      }
    }
  }
}

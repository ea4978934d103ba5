import Basics

/// A vocabulary of whole tokens: the frequent ones are one piece each, with their ▁, and every other one is unknown.
public struct WordModel: SubwordModel {
  public let vocabulary: Vocabulary
  public let symbols: [String]
  private let ids: [ByteString: TokenID]

  /// The text of an unknown token, as in sentencepiece; the token itself is lost.
  static let unknownText = "▁\u{2047}"

  init(vocabulary: Vocabulary, symbols: [String]) {
    self.vocabulary = vocabulary
    self.symbols = symbols
    ids = vocabulary.idsOfText
  }

  public func encode(_ tokens: [String]) -> [TokenID] {
    tokens.map { ids[ByteString(Array($0.utf8))] ?? SpecialTokens.unknown }
  }

  public func decode(_ ids: [TokenID]) -> String {
    // Runs between unknown pieces are decoded as one.
    ids.split(separator: SpecialTokens.unknown, omittingEmptySubsequences: false)
      .map { vocabulary.text(Array($0)) }.joined(separator: Self.unknownText)
  }
}

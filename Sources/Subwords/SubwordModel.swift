import Basics

/// Splits tokens into pieces of a vocabulary, and joins pieces.
public protocol SubwordModel: Sendable {
  var vocabulary: Vocabulary { get }

  /// Strings that are never split: each is one piece.
  var symbols: [String] { get }

  /// The ids of the pieces of each token, one token after another: no piece crosses the border of two tokens. Tokens
  /// contain no space, and each symbol is a separate token.
  func encode(_ tokens: [String]) -> [TokenID]

  /// The text of ids, with ▁ still in it: for any tokens `decode(encode(tokens))` is `tokens.joined()`, except for unknown
  /// tokens, which only a `WordModel` has.
  func decode(_ ids: [TokenID]) -> String
}

extension SubwordModel {
  public func decode(_ ids: [TokenID]) -> String {
    vocabulary.text(ids)
  }
}

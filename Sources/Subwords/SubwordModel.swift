import Basics

/// Splits tokens into pieces of a vocabulary, and joins pieces.
public protocol SubwordModel: Sendable {
  var vocabulary: Vocabulary { get }

  /// The ids of the pieces of each token, one token after another: no piece crosses the border of two tokens. Tokens
  /// hold no space.
  func encode(_ tokens: [String]) -> [TokenID]

  /// The text of ids, with ▁ still in it: for any tokens `decode(encode(tokens))` is `tokens.joined()`.
  func decode(_ ids: [TokenID]) -> String
}

extension SubwordModel {
  public func decode(_ ids: [TokenID]) -> String {
    vocabulary.text(ids)
  }
}

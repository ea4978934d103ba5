import Basics

/// Splits tokens into pieces of a vocabulary, and joins pieces.
public protocol SubwordModel: Sendable {
  var vocabulary: Vocabulary { get }

  /// Strings that are one piece each, wherever they occur.
  var symbols: [String] { get }

  /// The ids of the pieces of each token, one token after another: no piece crosses the border of two tokens. Tokens
  /// hold no space, and a symbol is a token of its own.
  func encode(_ tokens: [String]) -> [TokenID]

  /// The text of ids, with ▁ still in it: for any tokens `decode(encode(tokens))` is `tokens.joined()`, but for those that
  /// are unknown (only a `WordModel` has such).
  func decode(_ ids: [TokenID]) -> String
}

extension SubwordModel {
  public func decode(_ ids: [TokenID]) -> String {
    vocabulary.text(ids)
  }
}

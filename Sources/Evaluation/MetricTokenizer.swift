/// How a metric cuts a segment into words. It has no part in training or translation.
public protocol MetricTokenizer: Sendable {
  /// As after `tok:` in a signature.
  var name: String { get }

  /// The segment in UTF-8 with spaces put in where words end; words are what whitespace then separates.
  func tokenize(_ segment: [UInt8]) -> [UInt8]
}

/// The tokenizers that can be asked for by name.
public enum MetricTokenizerName: String, Sendable, CaseIterable {
  case mteval13a = "13a"
  case character = "char"
  case none = "none"

  public var tokenizer: any MetricTokenizer {
    switch self {
    case .mteval13a: Tokenizer13a()
    case .character: CharacterTokenizer()
    case .none: WhitespaceTokenizer()
    }
  }
}

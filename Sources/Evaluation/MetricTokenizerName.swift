import TextProcessing

/// The tokenizers that can be asked for by name.
public enum MetricTokenizerName: String, Sendable, CaseIterable {
  case mteval13a = "13a"
  case international = "intl"
  case character = "char"
  case chinese = "zh"
  case icu
  case none

  /// - Parameter language: for ICU, any code that it knows.
  public func tokenizer(language: String = "th") throws(TextError) -> any MetricTokenizer {
    switch self {
    case .mteval13a: Tokenizer13a()
    case .international: InternationalTokenizer()
    case .character: CharacterTokenizer()
    case .chinese: ChineseTokenizer()
    case .icu: try ICUWordTokenizer(language: language)
    case .none: WhitespaceTokenizer()
    }
  }
}

import TextProcessing

/// The tokenizers that can be asked for by name.
public enum MetricTokenizerName: String, Sendable, CaseIterable {
  case mteval13a = "13a"
  case international = "intl"
  case character = "char"
  case chinese = "zh"
  case icu
  case none

  /// The usual tokenizer for translations into a language: `char` for languages without spaces between words, because a word
  /// BLEU would depend on the tool that split the words; `zh` for Chinese.
  public static func usual(for language: String) -> MetricTokenizerName {
    if isUnspaced(language) { return .character }
    return switch primary(language) {
    case "zh": .chinese
    case "ja": .character
    default: .mteval13a
    }
  }

  /// Whether the language puts no spaces between words, and sacreBLEU has no word BLEU for it either.
  public static func isUnspaced(_ language: String) -> Bool {
    ["th", "lo", "km", "my"].contains(primary(language))
  }

  /// `th` of `th-TH`.
  private static func primary(_ language: String) -> String {
    String(language.lowercased().prefix { $0 != "-" && $0 != "_" })
  }

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

/// Cuts a normalized line into words, numbers and punctuation, without losing anything.
///
/// A token that follows a space begins with ▁ (U+2581) instead; the first of a line never does. So
/// `Detokenizer.detokenize(tokenize(line)) == line`, to the byte, for every normalized line. No token is longer than
/// `maximumTokenLength` UTF-16 units, its mark aside.
public protocol Tokenizer: Sendable {
  func tokenize(_ line: String) -> [String]
}

/// Longer tokens are cut, so that the work of later stages is bounded for any text.
public let maximumTokenLength = 100

/// The tokenizer of a language.
public enum Tokenizers {
  /// - Parameter language: any code that ICU knows. Thai and English have rules of their own.
  public static func make(language: String) throws(TextError) -> any Tokenizer {
    let code = try ICU.canonicalLanguage(language)
    return switch code {
    case "en": try EnglishTokenizer()
    case "th": try ThaiTokenizer()
    default: try PlainTokenizer(language: code)
    }
  }
}

/// For languages without rules of their own: ICU's word boundaries, with addresses and times of day kept whole.
struct PlainTokenizer: Tokenizer {
  private let wordBreaker: WordBreaker

  init(language: String) throws(TextError) {
    wordBreaker = try WordBreaker(language: language)
  }

  func tokenize(_ line: String) -> [String] {
    var segmentation = wordBreaker.segment(line)
    CommonSpans.apply(to: &segmentation)
    return segmentation.tokens()
  }
}

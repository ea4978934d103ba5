/// Cuts a normalized line into words, numbers and punctuation, without losing anything.
///
/// A token that follows a space begins with ▁ (U+2581) instead; the first of a line never does. A space inside of a token
/// (of a tag of markup) is written ▁ too. So `Detokenizer.detokenize(tokenize(line)) == line`, to the byte, for every
/// normalized line. No token is longer than `maximumTokenLength` UTF-16 units, its mark aside.
public protocol Tokenizer: Sendable {
  /// Appends the tokens of a line to `output`, divided by single spaces. No token holds a space.
  func tokenize(_ line: inout LineBuffer, to output: inout [UInt8])

  /// Writes the words as ICU and its dictionaries found them, before any rule corrects them.
  func words(of line: inout LineBuffer, to output: inout [UInt8])
}

extension Tokenizer {
  public func tokenize(_ line: String) -> [String] {
    var buffer = LineBuffer(line)
    var tokens: [UInt8] = []
    tokenize(&buffer, to: &tokens)
    return tokens.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Longer tokens are cut, so that the work of later stages is bounded for any text.
public let maximumTokenLength = 100

/// The tokenizer of a language.
public enum Tokenizers {
  /// - Parameter language: any code that ICU knows. Thai and English have rules of their own.
  public static func make(language: String) throws(TextError) -> any Tokenizer {
    let code = try ICU.canonicalLanguage(language)
    return try WordTokenizer(language: code, isThaiOrEnglish: code == "th" || code == "en")
  }
}

/// Cuts in two passes: into words (`WordCutter`), then rules correct the cuts (`SpanRules`).
struct WordTokenizer: Tokenizer {
  private let words: WordCutter
  private let spans: SpanRules

  init(language: String, isThaiOrEnglish: Bool) throws(TextError) {
    words = try WordCutter(language: language, isThaiOrEnglish: isThaiOrEnglish)
    spans = SpanRules(isThaiOrEnglish: isThaiOrEnglish)
  }

  func tokenize(_ line: inout LineBuffer, to output: inout [UInt8]) {
    line.withCuts { cuts in
      words.cut(cuts)
      spans.correct(cuts)
      TokenWriter.append(cuts, to: &output)
    }
  }

  func words(of line: inout LineBuffer, to output: inout [UInt8]) {
    line.withCuts { cuts in
      words.cut(cuts)
      TokenWriter.append(cuts, to: &output)
    }
  }
}

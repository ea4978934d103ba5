import Basics
import TextProcessing

/// One side of a translation, between a line of text and ids. This is the one place that knows how a line becomes ids and
/// how ids become a line.
public struct SegmentCodec: Sendable {
  private enum Way: Sendable {
    /// Normalizer, tokenizer and subword model in a row.
    case tokens(SegmentTokenizer, any SubwordModel)
    /// A model of another maker does it all.
    case lines(ForeignModel)
  }

  private let way: Way

  /// - Parameters:
  ///   - language: the code of the line's language (`th`, `en`).
  ///   - rules: of normalization. A model of another maker has no use for them, nor for the language.
  public init(
    language: String, model: VocabularyModel, rules: [NormalizationRule] = NormalizationRule.standard
  ) throws(TextError) {
    way =
      switch model {
      case .tokens(let model):
        .tokens(try SegmentTokenizer(language: language, symbols: model.symbols, rules: rules), model)
      case .lines(let model): .lines(model)
      }
  }

  public init(language: String, model: any SubwordModel) throws(TextError) {
    try self.init(language: language, model: .tokens(model))
  }

  public var vocabulary: Vocabulary {
    switch way {
    case .tokens(_, let model): model.vocabulary
    case .lines(let model): model.vocabulary
    }
  }

  /// The ids of a line, without begin and end.
  public func encode(_ line: String) -> [TokenID] {
    switch way {
    case .tokens(let tokenizer, let model): model.encode(tokenizer.tokens(of: line))
    case .lines(let model): model.encode(Self.trimmed(line))
    }
  }

  /// The text of ids, without line breaks: `decode(encode(line))` is the line as the model normalizes it, except for unknown
  /// pieces.
  public func decode(_ ids: [TokenID]) -> String {
    switch way {
    case .tokens(_, let model): Self.inOneLine(Detokenizer.detokenize([model.decode(ids)]))
    case .lines(let model): Self.inOneLine(model.decode(ids))
    }
  }

  /// The ids of a line, with the text that they stand for.
  public func encodeWithText(_ line: String) -> EncodedText {
    switch way {
    case .tokens(let tokenizer, let model): EncodedText(tokens: tokenizer.tokens(of: line), model)
    case .lines(let model): EncodedText(line: Self.trimmed(line), model)
    }
  }

  /// How well the vocabulary fits a line.
  public func coverage(of line: String) -> VocabularyCoverage {
    switch way {
    case .tokens(let tokenizer, let model): VocabularyCoverage(tokens: tokenizer.tokens(of: line), model)
    case .lines(let model): VocabularyCoverage(EncodedText(line: Self.trimmed(line), model), model.vocabulary)
    }
  }

  /// The line without ASCII's spaces, tabs and line ends at both ends.
  private static func trimmed(_ line: String) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = line.utf8.firstIndex(where: { !isSpace($0) }),
      let last = line.utf8.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(decoding: line.utf8[first...last], as: UTF8.self)
  }

  /// Pieces of another maker, or bytes, may hold line breaks: they must not break lines.
  private static func inOneLine(_ text: String) -> String {
    let breaks = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard text.utf8.contains(where: breaks.contains) else { return text }
    return String(decoding: text.utf8.map { breaks.contains($0) ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}

import Basics
import TextProcessing

/// One side of a translation, between a line of text and ids: normalizer, tokenizer and subword model in a row.
public struct SegmentCodec: Sendable {
  public let model: any SubwordModel
  private let normalizer: Normalizer
  private let tokenizer: any Tokenizer

  /// - Parameter language: the code of the line's language (`th`, `en`).
  public init(language: String, model: any SubwordModel) throws(TextError) {
    normalizer = try Normalizer(language: language)
    tokenizer = try Tokenizers.make(language: language)
    self.model = model
  }

  /// The ids of a line, without begin and end.
  public func encode(_ line: String) -> [TokenID] {
    model.encode(tokenizer.tokenize(normalizer.normalize(line)))
  }

  /// The text of ids: `decode(encode(line))` is the normalized line.
  public func decode(_ ids: [TokenID]) -> String {
    Detokenizer.detokenize([model.decode(ids)])
  }
}

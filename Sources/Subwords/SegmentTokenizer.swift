import TextProcessing

/// A line of text to the tokens that vocabularies are learned from and applied to: normalized, cut by the language's
/// tokenizer, symbols whole.
public struct SegmentTokenizer: Sendable {
  public let normalizer: Normalizer
  private let tokenizer: any Tokenizer
  private let symbols: ReservedStrings?

  /// - Parameters:
  ///   - language: the code of the line's language (`th`, `en`).
  ///   - symbols: strings that are separate tokens wherever they occur in the normalized line.
  ///   - rules: the normalization rules.
  public init(
    language: String, symbols: [String] = [], rules: [NormalizationRule] = NormalizationRule.standard
  ) throws(TextError) {
    normalizer = try Normalizer(language: language, rules: rules)
    tokenizer = try Tokenizers.make(language: language)
    self.symbols = symbols.isEmpty ? nil : ReservedStrings(symbols)
  }

  /// Refuses what can be no symbol, such as one that normalization changes: no line would have it.
  public func check(_ symbols: [String]) throws(SubwordError) {
    try Symbols.check(symbols)
    for symbol in symbols where !normalizer.normalize(symbol).utf8.elementsEqual(symbol.utf8) {
      throw .changedSymbol(symbol, language: normalizer.language)
    }
  }

  /// The tokens add up to the normalized line, with ▁ for its spaces. A space before or behind a symbol is a token ▁.
  public func tokens(of line: String) -> [String] {
    let line = normalizer.normalize(line)
    guard let symbols else { return tokenizer.tokenize(line) }
    let parts = symbols.split(Array(line.utf8))
    guard parts.contains(where: \.isReserved) else { return tokenizer.tokenize(line) }
    return parts.flatMap { part in
      let text = String(decoding: part.bytes, as: UTF8.self)
      return part.isReserved ? [text] : tokensBetweenSymbols(text)
    }
  }

  /// The tokenizer drops the spaces at both ends.
  private func tokensBetweenSymbols(_ text: String) -> [String] {
    let mark = String(Detokenizer.spaceMark)
    var tokens = tokenizer.tokenize(text)
    if tokens.isEmpty { return [mark] }
    if text.utf8.first == UInt8(ascii: " ") { tokens[0] = mark + tokens[0] }
    if text.utf8.last == UInt8(ascii: " ") { tokens.append(mark) }
    return tokens
  }
}

import TextProcessing

/// The explanation of a line by `--explain`: a block of lines that begins with the original line.
struct TextExplanation {
  private var lines: [String]

  /// Explains what each normalization rule changed.
  init(of line: String, _ normalizer: Normalizer) {
    lines = [line]
    for step in normalizer.explain(line) {
      let changes = step.changes.map(\.description).joined(separator: ", ")
      add(step.rule.rawValue, "\(step.after)   (\(changes))")
    }
    if lines.count == 1 { add("normalized", "as it is") }
  }

  /// Explains how the marks of tokens, or the rules of the language, joined them.
  init(ofTokens tokens: [String], _ text: String) {
    lines = [tokens.joined(separator: " ")]
    add("tokens", "\(tokens.count)")
    add("text", text)
  }

  /// Explains the words that dictionaries found, and how the rules changed them.
  /// - Parameter line: the normalized line.
  mutating func add(_ tokenizer: any Tokenizer, _ line: inout LineBuffer) {
    var words: [UInt8] = []
    tokenizer.words(of: &line, to: &words)
    var tokens: [UInt8] = []
    tokenizer.tokenize(&line, to: &tokens)
    add("words", String(decoding: words, as: UTF8.self))
    add("tokens", words == tokens ? "the same" : String(decoding: tokens, as: UTF8.self))
  }

  private mutating func add(_ name: String, _ text: String) {
    lines.append("  \(name)\(String(repeating: " ", count: max(1, 15 - name.count)))\(text)")
  }

  var text: String { lines.joined(separator: "\n") }
}

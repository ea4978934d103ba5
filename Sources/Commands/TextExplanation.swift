import TextProcessing

/// What `--explain` says of a line: a block of lines, the first of them the line as it came.
struct TextExplanation {
  private var lines: [String]

  /// What each normalization rule changed.
  init(of line: String, _ normalizer: Normalizer) {
    lines = [line]
    for step in normalizer.explain(line) {
      let changes = step.changes.map(\.description).joined(separator: ", ")
      add(step.rule.rawValue, "\(step.after)   (\(changes))")
    }
    if lines.count == 1 { add("normalized", "as it is") }
  }

  /// What the marks of tokens, or the rules of the language, made of them.
  init(ofTokens tokens: [String], _ text: String) {
    lines = [tokens.joined(separator: " ")]
    add("tokens", "\(tokens.count)")
    add("text", text)
  }

  /// What dictionaries found, and what the rules made of it.
  /// - Parameter line: normalized.
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

import ArgumentParser
import Basics
import TextProcessing
import Training

/// The options that `mt normalize`, `mt tokenize` and `mt detokenize` share; they write a line for each line.
struct TextOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Any language code that ICU knows; th and en have their own rules.", valueName: "code"))
  var language: String

  @Flag(help: "Show for each line what was changed, and by which rule.")
  var explain = false

  @OptionGroup var stream: StreamOptions
  @OptionGroup var workers: WorkerOptions

  /// - Parameter transform: appends to the output what becomes of a line.
  func run(_ transform: @escaping @Sendable (_ line: inout LineBuffer, _ output: inout [UInt8]) -> Void) throws {
    try stream.stream(on: WorkerPool(count: workers.count), transform)
  }
}

/// Which rules normalize.
struct NormalizationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Normalization rules with commas between them, as a recipe's text.normalization has them; '' leaves out all that "
        + "can be left out. 'mt normalize --help' lists them.", valueName: "rules"))
  var normalization: String?

  func validate() throws { _ = try rules() }

  func normalizer(_ language: String) throws -> Normalizer {
    try Normalizer(language: language, rules: try rules())
  }

  func rules() throws -> [NormalizationRule] {
    guard let normalization else { return NormalizationRule.standard }
    return try normalization.split(separator: ",").map { name in
      let name = name.filter { $0 != " " }
      guard let rule = NormalizationRule(rawValue: name) else {
        let nearest = EditDistance.nearest(to: name, among: NormalizationRule.allCases.map(\.rawValue))
        throw ValidationError(
          "there is no normalization rule '\(name)': "
            + (nearest.map { "did you mean '\($0)'?" } ?? "'mt normalize --help' lists them"))
      }
      return rule
    }
  }

  /// The list of rules, in the order in which they are applied.
  static let list = NormalizationRule.allCases.map { rule in
    "  \(rule.rawValue)\(String(repeating: " ", count: max(1, 15 - rule.rawValue.count)))\(rule.summary)"
  }.joined(separator: "\n")
}

/// `mt normalize`.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Write texts that look the same in the same way.",
    discussion: """
      Training and translation first do this to every line. The rules, in order:

      \(NormalizationOptions.list)

      Examples:
        mt normalize --language th < corpus.th > normalized.th
        mt normalize --language th --explain < corpus.th | less
        mt normalize --language th --normalization composition,thaiVowels,thaiMarks,thaiDigits < corpus.th
      """)

  @OptionGroup var options: TextOptions
  @OptionGroup var normalization: NormalizationOptions

  func run() throws {
    let normalizer = try normalization.normalizer(options.language)
    if options.explain {
      return try options.run { line, output in output += TextExplanation(of: line.text, normalizer).text.utf8 }
    }
    try options.run { line, output in
      normalizer.normalize(&line.units)
      line.encode(to: &output)
    }
  }
}

/// `mt tokenize`.
struct TokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Normalize lines and split them into words, numbers and punctuation.",
    discussion: """
      Tokens are separated by single spaces; a token that follows a space in the text begins with ▁ (U+2581). 'mt detokenize' \
      gives back the normalized line, to the byte.

      Examples:
        mt tokenize --language th < corpus.th | head
        echo 'ราคา 1,200 บาท' | mt tokenize --language th --explain
      """)

  @OptionGroup var options: TextOptions
  @OptionGroup var normalization: NormalizationOptions

  func run() throws {
    let normalizer = try normalization.normalizer(options.language)
    let tokenizer = try Tokenizers.make(language: options.language)
    if options.explain {
      return try options.run { line, output in
        var explanation = TextExplanation(of: line.text, normalizer)
        normalizer.normalize(&line.units)
        explanation.add(tokenizer, &line)
        output += explanation.text.utf8
      }
    }
    try options.run { line, output in
      normalizer.normalize(&line.units)
      tokenizer.tokenize(&line, to: &output)
    }
  }
}

/// `mt detokenize`.
struct DetokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detokenize",
    abstract: "Join tokens into lines of text.",
    discussion: """
      The tokens of 'mt tokenize' say by ▁ where spaces were: they become the normalized line again, to the byte, in any \
      language. Tokens of other tools say nothing: with --unmarked, spaces are put where the language has them.

      Examples:
        mt tokenize --language en < text | mt detokenize --language en
        mt detokenize --language th --unmarked < words.th
      """)

  @Flag(help: "Tokens carry no ▁: tell from the tokens where spaces belong.")
  var unmarked = false

  @OptionGroup var options: TextOptions

  func run() throws {
    let joiner = try UnmarkedDetokenizer(language: options.language)
    let (isUnmarked, explains) = (unmarked, options.explain)
    try options.run { line, output in
      let tokens = line.text.unicodeScalars.split(separator: " ").map(String.init)
      let text = isUnmarked ? joiner.detokenize(tokens) : Detokenizer.detokenize(tokens)
      if explains {
        output += TextExplanation(ofTokens: tokens, text).text.utf8
      } else {
        output += text.utf8
      }
    }
  }
}

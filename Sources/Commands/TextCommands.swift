import ArgumentParser
import Basics
import TextProcessing

/// What `mt normalize`, `mt tokenize` and `mt detokenize` have in common: a line out for each line in.
struct TextOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Any language that ICU knows; th and en have rules of their own.", valueName: "code"))
  var language: String

  @OptionGroup var stream: StreamOptions
  @OptionGroup var workers: WorkerOptions

  /// - Parameter transform: appends to the output what becomes of a line.
  func run(_ transform: @escaping @Sendable (_ line: inout LineBuffer, _ output: inout [UInt8]) -> Void) throws {
    try stream.stream(on: WorkerPool(count: workers.count), transform)
  }
}

/// `mt normalize`.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Give texts that look the same one form.",
    discussion: """
      Training and translation do this to every line first.

      Example:
        mt normalize --language th < corpus.th > normalized.th
      """)

  @OptionGroup var options: TextOptions

  func run() throws {
    let normalizer = try Normalizer(language: options.language)
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
    abstract: "Normalize lines and cut them into words, numbers and punctuation.",
    discussion: """
      Tokens are split by single spaces; one that follows a space in the text begins with ▁ (U+2581). 'mt detokenize' \
      gives back the normalized line, to the byte.

      Example:
        mt tokenize --language th < corpus.th | head
      """)

  @OptionGroup var options: TextOptions

  func run() throws {
    let normalizer = try Normalizer(language: options.language)
    let tokenizer = try Tokenizers.make(language: options.language)
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
    abstract: "Join the tokens of 'mt tokenize' to lines of text.",
    discussion: """
      The rules are the same for all languages.

      Example:
        mt tokenize --language en < text | mt detokenize --language en
      """)

  @OptionGroup var options: TextOptions

  func run() throws {
    _ = try Normalizer(language: options.language)
    try options.run { line, output in
      output += Detokenizer.detokenize(line.text.unicodeScalars.split(separator: " ").map(String.init)).utf8
    }
  }
}

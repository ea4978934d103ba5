import ArgumentParser
import Basics
import Corpus
import Glibc
import Subwords

extension VocabularyKind: ExpressibleByArgument {}

extension VocabularyCommand {
  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Learn a vocabulary from lines of text.",
      discussion: """
        Lines are normalized and tokenized by the language's rules. --model says what pieces are: subwords by a unigram \
        language model or by byte pair encoding (bpe), whole words (the rare ones are unknown), or characters (the rare \
        ones are spelled in bytes, as they are with unigram and bpe). --size counts specials, symbols and bytes too.

        The same lines give the same file, to the byte. Distinct tokens above two million are forgotten, the rarest first.

        Examples:
          mt vocabulary train --language th --model unigram --size 8000 -o th.model < corpus.th
          mt vocabulary train --language en --model bpe --size 4000 --symbol '<name>' -o en.model -i a.en b.en
          mt vocabulary train --language en --model word --size 30000 -o vocabulary.txt -i corpus.en
        """)

    @Option(help: ArgumentHelp("Any language code that ICU knows; th and en have their own rules.", valueName: "code"))
    var language: String

    @Option(help: ArgumentHelp("The kind of pieces.", valueName: "kind"))
    var model = VocabularyKind.unigram

    @Option(help: ArgumentHelp("Number of pieces.", valueName: "n"))
    var size = 8000

    @Option(
      help: ArgumentHelp(
        "A string that is one piece wherever it occurs, such as a placeholder; may be repeated.", valueName: "text"))
    var symbol: [String] = []

    @Option(
      name: .shortAndLong, parsing: .upToNextOption,
      help: ArgumentHelp("Read these files instead of standard input.", valueName: "file"), completion: .file())
    var input: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
    var output: String

    @OptionGroup var encoding: EncodingOptions
    @OptionGroup var normalization: NormalizationOptions
    @OptionGroup var workers: WorkerOptions

    @Flag(help: "Write only warnings and errors to standard error.")
    var quiet = false

    func validate() throws {
      if !(8...1_000_000).contains(size) { throw ValidationError("--size must be from 8 to 1000000") }
      if output.isEmpty { throw ValidationError("--output needs the name of a file") }
    }

    func run() throws {
      let console = Console.standard
      console.isQuiet = quiet
      let tokenizer = try SegmentTokenizer(language: language, symbols: symbol, rules: normalization.rules())
      try tokenizer.check(symbol)
      try checkOutput()
      let (tokens, lines) = try count(tokenizer)
      let distinct = tokens.count
      let file = try VocabularyTrainer.train(consume tokens, kind: model, size: size, symbols: symbol, name: output)
      try file.write(to: output)
      console.log(
        "\(output): \(file.model.vocabulary.count) pieces (\(file.summary)), from \(distinct) distinct "
          + "\(plural("token", distinct)) of \(lines) \(plural("line", lines))")
    }

    /// Refuses an output that cannot be written before minutes of counting.
    private func checkOutput() throws(FileError) {
      let slash = output.lastIndex(of: "/")
      let folder = slash.map { output[...$0] } ?? "."
      guard access(String(folder), W_OK) == 0 else {
        throw .cannotCreate(path: output, reason: AtomicFile.systemReason())
      }
      // A device, such as /dev/null, would be replaced by the file.
      var status = stat()
      if stat(output, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        throw .cannotCreate(path: output, reason: "it is not a regular file")
      }
      let inputs: [String?] = input.isEmpty ? [nil] : input
      for input in inputs { try TextOutput.check(output, input: input) }
    }

    private func count(_ tokenizer: SegmentTokenizer) throws -> (tokens: [TokenCount], lines: Int) {
      // All of them are opened before the first is read: a misspelt name costs nothing.
      let inputs = try input.isEmpty ? [encoding.lines(nil)] : input.map(encoding.lines)
      var counts = TokenCounts()
      var waiting: [String] = []
      var lineCount = 0
      let share = TokenCounter.linesPerShare * 16
      let countUp = { (lines: [String]) in
        TokenCounter.add(lines, to: &counts, threads: workers.count) { tokenizer.tokens(of: $0) }
      }
      for input in inputs {
        while let lines = try input.nextChunk() {
          waiting += lines
          lineCount += lines.count
          if waiting.count >= share {
            countUp(Array(waiting[..<share]))
            waiting.removeFirst(share)
          }
        }
        Console.standard.warn(ofRepairs: input)
      }
      countUp(waiting)
      if counts.prunedTokens > 0 {
        Console.standard.log("\(counts.prunedTokens) of the rarest tokens were left out")
      }
      let tokens = counts.sorted.map { TokenCount(token: $0.token, count: $0.count) }
      return (tokens, lineCount)
    }
  }
}

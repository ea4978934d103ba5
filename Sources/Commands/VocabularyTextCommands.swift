import ArgumentParser
import Basics
import Inference
import Subwords
import TextProcessing

extension VocabularyCommand {
  struct Encode: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the pieces of lines.",
      discussion: """
        A line out for each line in, its pieces split by single spaces. With --ids they are numbers, as models see them: \
        <pad>, <unk>, <s> and </s> are 0 to 3, also where a model of another maker has other numbers for them.

        Examples:
          mt vocabulary encode --vocabulary runs/th-en/source.model --language th < corpus.th
          mt vocabulary encode --vocabulary another.model --ids < corpus.th
        """)

    @Option(help: ArgumentHelp("The vocabulary's file.", valueName: "file"), completion: .file())
    var vocabulary: String

    @OptionGroup var lineOptions: VocabularyLineOptions
    @Flag(help: "Write ids instead of pieces.") var ids = false
    @OptionGroup var stream: StreamOptions
    @OptionGroup var workers: WorkerOptions

    func run() throws {
      let codec = try lineOptions.codec(VocabularyFile(path: vocabulary))
      let pool = WorkerPool(count: workers.count)
      try stream.stream { lines, _ in
        pool.map(lines.count, share: 32) { [ids] _, line in
          codec.encode(lines[line]).map { ids ? String($0) : codec.vocabulary.piece($0) ?? "" }.joined(separator: " ")
        }
      }
    }
  }

  struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Join the pieces of 'mt vocabulary encode' to lines of text.",
      discussion: """
        The output is the normalized line. An unknown word is written as U+2047.

        Example:
          mt vocabulary encode --vocabulary th.model --language th < text | mt vocabulary decode --vocabulary th.model
        """)

    @Option(help: ArgumentHelp("The vocabulary's file.", valueName: "file"), completion: .file())
    var vocabulary: String
    @Flag(help: "Read ids instead of pieces.") var ids = false
    @OptionGroup var stream: StreamOptions
    @OptionGroup var workers: WorkerOptions

    func run() throws {
      // No text is normalized here, so any language will do.
      let codec = try SegmentCodec(language: "en", model: VocabularyFile(path: vocabulary).model)
      let pool = WorkerPool(count: workers.count)
      let name = stream.input ?? "standard input"
      try stream.stream { lines, first in
        let decoded = pool.map(lines.count, share: 32) { [ids] _, line in
          Result { () throws(PieceError) in
            codec.decode(
              try lines[line].unicodeScalars.split(separator: " ").map { piece throws(PieceError) in
                try id(
                  of: String(piece), codec.vocabulary, ids: ids, DiagnosticLocation(file: name, line: first + line + 1))
              })
          }
        }
        return try decoded.map { try $0.get() }
      }
    }
  }

  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Describe a vocabulary and how well it fits a text.",
      discussion: """
        With --input: pieces a token; coverage, the share of tokens that are one piece; unknown rate, the share of pieces \
        that are unknown; byte pieces, the share of pieces that are a byte of a character without a piece of its own.

        Examples:
          mt vocabulary inspect runs/th-en/source.model
          mt vocabulary inspect th.model --language th --input test.th
        """)

    @Argument(help: ArgumentHelp("The vocabulary's file.", valueName: "file"), completion: .file())
    var vocabulary: String

    @OptionGroup var lineOptions: VocabularyLineOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("A text to measure; - is standard input.", valueName: "file"))
    var input: String?

    @OptionGroup var encoding: EncodingOptions
    @OptionGroup var workers: WorkerOptions

    func run() throws {
      let file = try VocabularyFile(path: vocabulary)
      var rows = rows(of: file)
      if let input {
        let coverage = try coverage(lineOptions.codec(file), input)
        rows += [("lines of text", "\(coverage.lines)"), ("on the text", coverage.description)]
      }
      let width = rows.reduce(0) { max($0, $1.0.count) } + 2
      let lines = rows.map { $0.0 + String(repeating: " ", count: width - $0.0.count) + $0.1 + "\n" }
      try StandardOutput.write(lines.joined())
    }

    private func rows(of file: VocabularyFile) -> [(String, String)] {
      let vocabulary = file.model.vocabulary
      let bytes = (0..<vocabulary.count).count { vocabulary.isByte(TokenID($0)) }
      let longest = vocabulary.pieces.enumerated()
        .filter { id, _ in !vocabulary.isSpecial(TokenID(id)) && !vocabulary.isByte(TokenID(id)) }
        .map { (id: $0.offset, piece: $0.element, length: $0.element.unicodeScalars.count) }
        .sorted { ($1.length, $0.id) < ($0.length, $1.id) }
      return [
        ("vocabulary", self.vocabulary), ("kind", file.summary), ("pieces", "\(vocabulary.count)"),
        ("specials", SpecialTokens.pieces.enumerated().map { "\($0.offset) \($0.element)" }.joined(separator: ", ")),
        ("byte pieces", "\(bytes)"),
        ("symbols", file.symbols.isEmpty ? "none" : inOneLine(file.symbols)),
        ("longest pieces", inOneLine(longest.prefix(10).map(\.piece))),
      ]
    }

    /// Pieces of another maker may hold line breaks and other control characters.
    private func inOneLine(_ pieces: [String]) -> String {
      pieces.map { piece in
        piece.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
          .map { Console.printable(String($0)) }.joined(separator: "<U+000A>")
      }.joined(separator: " ")
    }

    private func coverage(_ codec: SegmentCodec, _ path: String) throws -> VocabularyCoverage {
      let pool = WorkerPool(count: workers.count)
      let input = try encoding.lines(path)
      var sum = VocabularyCoverage()
      while let lines = try input.nextChunk() {
        for coverage in pool.map(lines.count, share: 32, { _, line in codec.coverage(of: lines[line]) }) {
          sum += coverage
        }
      }
      Console.standard.warn(ofRepairs: input)
      return sum
    }
  }
}

/// A word of an encoded line is not a piece of the vocabulary.
struct PieceError: Diagnostic, Equatable {
  var location: DiagnosticLocation?
  var found: String
  var isID: Bool

  var category: DiagnosticCategory { .badData }
  var summary: String { "'\(found)' is no \(isID ? "id" : "piece") of the vocabulary" }
  var remedy: String? {
    isID
      ? "decode what 'mt vocabulary encode --ids' wrote with the same vocabulary"
      : "decode what 'mt vocabulary encode' wrote with the same vocabulary; ids need --ids"
  }
}

private func id(
  of text: String, _ vocabulary: Vocabulary, ids: Bool, _ location: DiagnosticLocation
) throws(PieceError) -> TokenID {
  let id = ids ? TokenID(text).flatMap { vocabulary.piece($0) == nil ? nil : $0 } : vocabulary.id(of: text)
  guard let id else { throw PieceError(location: location, found: text, isID: ids) }
  return id
}

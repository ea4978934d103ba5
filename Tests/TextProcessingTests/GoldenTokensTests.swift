import Basics
import Testing

@testable import TextProcessing

/// A line of a table in Tests/Goldens (outside of the target, to which it would be an unknown resource), and its tokens.
struct GoldenTokens: Sendable, CustomTestStringConvertible {
  var language: String
  var line: String
  var tokens: String

  var testDescription: String { "\(language): \(line)" }

  /// - Parameter language: of all lines; `nil` if the table's first column says it.
  static func read(_ table: String, language: String?) throws -> [GoldenTokens] {
    let folder = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Goldens/"
    let text = String(decoding: try AtomicFile.read(folder + table), as: UTF8.self)
    return text.split(separator: "\n").compactMap { row in
      let columns = row.split(separator: "\t").map(String.init)
      guard columns.count > 1, let line = columns.dropLast().last, let tokens = columns.last else { return nil }
      return GoldenTokens(language: language ?? columns[0], line: line, tokens: tokens)
    }
  }
}

@Suite struct GoldenTokensTests {
  @Test(arguments: try GoldenTokens.read("english-tokens.tsv", language: "en"))
  func english(_ golden: GoldenTokens) throws { try check(golden) }

  @Test(arguments: try GoldenTokens.read("thai-tokens.tsv", language: "th"))
  func thai(_ golden: GoldenTokens) throws { try check(golden) }

  @Test(arguments: try GoldenTokens.read("other-tokens.tsv", language: nil))
  func others(_ golden: GoldenTokens) throws { try check(golden) }

  private func check(_ golden: GoldenTokens) throws {
    let line = try Normalizer(language: golden.language).normalize(golden.line)
    // Scalars are compared: equality of strings takes canonically equivalent ones for the same.
    #expect(line.utf8.elementsEqual(golden.line.utf8), "the table holds a line that is not normalized")
    let tokens = try Tokenizers.make(language: golden.language).tokenize(line)
    #expect(tokens.joined(separator: " ") == golden.tokens)
    #expect(Detokenizer.detokenize(tokens).utf8.elementsEqual(line.utf8))
  }
}

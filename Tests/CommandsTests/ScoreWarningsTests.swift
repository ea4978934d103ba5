import Evaluation
import Testing

@testable import Commands

@Suite struct ScoreWarningsTests {
  private func lines(
    _ hypotheses: [String], _ references: [String], sources: [String]? = nil, ofTokens: Bool = true
  ) throws -> [String] {
    let checks = try TextChecks(hypotheses: hypotheses, references: [references], sources: sources)
    return ScoreWarnings(checks, system: nil).lines(ofTokens: ofTokens)
  }

  @Test func goodTextIsNotWarnedOf() throws {
    #expect(
      try lines(["A cat.", "A dog, too."], ["The cat.", "A dog, too."], sources: ["Eine Katze.", "Ein Hund."]) == [])
  }

  @Test func fewTokenizedLinesAreLeftAlone() throws {
    let hypotheses = ["one . "] + (0..<99).map { "line \($0)." }
    #expect(try lines(hypotheses, hypotheses.map { _ in "x" }) == [])
    let many = hypotheses.enumerated().map { $0 < 10 ? "two ." : $1 }
    let warnings = try lines(many, hypotheses.map { _ in "x" })
    #expect(warnings.count == 1 && warnings[0].hasPrefix("10 of 100 hypotheses look tokenized: "))
    #expect(try lines(many, hypotheses.map { _ in "x" }, ofTokens: false) == [])
  }

  @Test func tokenizedReferencesAndPiecesAreSaid() throws {
    #expect(
      try lines(["▁a", "b"], ["a .", "b ."]) == [
        "1 of 2 hypotheses has marks of subword pieces (▁ or @@): put the words together first",
        "2 references look tokenized: score against raw text",
      ])
  }
}

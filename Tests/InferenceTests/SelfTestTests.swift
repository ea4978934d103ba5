import Testing

@testable import Inference

@Suite struct SelfTestTests {
  @Test func aSoundModelPasses() throws {
    let test = SelfTest(try TinyModel.bundle(maxSourceTokens: 40), lines: nil)
    var checks: [SelfTest.Check] = []
    let result = try test.run { checks.append($0) }
    #expect(result == (0, 11))
    #expect(checks.count == 11)
    #expect(checks.allSatisfy { $0.failure == nil })
    #expect(checks.map(\.name).contains("batches of 64, 3 workers: the same"))
    #expect(checks.map(\.name).last == "the first of the 3 best: the same")
  }

  @Test func linesAreMadeForTheModel() throws {
    let bundle = try TinyModel.bundle()
    let lines = SelfTest(bundle, lines: nil).lines
    #expect(lines == SelfTestLines.lines(for: bundle))
    #expect(lines.contains("") && lines.contains { bundle.source.encode($0).count > 60 })
    // One worker fills a batch of 64 of them.
    #expect(lines.count > 64)
  }

  /// Canonically equivalent texts are different bytes, and a last bit of a score counts.
  @Test func theFirstLineThatDiffersIsTold() throws {
    let test = SelfTest(try TinyModel.bundle(), lines: ["one", "two", "three"])
    let one = TranslationCandidate(text: "é", logProbability: -1, score: -0.5)
    var other = one
    #expect(test.firstDifference([[one], [one], [one]], [[one], [one], [one]]) == nil)
    other.text = "e\u{301}"
    let failure = try #require(test.firstDifference([[one], [one], [one]], [[one], [other], [other]]))
    #expect(failure.line == 2 && failure.source == "two")
    #expect(failure.expected == "é (log-probability -1.0)")
    other = one
    other.score = one.score.nextUp
    #expect(test.firstDifference([[one], [one], [one]], [[one], [one], [other]])?.line == 3)
  }
}

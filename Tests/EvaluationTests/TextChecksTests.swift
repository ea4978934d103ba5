import Evaluation
import Testing

@Suite struct TextChecksTests {
  private func checks(_ hypotheses: [String], _ references: [String]? = nil, _ sources: [String]? = nil) throws
    -> TextChecks
  {
    try TextChecks(hypotheses: hypotheses, references: [references ?? hypotheses.map { _ in "x" }], sources: sources)
  }

  @Test func emptyAndCopiedSegmentsAreCounted() throws {
    let found = try checks(["", " ", "a", "b", ""], ["x", "y", "a", "c", ""], ["", "s", "t", "b", "u"])
    #expect(found.emptyHypotheses == 2)
    #expect(found.equalToReference == 2)
    #expect(found.equalToSource == 1)
    #expect(try checks(["a"]).equalToSource == nil)
  }

  @Test func canonicallyEqualIsNotEqual() throws {
    #expect(try checks(["cafe\u{301}"], ["caf\u{E9}"]).equalToReference == 0)
  }

  @Test(arguments: [
    ("It is late .", true), ("one , two", true), ("It is late.", false), ("3.5 and 1,000", false), (".", false),
    ("Que voulez-vous ?", false), ("ฉัน ชอบ กิน ข้าว ผัด", true), ("ฉันชอบกินข้าวผัดมากที่สุด เขาก็ชอบเหมือนกัน", false), ("", false),
  ])
  func tokenizedTextIsSeen(text: String, isTokenized: Bool) throws {
    #expect(try checks([text]).tokenizedHypotheses == (isTokenized ? 1 : 0))
    #expect(try checks(["x"], [text]).tokenizedReferences == (isTokenized ? 1 : 0))
  }

  @Test(arguments: [("▁a b", true), ("hou@@ se", true), ("a@b.c", false), ("“quoted”", false), ("", false)])
  func piecesAreSeen(text: String, isInPieces: Bool) throws {
    #expect(try checks([text]).hypothesesInPieces == (isInPieces ? 1 : 0))
  }

  @Test func unevenTextsAreRefused() {
    #expect(throws: EvaluationError.unevenSource(hypothesisCount: 1, sourceCount: 2)) {
      try checks(["a"], ["b"], ["c", "d"])
    }
    #expect(throws: EvaluationError.unevenReference(reference: 1, hypothesisCount: 1, referenceCount: 2)) {
      try checks(["a"], ["b", "c"])
    }
  }
}

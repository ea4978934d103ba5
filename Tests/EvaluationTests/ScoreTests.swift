import Evaluation
import Testing

@Suite struct ScoreTests {
  @Test func lineIsInSacreBLEUsForm() throws {
    let score = try BLEU(smoothing: .floor(), lowercase: true, effectiveOrder: true)
      .corpusScore(hypotheses: ["the cat sat on a mat"], references: [["The cat sat on the mat"], ["A cat sat"]])
    #expect(
      score.formatted == """
        BLEU|nrefs:2|case:lc|eff:yes|tok:13a|smooth:floor[0.10]|version:\(Signature.version) = 56.2 \
        100.0/60.0/50.0/33.3 (BP = 1.000 ratio = 1.000 hyp_len = 6 ref_len = 6)
        """)
  }

  @Test func chrFLine() throws {
    let score = try CHRF(wordOrder: 2).corpusScore(hypotheses: ["same"], references: [["same"]])
    #expect(
      score.formatted(digits: 3, shortSignature: true)
        == "chrF2++|#:1|c:mixed|e:yes|nc:6|nw:2|s:no|v:\(Signature.version) = 100.000")
  }

  @Test func digitsAreRoundedHalfToEvenAndBounded() throws {
    func text(_ value: Double, _ digits: Int) -> String {
      let score = Score(
        name: "x", value: value, details: .none, signature: Signature(referenceCount: 1, [], version: "1"))
      return String(score.formatted(digits: digits).split(separator: "= ")[1])
    }
    #expect(text(0.125, 2) == "0.12")
    #expect(text(0.375, 2) == "0.38")
    #expect(text(20.75, 1) == "20.8")
    #expect(text(50, 0) == "50")
    #expect(text(1, -3) == "1")
    #expect(text(1, .max).count == 102)
  }
}

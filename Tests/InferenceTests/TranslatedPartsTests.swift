import Decoding
import Testing

@testable import Inference

@Suite struct TranslatedPartsTests {
  private func translation(_ text: String, _ score: Double, cut: Bool = false) -> Translation {
    Translation(text: text, logProbability: 2 * score, score: score, cutParts: cut ? 1 : 0)
  }

  private func combined(_ parts: [[Translation]], nBest: Int) throws -> [TranslationCandidate] {
    let options = try DecodingOptions(beamSize: max(nBest, 1), normalize: 1, maxLengthFactor: 1, nBest: nBest)
    return TranslatedParts(options: options, separator: " ").candidates(parts[...])
  }

  @Test func theBestCombinationsComeFirst() throws {
    let parts = [
      [translation("a", -1), translation("b", -1.5), translation("c", -3)],
      [translation("x", -0.5), translation("y", -0.9), translation("z", -9)],
    ]
    #expect(try combined(parts, nBest: 5).map(\.text) == ["a x", "a y", "b x", "b y", "c x"])
    #expect(try combined(parts, nBest: 1).map(\.text) == ["a x"])
    let best = try combined(parts, nBest: 1)[0]
    #expect(best.logProbability == -3 && best.score == -1.5)
    let scores = try combined(parts, nBest: 5).map(\.score)
    #expect(scores == scores.sorted(by: >))
    let three = [[translation("a", -1)], [translation("", -1)], [translation("c", -1)]]
    #expect(try combined(three, nBest: 4).map(\.text) == ["a c"])
  }

  @Test func timeIsLinearInTheParts() throws {
    let text = String(repeating: "text ", count: 100)
    let best = try combined(Array(repeating: [translation(text, -1), translation("b", -2)], count: 50_000), nBest: 2)
    #expect(best.map(\.text.utf8.count) == [50_000 * 501 - 1, 49_999 * 501 + 1])
    #expect(best[0].score == -50_000)
  }

  @Test func cutPartsComeLast() throws {
    let parts = [
      [translation("a", -1), translation("b", -0.1, cut: true)],
      [translation("x", -2), translation("y", -0.2, cut: true)],
    ]
    #expect(try combined(parts, nBest: 4).map(\.text) == ["a x", "a y", "b x", "b y"])
  }

  @Test func aPartWithoutTranslationLeavesNone() throws {
    #expect(try combined([[translation("a", -1)], [], [translation("c", -1)]], nBest: 2) == [])
  }
}

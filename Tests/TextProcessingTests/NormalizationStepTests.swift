import Testing

@testable import TextProcessing

@Suite struct NormalizationStepTests {
  @Test func eachRuleTellsWhatItChanged() throws {
    let steps = try Normalizer(language: "th").explain("\u{FEFF}เเม\u{E48} น\u{E4D}\u{E49}า  𝗔")
    #expect(steps.map(\.rule) == [.compatibility, .zeroWidth, .thaiVowels, .singleSpaces])
    #expect(
      steps.map { $0.changes.map(\.description) } == [
        ["U+1D5D4 -> U+0041 at 13"],
        ["U+FEFF -> nothing at 1"],
        ["U+0E40 U+0E40 -> U+0E41 at 1", "U+0E4D U+0E49 U+0E32 -> U+0E49 U+0E33 at 7"],
        ["U+0020 -> nothing at 9"],
      ])
    for (step, next) in zip(steps, steps.dropFirst()) { #expect(step.after.utf8.elementsEqual(next.before.utf8)) }
    #expect(steps.last?.after.utf8.elementsEqual("แม\u{E48} น\u{E49}ำ A".utf8) == true)
  }

  @Test func changesFarApartFromWhatFollowsReachToTheEnd() {
    let before = String(repeating: "a", count: 40) + "x"
    let step = NormalizationStep(rule: .composition, before: before, after: "b")
    #expect(step.changes.count == 1)
    #expect(step.changes.first?.old.count == 41)
  }

  @Test func aCleanLineHasNoSteps() throws {
    #expect(try Normalizer(language: "th").explain("แม\u{E48}").isEmpty)
  }
}

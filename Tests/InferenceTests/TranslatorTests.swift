import Decoding
import Models
import Testing

@testable import Inference

@Suite struct TranslatorTests {
  private static let lines = [
    "The river runs.", "", "People wait", " \t ", "It always goes down again, they say, and it always does.",
    "the water stays for eleven days", "The river runs.", "ขึ้น 中 🙂", "x", "door to door to door to door to door to door",
  ]

  private func translate(
    _ lines: [String], beamSize: Int, nBest: Int = 1, batchSize: Int = 64, workers: Int = 1, maxSourceTokens: Int = 60,
    _ lineOptions: LineOptions? = nil
  ) throws -> TranslationResult {
    let bundle = try TinyModel.bundle(maxSourceTokens: maxSourceTokens)
    let options = try bundle.configuration.decodingOptions(beamSize: beamSize, nBest: nBest)
    return Translator(
      bundle, options: options, lineOptions: lineOptions, batchSize: batchSize, workers: workers
    ).translate(lines)
  }

  @Test(arguments: [1, 4]) func aLineDependsOnNothingElse(_ beamSize: Int) throws {
    let expected = try translate(Self.lines, beamSize: beamSize, nBest: beamSize)
    #expect(expected.lines.count == Self.lines.count)
    #expect(expected.lines[0] == expected.lines[6])
    #expect(Set(expected.best).count > 5)
    for (batchSize, workers) in [(1, 1), (3, 2), (64, 3), (2, 5)] {
      let result = try translate(
        Self.lines, beamSize: beamSize, nBest: beamSize, batchSize: batchSize, workers: workers)
      #expect(result.lines == expected.lines)
    }
    let backwards = try translate(Self.lines.reversed(), beamSize: beamSize, nBest: beamSize, batchSize: 4, workers: 2)
    #expect(Array(backwards.lines.reversed()) == expected.lines)
    let single = try Self.lines.map { try translate([$0], beamSize: beamSize, nBest: beamSize).lines[0] }
    #expect(single == expected.lines)
  }

  @Test func aBlankLineGivesABlankLine() throws {
    let result = try translate(["", "  ", "\u{200B}", "\r"], beamSize: 3, nBest: 3)
    #expect(result.lines == [[TranslationCandidate]](repeating: [.blank], count: 4))
    #expect(try translate([], beamSize: 3).lines == [])
    // Control characters alone are no white space.
    let controls = ["\u{1F}", "\u{1}\u{2}", "\0", "\u{7F} \r"]
    for passThrough in [true, false] {
      let options = LineOptions(passThrough: passThrough, splitSentences: false)
      #expect(try translate(controls, beamSize: 3, options).best == ["\u{1F}", "\u{1}\u{2}", "\0", "\u{7F} "])
    }
  }

  @Test func candidatesAreRanked() throws {
    let result = try translate(Self.lines, beamSize: 4, nBest: 4)
    for (line, candidates) in zip(Self.lines, result.lines) where !line.allSatisfy(\.isWhitespace) {
      #expect(candidates.count == 4)
      #expect(candidates.allSatisfy { $0.logProbability < 0 && $0.logProbability <= $0.score })
    }
    #expect(try translate(Self.lines, beamSize: 4).lines == result.lines.map { [$0[0]] })
  }

  @Test func aLongLineIsTranslatedInParts() throws {
    let long = "The river runs through the old town. People carry their chairs upstairs and wait."
    let parts = ["The river runs through the old town.", "People carry their chairs upstairs and wait."]
    let bundle = try TinyModel.bundle()
    let limit = try #require(parts.map { bundle.source.encode($0).count }.max())
    #expect(bundle.source.encode(long).count > limit)

    let whole = try translate(parts, beamSize: 2, maxSourceTokens: limit)
    let result = try translate([long, "x"], beamSize: 2, nBest: 2, maxSourceTokens: limit)
    #expect(result.splitLines == 1)
    #expect(result.lines.map(\.count) == [2, 2])
    #expect(result.best[0] == whole.best.filter { !$0.isEmpty }.joined(separator: " "))
    #expect(result.lines[0][0].logProbability == whole.lines[0][0].logProbability + whole.lines[1][0].logProbability)
  }

  @Test func noTranslationBreaksALine() throws {
    let lines = (0..<40).map { "line \($0)" }
    let result = try translate(lines, beamSize: 5, nBest: 5, workers: 2)
    for text in result.lines.joined().map(\.text) {
      #expect(!text.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
      #expect(!text.utf8.starts(with: " ".utf8))
    }
  }

  @Test(arguments: [(1, 1), (3, 2), (64, 3)])
  func aSentenceWithoutProbabilitiesCostsItsLineAlone(_ batchSize: Int, _ workers: Int) throws {
    let bundle = try TinyModel.bundle()
    let options = try bundle.configuration.decodingOptions()
    let lineOptions = LineOptions(passThrough: true, splitSentences: true)
    let lines = ["The river runs.", "People wait", "It goes down. The water freezes!", "the water", ""]
    func translate() -> TranslationResult {
      Translator(bundle, options: options, lineOptions: lineOptions, batchSize: batchSize, workers: workers)
        .translate(lines)
    }
    let expected = translate()
    #expect(expected.failedLines == [])
    let others = Set([0, 1, 3].flatMap { bundle.source.encode(lines[$0]) })
    let damaged = try #require(bundle.source.encode("The water freezes!").first { !others.contains($0) })
    let embedding = try #require(bundle.network.encoder.embedding.weight.values)
    embedding.rows(Int(damaged)..<Int(damaged) + 1).fill(.nan)
    bundle.network.parameters.pack()
    let result = translate()
    #expect(result.failedLines == [2])
    #expect(result.lines[2].map(\.text) == [""] && result.lines[2][0].score.isNaN)
    for line in [0, 1, 3, 4] { #expect(result.lines[line] == expected.lines[line]) }
  }

  @Test func whatHasNothingToTranslateIsPassedThrough() throws {
    let lines = ["---", " 12,345 ", "https://example.org/a?b=c", "%1$s <b>{name}</b>", "a 1", "12\r", "\u{200B}", "๑๒"]
    let passed = try translate(lines, beamSize: 2, nBest: 2, LineOptions(passThrough: true, splitSentences: false))
    for line in [0, 1, 2, 3, 7] { #expect(passed.lines[line] == [.certain(lines[line])]) }
    #expect(passed.lines[4].count == 2)
    #expect(passed.best[5] == "12" && passed.best[6] == "")
    let translated = try translate(lines, beamSize: 2, nBest: 2, LineOptions(passThrough: false, splitSentences: false))
    #expect([0, 1, 2, 3, 4, 5, 7].allSatisfy { translated.lines[$0].count == 2 })
    #expect(translated.lines[4] == passed.lines[4])
    // By itself a model passes through.
    #expect(try translate(lines, beamSize: 2, nBest: 2).lines == passed.lines)
  }

  @Test func sentencesAreTranslatedOneByOne() throws {
    let options = LineOptions(passThrough: true, splitSentences: true)
    let sentences = ["The river runs through the town.", "People carry chairs upstairs!", "Did the water stay?"]
    let line = sentences.joined(separator: "  ")
    let single = try translate(sentences, beamSize: 3, nBest: 3)
    let whole = try translate([line, "x"], beamSize: 3, options)
    #expect(whole.best[0] == single.best.filter { !$0.isEmpty }.joined(separator: " "))
    #expect(whole.splitLines == 0)
    #expect(try translate([line], beamSize: 3).best != [whole.best[0]])

    let listed = try translate(["x", line], beamSize: 3, nBest: 3, options)
    #expect(listed.lines[1].count == 3)
    #expect(listed.lines[1][0] == whole.lines[0][0])
    let sums = listed.lines[1].map(\.logProbability)
    #expect(Set(sums).count == 3)
    #expect(abs(sums[0] - single.lines.reduce(0) { $0 + $1[0].logProbability }) < 1e-9)
    for (batchSize, workers) in [(1, 1), (2, 3)] {
      let same = try translate(["x", line], beamSize: 3, nBest: 3, batchSize: batchSize, workers: workers, options)
      #expect(same.lines == listed.lines)
    }
  }

  @Test func aScriptThatTheModelHasNotLearnedIsNamed() throws {
    let lines = ["The river runs.", "ขึ้น", "中文 abc", "Привет", "12 %"]
    let result = try translate(lines, beamSize: 1)
    #expect(result.unlearnedScript?.line == 1)
    #expect(result.unlearnedScript?.script.name == "Thai")
    #expect(try translate(["abc 中", "Привет, мир"], beamSize: 1).unlearnedScript?.script.name == "Cyrillic")
    #expect(try translate(["The river runs.", "abc 中文", "—"], beamSize: 1).unlearnedScript == nil)
  }
}

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
    _ lines: [String], beamSize: Int, nBest: Int = 1, batchSize: Int = 64, workers: Int = 1, maxSourceTokens: Int = 60
  ) throws -> TranslationResult {
    let bundle = try TinyModel.bundle(maxSourceTokens: maxSourceTokens)
    let options = try bundle.configuration.decodingOptions(beamSize: beamSize, nBest: nBest)
    return try Translator(bundle, options: options, batchSize: batchSize, workers: workers).translate(lines)
  }

  @Test(arguments: [1, 4]) func aLineDependsOnNothingElse(_ beamSize: Int) throws {
    let expected = try translate(Self.lines, beamSize: beamSize, nBest: beamSize)
    #expect(expected.lines.count == Self.lines.count)
    #expect(expected.lines[0] == expected.lines[6])
    #expect(Set(expected.best).count > 5)
    for (batchSize, workers) in [(1, 1), (3, 2), (64, 3), (2, 5)] {
      let result = try translate(
        Self.lines, beamSize: beamSize, nBest: beamSize, batchSize: batchSize, workers: workers)
      #expect(result == expected)
    }
    let backwards = try translate(Self.lines.reversed(), beamSize: beamSize, nBest: beamSize, batchSize: 4, workers: 2)
    #expect(Array(backwards.lines.reversed()) == expected.lines)
    let single = try Self.lines.map { try translate([$0], beamSize: beamSize, nBest: beamSize).lines[0] }
    #expect(single == expected.lines)
  }

  @Test func aBlankLineGivesABlankLine() throws {
    let result = try translate(["", "  ", "\u{200B}", "\r"], beamSize: 3, nBest: 3)
    #expect(result.lines == [[TranslationCandidate]](repeating: [.blank], count: 4))
    #expect(try translate([], beamSize: 3) == TranslationResult(lines: [], splitLines: 0))
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
    #expect(result.lines[0].count == 1)
    #expect(result.lines[1].count == 2)
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

  @Test func damagedWeightsAreAnError() throws {
    let bundle = try TinyModel.bundle()
    bundle.network.decoder.output.bias.values.base[5] = .nan
    bundle.network.parameters.pack()
    let options = try bundle.configuration.decodingOptions()
    let translator = Translator(bundle, options: options, batchSize: 2, workers: 2)
    #expect(throws: InferenceError.decoding(.probabilityNotFinite)) { try translator.translate(Self.lines) }
  }
}

import Basics
import FoundationEssentials
import Testing

@testable import Training

@Suite struct TrainingLinesTests {
  /// A part of `config.json`.
  private struct Configuration: Decodable {
    struct Decoding: Decodable {
      var passThrough: Bool
      var splitSentences: Bool
    }
    struct Text: Decodable { var singleSentenceShare: Double }

    var decoding: Decoding
    var text: Text
  }

  /// Of a model that is trained on these lines.
  private func configuration(
    _ source: [String], _ target: [String]? = nil, _ change: (inout Recipe) -> Void = { _ in }
  ) throws -> Configuration {
    let run = try TinyRun {
      $0.training.maxUpdates = .updates(1)
      $0.decoding.passThrough = nil
      change(&$0)
    }
    for (lines, language) in [(source, "de"), (target ?? source, "en")] {
      try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: run.root + "/train." + language)
    }
    // Digits on one side alone are a fault of a corpus, which is accepted here.
    let loaded = LoadedRecipe(recipe: run.recipe, path: run.root + "/tiny.json")
    let trainer = try Trainer(
      loaded, folder: run.folder("run"), mode: .refuse, workers: nil, acceptsFaults: true, observer: { _ in })
    _ = try trainer.train { false }
    let json = try AtomicFile.read(run.folder("run/config.json"))
    return try JSONDecoder().decode(Configuration.self, from: Data(json))
  }

  private let single = (0..<40).map { "Das ist \($0) von 50, etwa." }
  private let double = (0..<40).map { "Das ist \($0) und gut. Das andere ist es nicht." }

  @Test func linesOfSingleSentencesArePartedWhenTranslating() throws {
    let singles = try configuration(single + double.prefix(4))
    #expect(singles.text.singleSentenceShare == 0.9091)
    #expect(singles.decoding.splitSentences && singles.decoding.passThrough)
    let mixed = try configuration(single + double.prefix(5))
    #expect(mixed.text.singleSentenceShare == 0.8889)
    #expect(!mixed.decoding.splitSentences)
    #expect(try configuration(double) { $0.decoding.splitSentences = true }.decoding.splitSentences)
    #expect(try !configuration(single) { $0.decoding.splitSentences = false }.decoding.splitSentences)
  }

  @Test func linesWithoutLettersAreTranslatedWhereTheCorpusTranslatesThem() throws {
    let digits = (100..<140).map { "\($0)" }
    let words = digits.map { "number \($0)" }
    #expect(try !configuration(digits, words).decoding.passThrough)
    #expect(try configuration(digits, digits).decoding.passThrough)
    #expect(try configuration(digits, words) { $0.decoding.passThrough = true }.decoding.passThrough)
    let few = try configuration(single + ["7"], single + ["seven"])
    #expect(few.decoding.passThrough)
  }
}

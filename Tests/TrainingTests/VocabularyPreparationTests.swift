import Basics
import Subwords
import Testing

@testable import Training

@Suite struct VocabularyPreparationTests {
  private static let foreign =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/scripts/goldens/foreign-bpe.model"

  /// What config.json of the run `a` says, without its whitespace.
  private func configuration(_ run: TinyRun) throws -> String {
    let text = String(decoding: try AtomicFile.read(run.folder("a") + "/config.json"), as: UTF8.self)
    return String(text.filter { !$0.isWhitespace })
  }

  private func train(_ run: TinyRun, _ name: String = "a") throws(TrainingError) -> [String] {
    var lines: [String] = []
    try run.train(name) { event in
      if case .notice(let text) = event { lines.append(text) }
      if case .warning(let text) = event { lines.append("warning: " + text) }
    }
    return lines
  }

  private func tiny(_ change: (inout Recipe) -> Void) throws -> TinyRun {
    try TinyRun(pairs: 40) { recipe in
      recipe.training.maxUpdates = .updates(3)
      change(&recipe)
    }
  }

  @Test(arguments: [VocabularyKind.word, .character], [true, false])
  func vocabulariesOfWordsAndCharactersAreTexts(kind: VocabularyKind, isShared: Bool) throws {
    let run = try tiny { recipe in
      (recipe.vocabulary.model, recipe.vocabulary.shared) = (kind, isShared)
      recipe.vocabulary.symbols = ["7"]
    }
    let lines = try train(run)
    let names = isShared ? ["vocabulary.txt"] : ["source.vocabulary.txt", "target.vocabulary.txt"]
    for name in names { #expect(AtomicFile.exists(run.folder("a") + "/" + name)) }
    #expect(lines.contains { $0.hasPrefix("Learned a vocabulary of ") && $0.contains("(\(kind.rawValue))") })
    #expect(lines.contains { $0.hasPrefix("Vocabulary of the target, on all 40 segments: ") })
    let configuration = try configuration(run)
    #expect(configuration.contains(#""vocabularyForms":{"source":"text","target":"text"}"#))
    #expect(configuration.contains(#""sharedVocabulary":\#(isShared)"#))
    #expect(try VocabularyFile(path: run.folder("a") + "/" + names[0]).symbols == ["7"])
  }

  @Test func aRunIsCutAndGoesOnWithItsVocabularies() throws {
    let run = try TinyRun { $0.vocabulary.model = .word }
    try run.train("whole")
    try run.train("cut", stopAfter: 9)
    try run.train("cut", .resume)
    let weights = try ["whole", "cut"].map { try AtomicFile.read(run.folder($0) + "/model.safetensors") }
    #expect(weights[0] == weights[1])
  }

  @Test func whatTheVocabularyDoesNotKnowIsRefused() throws {
    let run = try tiny { ($0.vocabulary.model, $0.vocabulary.size) = (.word, 8) }
    let error = #expect(throws: TrainingError.self) { try train(run) }
    #expect(error?.category == .badData)
    #expect(error?.summary.contains(" of the source's pieces are unknown or bytes") == true)
    #expect(error?.summary.hasSuffix(", more than the 20.0 % that vocabulary.maxUnknown allows") == true)
    #expect(error?.remedy?.contains("vocabulary.maxUnknown") == true)
    run.recipe.vocabulary.maxUnknown = 1
    #expect(try train(run).count { $0.contains("pieces are unknown or bytes: what") } == 2)
  }

  @Test func aModelOfAnotherMakerIsCopiedAndUsed() throws {
    let run = try tiny { $0.vocabulary.path = .shared(Self.foreign) }
    let lines = try train(run)
    #expect(
      lines.contains { $0.hasPrefix("Copied a vocabulary of 600 pieces (bpe, a sentencepiece model of another maker") })
    #expect(try AtomicFile.read(run.folder("a") + "/shared.model") == AtomicFile.read(Self.foreign))
    let configuration = try configuration(run)
    #expect(configuration.contains(#""sharedVocabulary":true"#))
    #expect(configuration.contains(#""vocabularyForms":{"source":"foreign","target":"foreign"}"#))
    // On resume the run's copy counts, wherever the file is now.
    run.recipe.vocabulary.path = .shared(run.folder("moved.model"))
    try AtomicFile.write(AtomicFile.read(Self.foreign), to: run.folder("moved.model"))
    run.recipe.training.maxUpdates = .updates(5)
    try run.train("a", .resume)
    run.recipe.vocabulary.path = nil
    let error = #expect(throws: TrainingError.self) { try run.train("a", .resume) }
    #expect(error?.location?.key == "vocabulary.path")
  }

  @Test func eachSideMayHaveItsOwn() throws {
    let run = try tiny { recipe in
      recipe.vocabulary.path = .sides(source: Self.foreign, target: "words.txt")
    }
    let digits = (0..<30).flatMap {
      [TokenCount(token: Array("\($0)".utf8), count: 1), TokenCount(token: Array("▁\($0)".utf8), count: 1)]
    }
    try VocabularyTrainer.train(digits, kind: .word, size: 100, name: "x").write(to: run.folder("words.txt"))
    _ = try train(run)
    let configuration = try configuration(run)
    #expect(configuration.contains(#""sharedVocabulary":false"#))
    #expect(configuration.contains(#""targetVocabularySize":64"#))
    #expect(configuration.contains(#""vocabularyForms":{"source":"foreign","target":"text"}"#))
  }

  @Test func aPathThatIsNotThereCostsNothing() throws {
    let run = try tiny { $0.vocabulary.path = .shared("none.model") }
    let error = #expect(throws: TrainingError.self) { try train(run) }
    #expect(error?.category == .missingInput)
    #expect(!AtomicFile.exists(run.folder("a")))
  }
}

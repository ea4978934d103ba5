import Basics
import Corpus
import Testing

@testable import Training

/// Where training takes its pairs from.
struct TrainerCorporaTests {
  private func twoCorpora(_ change: (inout Recipe) -> Void = { _ in }) throws -> TinyRun {
    let run = try TinyRun { recipe in
      let folder = recipe.corpora.train[0].path.resolvedFolder
      recipe.corpora.train.append(Recipe.TrainingCorpus(path: .both(folder + "/other"), weight: 2.5))
      recipe.corpora.temperature = 2
      change(&recipe)
    }
    try run.writeCorpus("other", pairs: 30, seed: 3)
    return run
  }

  @Test func aMixtureThatIsCutGoesOnInTheSameBytes() throws {
    let run = try twoCorpora()
    try run.train("whole")
    for updates in [3, 11, 5] { try run.train("cut", workers: updates % 3 + 1, stopAfter: updates) }
    try run.train("cut")
    #expect(try run.differences("whole", "cut") == [])
    for number in 0..<2 { #expect(AtomicFile.exists(run.folder("whole") + "/shards/\(number)/manifest.json")) }
  }

  @Test func weightsAndTemperatureDecide() throws {
    let run = try twoCorpora { $0.training.maxUpdates = .updates(20) }
    try run.train("a", stopAfter: 4)
    let recipe = run.recipe
    run.recipe.corpora.train[1].weight = 1
    var error = #expect(throws: TrainingError.self) { try run.train("a") }
    #expect(error?.location?.key == "corpora.train")
    run.recipe = recipe
    run.recipe.corpora.temperature = 1
    error = #expect(throws: TrainingError.self) { try run.train("a") }
    #expect(error?.location?.key == "corpora.temperature")
    run.recipe = recipe
    #expect(try run.train("a") == .finished(reason: "training.maxUpdates = 20u is reached"))
    run.recipe.corpora.train[1].weight = 1
    try run.train("b")
    #expect(try run.differences("a", "b").contains("model.safetensors"))
  }

  @Test func whatIsHeldOutIsNotTrainedOn() throws {
    let run = try TinyRun(pairs: 60) { recipe in
      recipe.corpora.test = [Recipe.HeldOutCorpus(name: "test", path: recipe.corpora.train[0].path)]
      recipe.training.maxUpdates = .updates(2)
    }
    let error = #expect(throws: TrainingError.self) { try run.train("all") }
    #expect(error?.summary == "none of its 60 pairs can be used: 0 too long or empty, 60 held out")
    let text = try AtomicFile.read(run.folder("train.de")).split(separator: UInt8(ascii: "\n"))
    let long = text.filter { $0.count >= 8 }.prefix(5).map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    for language in ["de", "en"] { try AtomicFile.write(long, to: run.folder("test.\(language)")) }
    run.recipe.corpora.test[0].path = .both(run.folder("test"))
    var notices: [String] = []
    try run.train("some") { if case .notice(let text) = $0 { notices.append(text) } }
    #expect(notices.contains("Left out so far: 5 found in a validation or test corpus, exactly or nearly"))

    run.recipe.corpora.test = []
    run.recipe.training.maxUpdates = .updates(4)
    let changed = #expect(throws: TrainingError.self) { try run.train("some") }
    #expect(changed?.summary == "this run began with 2 files, and now there are 0")
    #expect(changed?.location?.key == "corpora.test")
  }

  /// A held-out set may be of a special kind.
  @Test func aDoubtAboutAHeldOutSetIsWarnedOfOnce() throws {
    let run = try TinyRun { $0.training.maxUpdates = .updates(4) }
    for (name, text) in [("dev.de", "один два\n"), ("dev.en", "one two\n")] {
      try AtomicFile.write(String(repeating: text, count: 9), to: run.root + "/" + name)
    }
    var warnings: [String] = []
    for stop in [2, nil] {
      try run.train("run", stopAfter: stop) { if case .warning(let text) = $0 { warnings.append(text) } }
    }
    #expect(warnings.count == 1)
    #expect(
      warnings.first?.hasPrefix("\(run.root)/dev.de: of the source's letters only 0 % are of de's script, and ") == true
    )
  }

  @Test func aFolderOfShardsIsReadWhereItIs() throws {
    let run = try TinyRun { $0.training.maxUpdates = .updates(20) }
    try run.train("text")
    let languages = LanguagePair(source: "de", target: "en")
    let shards = run.folder("corpus")
    try CorpusBuild(languages: languages).run(
      CorpusSource.resolve(run.folder("train"), languages: languages), folder: shards)
    run.recipe.corpora.train[0].path = .both(shards)
    try run.train("shards", stopAfter: 9)
    #expect(!AtomicFile.exists(run.folder("shards") + "/shards"))
    try run.train("shards")
    #expect(try run.differences("text", "shards").filter { !$0.hasSuffix("state.safetensors") } == [])

    let trainer = try run.trainer("shards")
    let refused = #expect(throws: CorpusError.self) {
      try CorpusBuild(languages: languages).run(
        CorpusSource.resolve(run.folder("train"), languages: languages), folder: shards)
    }
    #expect(refused == .buildInProgress(folder: shards))
    _ = consume trainer

    try run.writeCorpus("train", pairs: 100, seed: 9)
    try CorpusBuild(languages: languages).run(
      CorpusSource.resolve(run.folder("train"), languages: languages), folder: shards)
    run.recipe.training.maxUpdates = .updates(25)
    let error = #expect(throws: TrainingError.self) { try run.train("shards") }
    #expect(error?.summary == "\(shards) has changed since this run began")
  }
}

extension Recipe.CorpusPath {
  fileprivate var resolvedFolder: String {
    guard case .both(let path) = self else { return "" }
    return path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }
}

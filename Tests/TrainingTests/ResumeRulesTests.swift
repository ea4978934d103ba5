import Basics
import Glibc
import Testing

@testable import Training

/// What a resumed run may change, and how a refusal names what it may not.
struct ResumeRulesTests {
  /// The error that going on gives.
  private func failure(_ run: TinyRun, _ change: (inout Recipe) -> Void = { _ in }) -> TrainingError? {
    let before = run.recipe
    defer { run.recipe = before }
    change(&run.recipe)
    do throws(TrainingError) {
      _ = try run.train("run")
      return nil
    } catch {
      return error
    }
  }

  private static let refused: [(key: String, was: String, now: String, change: @Sendable (inout Recipe) -> Void)] = [
    ("training.seed", "1", "5", { $0.training.seed = 5 }),
    ("model.hiddenSize", "16", "17", { $0.model.hiddenSize = 17 }),
    ("vocabulary.size", "290", "291", { $0.vocabulary.size = 291 }),
    ("training.slices", "3", "2", { $0.training.slices = 2 }),
    ("training.schedule", #""constant""#, #""halving""#, { $0.training.schedule = .halving }),
    ("training.validateEvery", #""10u""#, #""11u""#, { $0.training.validateEvery = .updates(11) }),
    ("languages.source", #""de""#, #""en""#, { $0.languages.source = "en" }),
    ("vocabulary.path", "null", #""/some/model""#, { $0.vocabulary.path = .shared("/some/model") }),
    ("corpora.train", "train (weight 1.0)", "train (weight 2.0)", { $0.corpora.train[0].weight = 2 }),
  ]

  @Test(arguments: refused.indices)
  func aRefusalNamesBothValues(number: Int) throws {
    let (key, was, now, change) = Self.refused[number]
    let old = try TinyRun().recipe
    var new = old
    change(&new)
    let changes = ResumeRules.changes(from: old, to: new)
    #expect(changes == [RecipeChange(key: key, was: was, now: now, isAllowed: false)])
    let error = TrainingError.recipeChanged(folder: "runs/my", changes: changes)
    #expect(error.message == "runs/my: \(key): this run began with \(was), and the recipe now says \(now)")
    #expect(error.category == .badData)
  }

  @Test func aRefusalNamesEveryKeyAndWhatMayChange() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 2)
    let error = failure(run) {
      $0.vocabulary.size = 291
      $0.training.learningRate = 0.5
      $0.training.seed = 5
    }
    #expect(
      error?.message == "\(run.folder("run")): vocabulary.size: this run began with 290, and the recipe now says 291; "
        + "training.seed was 1 and is now 5")
    #expect(
      error?.remedy == "set them back, or start again with --fresh or in another folder with --output; these keys may "
        + "change: training.learningRate, warmup, halveAfter, halveEvery, maxUpdates, maxEpochs, maxTime, patience, "
        + "checkpointEvery, keepCheckpoints, workers; and those of decoding")
  }

  /// Corpora may be moved too.
  @Test func theRestMayChangeAndIsRecorded() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 2)
    rename(run.root + "/train.de", run.root + "/moved.de")
    rename(run.root + "/train.en", run.root + "/moved.en")
    let error = failure(run) { recipe in
      recipe.corpora.train[0].path = .both(run.root + "/moved")
      recipe.vocabulary.maxUnknown = 0.5
      recipe.training.learningRate = 0.005
      recipe.training.warmup = .updates(1)
      recipe.training.halveAfter = .epochs(2)
      recipe.training.halveEvery = .epochs(3)
      recipe.training.maxUpdates = .updates(4)
      recipe.training.maxEpochs = .epochs(90)
      recipe.training.maxTime = .time(seconds: 3600)
      recipe.training.patience = 3
      recipe.training.workers = 2
      recipe.training.checkpointEvery = .updates(2)
      recipe.training.keepCheckpoints = 9
    }
    #expect(error == nil)
    #expect(try run.state("run")?.update == 4)
    let records = String(decoding: try AtomicFile.read(run.folder("run/training.jsonl")), as: UTF8.self)
    let changed = records.split(separator: "\n").filter { $0.contains(#""event":"changed""#) }
    #expect(changed.count == 13)
    #expect(
      changed.contains {
        $0.hasPrefix(#"{"event":"changed","key":"training.learningRate","now":"0.005","seconds":"#)
          && $0.hasSuffix(#","update":2,"was":"0.01"}"#)
      })
    #expect(records.contains(#""learningRate":0.005"#))
    let log = String(decoding: try AtomicFile.read(run.folder("run/train.log")), as: UTF8.self)
    for line in [
      "training.learningRate changed from 0.01 to 0.005", #"training.maxUpdates changed from "30u" to "4u""#,
      "corpora.train changed from train (weight 1.0) to moved (weight 1.0)",
      #"training.maxTime changed from null to "1h""#,
    ] { #expect(log.contains("] \(line)\n"), "\(line)") }

    // A second resume changes nothing, and records nothing.
    run.recipe = try RecipeReader.load(run.folder("run/recipe.json")).recipe
    #expect(failure(run) == nil)
    #expect(
      try String(decoding: AtomicFile.read(run.folder("run/training.jsonl")), as: UTF8.self).split(separator: "\n")
        .filter { $0.contains(#""event":"changed""#) }.count == 13)
  }

  /// The recipe in the run's folder stays the one that the checkpoint was trained with.
  @Test func aRefusalLeavesTheRunsRecipe() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 2)
    let before = try AtomicFile.read(run.folder("run/recipe.json"))
    try run.writeCorpus("dev", pairs: 7, seed: 3)
    #expect(failure(run) { $0.training.learningRate = 0.5 } != nil)
    #expect(try AtomicFile.read(run.folder("run/recipe.json")) == before)
  }

  @Test func aChangedFileIsNamed() throws {
    let run = try TinyRun()
    try run.writeCorpus("try", pairs: 5, seed: 8, least: 3)
    run.recipe.corpora.test = [Recipe.HeldOutCorpus(name: "try", path: .both(run.root + "/try"))]
    try run.train("run", stopAfter: 2)
    let at = run.folder("run")
    for (name, key) in [
      ("train.de", "corpora.train"), ("train.en", "corpora.train"), ("dev.de", "corpora.validation"),
      ("dev.en", "corpora.validation"), ("try.de", "corpora.test"), ("try.en", "corpora.test"),
    ] {
      let path = run.root + "/" + name
      let whole = try AtomicFile.read(path)
      try AtomicFile.write([UInt8(ascii: "9")] + whole, to: path)
      let error = failure(run)
      #expect(error?.message == "\(at): \(key): \(path) has changed since this run began")
      #expect(
        error?.remedy == "put the old text back, or start again with --fresh or in another folder with --output")
      try AtomicFile.write(whole, to: path)
    }
    #expect(failure(run) == nil)
  }

  /// A folder of test files in which one has no pairs is read as before, and another compression of a text is not a change.
  @Test func sameTextInOtherBytesIsNotAChange() throws {
    let run = try TinyRun()
    try AtomicFile.makeFolder(run.root + "/tests")
    try run.writeCorpus("tests/a", pairs: 5, seed: 8, least: 3)
    try AtomicFile.write("", to: run.root + "/tests/b.tsv")
    run.recipe.corpora.test = [Recipe.HeldOutCorpus(name: "tests", path: .both(run.root + "/tests"))]
    try run.train("run", stopAfter: 2)
    for name in ["tests/a.de", "train.de", "train.en"] {
      let path = run.root + "/" + name
      try AtomicFile.write([0xEF, 0xBB, 0xBF] + AtomicFile.read(path), to: path)
      #expect(failure(run) == nil)
    }
    // A side that has a line more is no text.
    let whole = try AtomicFile.read(run.root + "/train.de")
    try AtomicFile.write(whole + [UInt8(ascii: "1")], to: run.root + "/train.de")
    #expect(failure(run)?.message.hasSuffix("train.de has changed since this run began") == true)
    try AtomicFile.write(whole, to: run.root + "/train.de")
    // One pair less is another text, be it the last.
    for language in ["de", "en"] {
      let lines = try AtomicFile.read("\(run.root)/train.\(language)").dropLast()
      try AtomicFile.write(Array(lines[...lines.lastIndex(of: 0x0A)!]), to: "\(run.root)/train.\(language)")
    }
    #expect(failure(run)?.message.hasSuffix("train.de has changed since this run began") == true)
  }

  /// Shards that are gone are made again of the same text, and of no other.
  @Test func removedShardsAreMadeAgain() throws {
    let run = try TinyRun()
    try run.train("whole")
    try run.train("run", stopAfter: 11)
    let text = try AtomicFile.read(run.root + "/train.de")
    try AtomicFile.write([UInt8(ascii: "9")] + text, to: run.root + "/train.de")
    TinyRun.removeTree(run.folder("run/shards"))
    #expect(
      failure(run)?.message == "\(run.folder("run")): corpora.train: the text is not what this run began with")
    #expect(RunFolder.names(in: run.folder("run/shards")) == [])
    try AtomicFile.write(text, to: run.root + "/train.de")
    try run.train("run")
    #expect(try run.differences("whole", "run") == [])
  }

  /// A model translates by the new values.
  @Test func decodingMayChange() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 2)
    let error = failure(run) {
      $0.decoding.beamSize = 1
      $0.decoding.passThrough = true
    }
    #expect(error == nil)
    let configuration = String(decoding: try AtomicFile.read(run.folder("run/config.json")), as: UTF8.self)
    #expect(configuration.contains(#/"beamSize" *: *1\b/#) && configuration.contains(#/"passThrough" *: *true/#))
  }

  @Test func anAddedOrMissingFileIsNamed() throws {
    let run = try TinyRun()
    try AtomicFile.makeFolder(run.root + "/some")
    for (number, name) in ["one", "two"].enumerated() {
      try run.writeCorpus("some/" + name, pairs: 100, seed: 1 + UInt64(number))
    }
    run.recipe.corpora.train[0].path = .both(run.root + "/some")
    try run.train("run", stopAfter: 2)
    try run.writeCorpus("some/three", pairs: 100, seed: 9)
    #expect(
      failure(run)?.message
        == "\(run.folder("run")): corpora.train: \(run.root)/some/three.de was not there when this run began")
    for name in ["two", "three"] {
      for language in ["de", "en"] { unlink("\(run.root)/some/\(name).\(language)") }
    }
    #expect(
      failure(run)?.message
        == "\(run.folder("run")): corpora.train: \(run.root)/some/two.de was there when this run began, and is now missing"
    )
    try run.writeCorpus("some/two", pairs: 100, seed: 2)
    #expect(failure(run) == nil)

    run.recipe.corpora.test = [Recipe.HeldOutCorpus(name: "try", path: .both(run.root + "/dev"))]
    #expect(
      failure(run)?.message
        == "\(run.folder("run")): corpora.test: this run began with 0 files, and now there are 2")
  }

  /// What counts is what the processor computes with, not the recipe's word.
  @Test func anotherPrecisionIsRefusedWithBoth() {
    let error = TrainingError.precisionChanged(folder: "runs/my", from: .bfloat16, to: .float32)
    #expect(
      error.message
        == "runs/my: this run began in bfloat16, and would go on in float32 with this recipe on this processor")
    #expect(
      error.remedy
        == "go on with training.precision bfloat16 on a processor that has it, or start again with --fresh")
    let other = TrainingError.precisionChanged(folder: "runs/my", from: .float32, to: .bfloat16)
    #expect(other.remedy == "go on with --set training.precision=float32, or start again with --fresh")
  }

  /// A run that an earlier mt began has no hashes of single files.
  @Test func withoutHashesOfFilesTheChangeIsStillRefused() throws {
    let texts = InputTexts(train: [], validation: [InputText(path: "dev.de", hash: "1")], test: [])
    #expect(texts.change(since: nil) == nil)
    #expect(texts.change(since: texts.hashes) == nil)
    let old = InputHashes(train: [], validation: ["2"], test: [])
    #expect(texts.change(since: old)?.change == .content(path: "dev.de"))
    let state = try TrainingState(json: try TrainingState().json())
    #expect(state.inputs == nil)
    let error = TrainingError.corpusChanged(folder: "runs/my", key: "corpora", change: .unknown)
    #expect(error.message == "runs/my: corpora: the text is not what this run began with")
  }
}

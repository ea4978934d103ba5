import Basics
import Glibc
import Testing

@testable import Training

/// Whose folder a run's folder is, and what becomes of the run that `--fresh` replaces.
struct RunFolderTests {
  /// All files below a folder with their content, and all links.
  private func content(_ folder: String) throws -> [String: [UInt8]] {
    var content: [String: [UInt8]] = [:]
    for name in RunFolder.names(in: folder) {
      let path = folder + "/" + name
      if let target = TinyRun.target(ofLink: path) {
        content[name] = Array("-> \(target)".utf8)
      } else if RunFolder.names(in: path).isEmpty, let bytes = try? AtomicFile.read(path) {
        content[name] = bytes
      } else {
        content[name + "/"] = []
        for (below, bytes) in try self.content(path) { content[name + "/" + below] = bytes }
      }
    }
    return content
  }

  private func failure(_ run: TinyRun, _ name: String, _ mode: StartMode, recipe: String? = nil) -> TrainingError? {
    do throws(TrainingError) {
      let loaded = LoadedRecipe(recipe: run.recipe, path: recipe ?? run.root + "/tiny.json")
      _ = try Trainer(loaded, folder: run.folder(name), mode: mode, workers: 1) { _ in }
      return nil
    } catch {
      return error
    }
  }

  // MARK: - Folders that are no run's

  @Test(arguments: [
    "recipe.json", "config.json", "model.safetensors", "train.log", "notes.txt", ".hidden", ".mt-run",
    "shards/0/manifest.json", "checkpoints/last/model.safetensors", "checkpoints/update-000000001/state.safetensors",
  ])
  func aFolderWithAnythingElseIsRefused(_ name: String) throws {
    let run = try TinyRun()
    try AtomicFile.makeFolder(run.folder("mine/" + name).split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })
    try AtomicFile.write("of the user", to: run.folder("mine/" + name))
    let before = try content(run.folder("mine"))
    for mode in [StartMode.refuse, .resume, .fresh] {
      let error = failure(run, "mine", mode)
      let found = String(name.split(separator: "/")[0])
      #expect(error?.category == .cannotCreate)
      #expect(
        error?.message == "\(run.folder("mine")): the folder contains \(found), and is not the folder of a run")
      #expect(error?.remedy?.contains("--output") == true)
      #expect(try content(run.folder("mine")) == before)
    }
  }

  @Test(arguments: ["", "/", "/."])
  func theCorporasOwnFolderIsRefused(_ ending: String) throws {
    let run = try TinyRun()
    let before = try content(run.root)
    for mode in [StartMode.refuse, .resume, .fresh] {
      do throws(TrainingError) {
        _ = try Trainer(
          LoadedRecipe(recipe: run.recipe, path: "/tmp/no-such-recipe.json"), folder: run.root + ending, mode: mode,
          workers: 1
        ) { _ in }
        Issue.record("\(mode) was not refused")
      } catch {
        #expect(error.category == .cannotCreate)
      }
      #expect(try content(run.root) == before)
    }
  }

  @Test func anEmptyFolderIsTaken() throws {
    let run = try TinyRun { $0.training.maxUpdates = .updates(1) }
    try AtomicFile.makeFolder(run.folder("run"))
    try run.train("run", .refuse)
    #expect(RunFolder(run.folder("run")).isRun)
  }

  /// What an earlier `mt` made has no mark.
  @Test func anOlderRunIsKnownByItsCheckpoints() throws {
    let run = try TinyRun()
    try run.train("whole")
    try run.train("run", stopAfter: 12)
    unlink(run.folder("run/.mt-run"))
    try run.train("run")
    #expect(try run.differences("whole", "run") == [])
    #expect(AtomicFile.exists(run.folder("run/.mt-run")))
  }

  // MARK: - Inputs in the run's folder

  @Test func anInputInTheRunsFolderIsRefused() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 2)
    for name in ["train.de", "train.en"] {
      try AtomicFile.write(AtomicFile.read(run.root + "/" + name), to: run.folder("run/" + name))
    }
    // Another way to the same folder.
    symlink("run", run.root + "/other")
    run.recipe.corpora.train[0].path = .both(run.root + "/other/train")
    let before = try content(run.folder("run"))
    for mode in [StartMode.refuse, .resume, .fresh] {
      let error = failure(run, "run", mode)
      #expect(error?.category == .cannotCreate)
      #expect(
        error?.message
          == "\(run.root)/other/train.de: an input cannot be in the run's folder, \(run.folder("run")): mt replaces files there"
      )
    }
    run.recipe.corpora.train[0].path = .both(run.root + "/train")
    try AtomicFile.write("{}", to: run.folder("run/mine.json"))
    for (recipe, modes) in [
      (run.folder("run/mine.json"), [StartMode.refuse, .resume, .fresh]),
      (run.folder("run/recipe.json"), [StartMode.refuse, .fresh]),
    ] {
      for mode in modes {
        guard case .inputInRun = failure(run, "run", mode, recipe: recipe) else { return #expect(Bool(false)) }
      }
    }
    unlink(run.folder("run/mine.json"))
    #expect(try content(run.folder("run")) == before)
    // To go on, the run's own copy of the recipe serves.
    #expect(failure(run, "run", .resume, recipe: run.folder("run/recipe.json")) == nil)
  }

  // MARK: - Fresh

  @Test func freshReplacesTheRunAndNothingElse() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 16)
    run.recipe.training.seed = 4
    try run.train("whole")
    let mine = [
      "notes.txt", "model.safetensors.old", "model.safetensors.partial", "shards/notes.txt", "shards/0/notes.txt",
      "checkpoints/notes.txt", "checkpoints/update-000000016/notes.txt",
    ]
    for name in mine { try AtomicFile.write("mine", to: run.folder("run/" + name)) }
    try run.train("run", .fresh)
    #expect(try run.differences("whole", "run") == [])
    for name in mine { #expect(try AtomicFile.read(run.folder("run/" + name)) == Array("mine".utf8), "\(name)") }
    #expect(
      RunFolder.names(in: run.folder("run/checkpoints")) == [
        "last", "notes.txt", "update-000000016", "update-000000028", "update-000000030",
      ])
    #expect(try RecordLine.all(in: run.folder("run")).count == RecordLine.all(in: run.folder("whole")).count)
    // They are in nobody's way, however often a run is replaced.
    // One stands where a checkpoint will.
    try AtomicFile.write("mine", to: run.folder("run/checkpoints/update-000000028/notes.txt"))
    for _ in 0..<2 { try run.train("run", .fresh) }
    #expect(try AtomicFile.read(run.folder("run/checkpoints/update-000000028/notes.txt")) == Array("mine".utf8))
    #expect(try run.differences("whole", "run") == [])
    for name in mine { #expect(try AtomicFile.read(run.folder("run/" + name)) == Array("mine".utf8), "\(name)") }
    #expect(!AtomicFile.exists(run.folder("run/next")))
  }

  /// Copies under other names are the user's.
  @Test func copiesOfCheckpointsAreNotRemoved() throws {
    let run = try TinyRun { $0.training.keepCheckpoints = 1 }
    try run.train("run", stopAfter: 12)
    let copies = ["update-000000012-good", "update-000000012.bak", "update-12", "update-mine", "best"]
    for name in copies { try run.copy("run/checkpoints/update-000000012", to: "run/checkpoints/" + name) }
    let before = try copies.map { try content(run.folder("run/checkpoints/" + $0)) }
    try run.train("run")
    #expect(RunFolder.names(in: run.folder("run/checkpoints")) == (["last", "update-000000030"] + copies).sorted())
    try run.train("run", .fresh)
    #expect(try copies.map { try content(run.folder("run/checkpoints/" + $0)) } == before)
  }

  /// Runs that the user keeps in folders of such names are not taken for those of a replacement.
  @Test func runsOfTheUsersWithinARunAreLeftAlone() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 12)
    run.recipe.training.seed = 9
    try run.train("other", stopAfter: 20)
    run.recipe.training.seed = 1
    for name in ["next", "previous"] { try run.copy("other", to: "run/" + name) }
    let before = try content(run.folder("run"))
    guard case .runExists(_, update: 12) = failure(run, "run", .refuse) else { return #expect(Bool(false)) }
    guard case .nextIsTaken(run.folder("run/next"), ".mt-run") = failure(run, "run", .fresh) else {
      return #expect(Bool(false))
    }
    #expect(try content(run.folder("run")) == before)
    try run.train("run", .resume)
    let after = try content(run.folder("run"))
    for (name, bytes) in before where name.hasPrefix("next/") || name.hasPrefix("previous/") {
      #expect(after[name] == bytes, "\(name)")
    }
  }

  @Test(arguments: ["next", "sub", "checkpoints/x", "a/b/c"])
  func aFolderWithinAnotherRunIsRefused(_ name: String) throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 2)
    let before = try content(run.folder("run"))
    for mode in [StartMode.refuse, .resume, .fresh] {
      let error = failure(run, "run/" + name, mode)
      #expect(error?.category == .cannotCreate)
      #expect(error?.summary.hasPrefix("the folder is inside the folder of another run, ") == true)
      #expect(try content(run.folder("run")) == before)
    }
  }

  @Test func aFreshStartThatFailsLeavesTheRun() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 16)
    let before = try content(run.folder("run"))
    let failures: [(inout Recipe) -> Void] = [
      { $0.corpora.validation[0].path = .both("/nowhere/at/all") },
      { $0.vocabulary.size = 100 },
      { $0.model.hiddenSize = 4_000_000 },
    ]
    let recipe = run.recipe
    for change in failures {
      change(&run.recipe)
      #expect(failure(run, "run", .fresh) != nil)
      run.recipe = recipe
    }
    // The start that failed is no run: the next removes what it left, and goes on with the old one.
    #expect(failure(run, "run", .resume) == nil)
    let after = try content(run.folder("run"))
    #expect(after.keys.sorted() == before.keys.sorted())
    for (name, bytes) in before where name != "train.log" { #expect(after[name] == bytes, "\(name)") }
    try AtomicFile.write("uneven\n", to: run.root + "/train.de")
    #expect(failure(run, "run", .fresh)?.category == .badData)
    #expect(try content(run.folder("run/checkpoints")) == before.inFolder("checkpoints/"))
  }

  /// Cut before its first model, a fresh run is gone on with, and the old one stays; then it takes its place.
  @Test func theOldRunStaysUntilTheNewOneHasAModel() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 16)
    let before = try content(run.folder("run"))
    run.recipe.training.seed = 4
    try run.train("whole")

    #expect(try run.train("run", .fresh, stopAfter: 9) == .interrupted)
    let between = try content(run.folder("run"))
    for (name, bytes) in before { #expect(between[name] == bytes, "\(name)") }
    let waiting = run.folder("run/next")
    guard case .runExists(waiting, update: 9) = failure(run, "run", .refuse) else { return #expect(Bool(false)) }
    #expect(RunFolder(run.folder("run")).waitingRun == waiting && RunFolder(run.folder("whole")).waitingRun == nil)
    try run.train("run", .resume)
    #expect(try run.differences("whole", "run") == [])
    #expect(RunFolder.names(in: run.folder("run")) == RunFolder.names(in: run.folder("whole")))
  }

  @Test func aFreshRunWithoutValidationTakesThePlaceAtItsFirstCheckpoint() throws {
    let run = try TinyRun { $0.corpora.validation = [] }
    try run.train("run", stopAfter: 5)
    run.recipe.training.seed = 4
    try run.train("whole")
    try run.train("run", .fresh)
    #expect(try run.differences("whole", "run") == [])
    #expect(RunFolder.names(in: run.folder("run")) == RunFolder.names(in: run.folder("whole")))
  }

  // MARK: - The link to the newest run

  @Test func aLinkThatCannotBeMadeIsAWarning() throws {
    let run = try TinyRun()
    try AtomicFile.makeFolder(run.folder("runs"))
    try AtomicFile.write("of the user", to: run.folder("runs/latest"))
    let heard = TrainerCourseTests.Heard()
    guard case .finished = try run.train("runs/my", observer: heard.note) else { return #expect(Bool(false)) }
    #expect(heard.warnings.count { $0.contains("/runs/latest: ") } == 1)
    #expect(try AtomicFile.read(run.folder("runs/latest")) == Array("of the user".utf8))

    unlink(run.folder("runs/latest"))
    run.recipe.training.maxUpdates = .updates(40)
    try run.train("runs/my")
    #expect(TinyRun.target(ofLink: run.folder("runs/latest")) == "my")
  }

  /// Killed at any of the removals and moves by which the new run takes the place of the old one.
  @Test func aReplacementThatWasCutIsFinished() throws {
    let run = try TinyRun()
    try run.train("old", stopAfter: 12)
    try AtomicFile.write("mine", to: run.folder("old/shards/0/notes.txt"))
    run.recipe.training.seed = 4
    try run.train("new", stopAfter: 20)
    try run.train("whole")
    unlink(run.folder("new/.mt-run"))
    let (old, new) = (RunFolder(run.folder("old")).ownFiles, RunFolder(run.folder("new")).ownFiles)
    for cut in 0...old.count + new.count {
      TinyRun.removeTree(run.folder("run"))
      try run.copy("old", to: "run")
      try run.copy("new", to: "run/next")
      let isMoving = cut > old.count
      try AtomicFile.write(
        isMoving
          ? "mt train moves the files of this run to the place of the old one.\n"
          : "mt train removes the files of the old run.\n", to: run.folder("run/next/.mt-next"))
      for name in old.prefix(cut) { unlink(run.folder("run/" + name)) }
      for name in new.prefix(max(0, cut - old.count)) {
        let target = run.folder("run/" + name)
        try AtomicFile.makeFolder(String(target[..<target.lastIndex(of: "/")!]))
        rename(run.folder("run/next/" + name), target)
      }
      try run.train("run", .resume)
      #expect(try run.differences("whole", "run") == [], "\(cut)")
      #expect(try AtomicFile.read(run.folder("run/shards/0/notes.txt")) == Array("mine".utf8))
      #expect(RunFolder.names(in: run.folder("run")) == RunFolder.names(in: run.folder("whole")), "\(cut)")
    }
  }
}

extension [String: [UInt8]] {
  /// What stands below a folder.
  fileprivate func inFolder(_ folder: String) -> [String: [UInt8]] {
    var content: [String: [UInt8]] = [:]
    for (name, bytes) in self where name.hasPrefix(folder) && name != folder {
      content[String(name.dropFirst(folder.count))] = bytes
    }
    return content
  }
}

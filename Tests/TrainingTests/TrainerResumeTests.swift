import Basics
import Models
import Testing

@testable import Training

/// A run that is cut and resumed gives the bytes of one that was not.
struct TrainerResumeTests {
  @Test(arguments: [0.0, 0.2])
  func anInterruptedRunEndsInTheSameBytes(dropout: Double) throws {
    let run = try TinyRun { recipe in
      recipe.model.dropout = dropout
      recipe.training.schedule = .plateau
    }
    #expect(try run.train("whole", .refuse) == .finished(reason: "training.maxUpdates = 30u is reached"))
    for (name, sittings) in [("early", [1, 1]), ("often", [7, 6, 7, 1, 8])] {
      for (number, updates) in sittings.enumerated() {
        #expect(try run.train(name, workers: 1 + number % 3, stopAfter: updates) == .interrupted)
      }
      #expect(try run.train(name, workers: 2) == .finished(reason: "training.maxUpdates = 30u is reached"))
      #expect(try run.differences("whole", name) == [])
    }
  }

  @Test func theNumberOfWorkersChangesNothing() throws {
    let run = try TinyRun()
    for workers in 1...4 { try run.train("\(workers)", workers: workers) }
    for workers in 2...4 { #expect(try run.differences("1", "\(workers)") == []) }
  }

  @Test func anotherSeedChangesEverything() throws {
    let run = try TinyRun()
    try run.train("one")
    run.recipe.training.seed = 2
    try run.train("two")
    #expect(
      try run.differences("one", "two") == [
        "model.safetensors", "checkpoints/last/model.safetensors", "checkpoints/last/state.safetensors",
      ])
  }

  /// The folder is copied while the run goes on: between checkpoints, before the first, within a validation, and between
  /// the checkpoint and its record.
  @Test func aKilledRunEndsInTheSameBytes() throws {
    let run = try TinyRun()
    var copies: [String] = []
    try run.train("whole") { event in
      let copy: String? =
        switch event {
        case .update(let snapshot) where [1, 6, 12, 21, 30].contains(snapshot.update): "update-\(snapshot.update)"
        case .validated(let record): "validated-\(record.update)"
        case .sample(_, _, _) where copies.last == "validated-10": "sample-10"
        case .checkpoint(let record): "checkpoint-\(record.update)"
        default: nil
        }
      guard let copy else { return }
      copies.append(copy)
      do { try run.copy("whole", to: copy) } catch { Issue.record("\(copy): \(error)") }
    }
    #expect(copies.count == 5 + 3 + 1 + 5)
    for copy in copies {
      try run.train(copy, workers: 2)
      #expect(try run.differences("whole", copy) == [], "\(copy)")
      let records = try RecordLine.all(in: run.folder(copy))
      #expect(records.filter { $0.event == "validated" }.map(\.update) == [10, 20, 30], "\(copy)")
    }
  }

  @Test func whatAKilledProcessLeavesIsHarmless() throws {
    let run = try TinyRun()
    try run.train("whole")
    #expect(try run.train("cut", stopAfter: 12) == .interrupted)
    let cut = run.folder("cut")
    for name in [
      "model.safetensors.0123abcd.partial", "recipe.json.89abcdef.partial", "source.model.00000000.partial",
      "checkpoints/update-000000014.partial/model.safetensors",
      "checkpoints/update-000000020.partial/model.safetensors",
    ] {
      let folder = (cut + "/" + name).split(separator: "/").dropLast().joined(separator: "/")
      try AtomicFile.makeFolder("/" + folder)
      try AtomicFile.write("half of som", to: cut + "/" + name)
    }
    // A whole checkpoint to which `last` does not point yet.
    try run.copy("cut/checkpoints/update-000000012", to: "cut/checkpoints/update-000000014")
    // A record of which half is there.
    let records = try AtomicFile.read(cut + "/training.jsonl")
    try AtomicFile.write(records + Array(#"{"event":"trai"#.utf8), to: cut + "/training.jsonl")

    try run.train("cut")
    #expect(try run.differences("whole", "cut") == [])
    #expect(RunFolder.names(in: cut + "/checkpoints") == ["last", "update-000000028", "update-000000030"])
    #expect(RunFolder.names(in: cut) == RunFolder.names(in: run.folder("whole")))
    #expect(try RecordLine.all(in: cut).last?.update == 30)
  }

  /// A limit at which no validation is due leaves no trace in a training that goes on from there.
  @Test(arguments: [1, 15, 19, 20, 21])
  func aLimitOnTheWayChangesNothing(limit: Int) throws {
    let run = try TinyRun { recipe in
      recipe.training.schedule = .plateau
      recipe.training.learningRate = 0.05
    }
    try run.train("whole")
    run.recipe.training.maxUpdates = .updates(limit)
    guard case .finished = try run.train("parts") else { return #expect(Bool(false)) }
    // Its end was validated, and its model is that of the best validation, this one among them.
    #expect(try RecordLine.all(in: run.folder("parts")).last { $0.event == "validated" }?.update == limit)
    guard case .alreadyFinished = try run.train("parts") else { return #expect(Bool(false)) }
    run.recipe.training.maxUpdates = .updates(30)
    try run.train("parts")
    #expect(try run.differences("whole", "parts") == [])
    #expect(!AtomicFile.exists(run.folder("parts/checkpoints/best.safetensors")))
  }

  /// The validation at a limit finds a better model than those before; the model that it replaces comes back.
  @Test func theBestModelOfADueValidationComesBack() throws {
    let run = try TinyRun { $0.training.maxUpdates = .updates(12) }
    try run.train("run")
    let kept = run.folder("run/checkpoints/best.safetensors")
    #expect(try SafetensorsReader(path: kept).metadata["update"] == "10")
    #expect(try SafetensorsReader(path: run.folder("run/model.safetensors")).metadata["update"] == "12")
    let best = try AtomicFile.read(kept)
    // Killed between the model and the checkpoint: the model of update 12 is not taken for the one of update 10.
    run.recipe.training.maxUpdates = .updates(30)
    #expect(try run.train("run", stopAfter: 1) == .interrupted)
    #expect(try AtomicFile.read(run.folder("run/model.safetensors")) == best)
    #expect(!AtomicFile.exists(kept))
  }

  /// Before the first checkpoint there is nothing to go on from, and nothing of what is there is used that may be wrong.
  @Test func aRunKilledBeforeItsFirstCheckpointStartsAnew() throws {
    let run = try TinyRun()
    try run.train("whole")
    try run.copy("whole", to: "cut")
    TinyRun.removeTree(run.folder("cut/checkpoints"))
    TinyRun.removeTree(run.folder("cut/model.safetensors"))
    try AtomicFile.write("of another corpus", to: run.folder("cut/target.model"))
    try run.train("cut", .resume)
    #expect(try run.differences("whole", "cut") == [])
  }

  /// What a damaged vocabulary makes of the text would be learned on with.
  @Test(arguments: ["source.model", "target.model", "config.json"])
  func aDamagedVocabularyIsNotGoneOnWith(_ name: String) throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 8)
    let path = run.folder("run") + "/" + name
    var bytes = try AtomicFile.read(path)
    bytes[bytes.count / 2] ^= 1
    try AtomicFile.write(bytes, to: path)
    let error = try #require(throws: TrainingError.self) { try run.train("run") }
    #expect(error.category == .badData)
    #expect(error.location?.file == path)
  }

  @Test func recordsOfALostSittingAreTakenOut() throws {
    let run = try TinyRun()
    try run.train("run") { event in
      if case .update(let snapshot) = event, snapshot.update == 13 {
        do { try run.copy("run", to: "copy") } catch { Issue.record("\(error)") }
      }
    }
    // The last checkpoint is of update 7, the validation of 10 is to be made again.
    #expect(try RecordLine.all(in: run.folder("copy")).map(\.update) == [7, 10])
    _ = try run.trainer("copy")
    let kept = try RecordLine.all(in: run.folder("copy"))
    #expect(kept.map(\.update) == [7])
    let seconds = try #require(kept.last).seconds
    try run.train("copy")
    let all = try RecordLine.all(in: run.folder("copy"))
    #expect(all.map(\.update) == all.map(\.update).sorted())
    // The clock goes on where the checkpoint was.
    #expect(all.dropFirst().allSatisfy { $0.seconds >= seconds })
    #expect(
      all.map { "\($0.event) \($0.update)" } == [
        "checkpoint 7", "validated 10", "checkpoint 14", "validated 20", "checkpoint 21", "checkpoint 28", "trained 30",
        "validated 30", "checkpoint 30",
      ])
  }

  @Test func raisingTheLimitGoesOn() throws {
    let run = try TinyRun { $0.training.maxUpdates = .updates(20) }
    try run.train("run")
    run.recipe.training.maxUpdates = .updates(30)
    #expect(try run.train("run") == .finished(reason: "training.maxUpdates = 30u is reached"))
    try run.train("whole")
    #expect(try run.differences("whole", "run") == [])
  }
}

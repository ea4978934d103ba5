import Basics
import Testing

@testable import Training

/// What changes a training's course: diverging, plateaus, early stopping, schedules.
struct TrainerCourseTests {
  /// What a training said.
  final class Heard {
    var warnings: [String] = []
    var trained: [TrainedRecord] = []
    var validated: [ValidatedRecord] = []
    var updates: [UpdateSnapshot] = []

    func note(_ event: TrainingEvent) {
      switch event {
      case .warning(let text): warnings.append(text)
      case .trained(let record): trained.append(record)
      case .validated(let record): validated.append(record)
      case .update(let snapshot): updates.append(snapshot)
      default: break
      }
    }
  }

  /// Every step leads out of what a Float holds.
  @Test(.timeLimit(.minutes(1)))
  func aTrainingThatDivergesEndsWithAnError() throws {
    let run = try TinyRun { recipe in
      recipe.training.optimizer = .sgd
      recipe.training.clipNorm = 0
      recipe.training.learningRate = 1e35
      recipe.training.validateEvery = .updates(1)
      recipe.training.maxUpdates = .updates(1000)
    }
    let heard = Heard()
    let error = #expect(throws: TrainingError.self) { try run.train("run", .refuse, observer: heard.note) }
    guard case .diverged(6, 10) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      error?.message
        == "training diverged at update 6: the loss is not finite, even after 10 returns to the last checkpoint")
    #expect(
      heard.warnings.prefix(6) == [
        "update 2 skipped: loss or gradient is not finite", "update 3 skipped: loss or gradient is not finite",
        "update 4 skipped: loss or gradient is not finite", "update 5 skipped: loss or gradient is not finite",
        "update 6 skipped: loss or gradient is not finite",
        "5 bad updates in a row: back to update 0 with half the learning rate (5.00e+34)",
      ])
    #expect(heard.warnings.filter { $0.hasPrefix("5 bad") }.count == 10)
    let state = try #require(try run.state("run"))
    #expect(state.update == 0)
    #expect(state.rollbacks == 10)
    #expect(state.learningRateFactor == 0x1p-10)
    // Validations find nothing, and are told all the same.
    #expect(heard.validated.count > 10)
    #expect(heard.validated.allSatisfy { !$0.isBest && !$0.value.isFinite })
    #expect(try RecordLine.all(in: run.folder("run")).count { $0.event == "validated" } == heard.validated.count)
  }

  /// The smallest power of 2 at which the training diverges comes back once, and goes on as with half of it from the
  /// beginning.
  @Test(.timeLimit(.minutes(1)))
  func aTrainingComesBackFromTooLargeALearningRate() throws {
    let run = try TinyRun { recipe in
      recipe.training.optimizer = .sgd
      recipe.training.clipNorm = 0
      recipe.training.learningRate = 0x1p12
      recipe.training.validateEvery = .updates(1000)
      recipe.training.checkpointEvery = .updates(1000)
    }
    var heard = Heard()
    repeat {
      run.recipe.training.learningRate *= 2
      heard = Heard()
      TinyRun.removeTree(run.folder("run"))
      try run.train("run", observer: heard.note)
    } while !heard.warnings.contains { $0.hasPrefix("5 bad") }
    let rate = run.recipe.training.learningRate
    let state = try #require(try run.state("run"))
    #expect(state.rollbacks == 1 && state.learningRateFactor == 0.5)
    #expect(state.update == 30)
    #expect(heard.trained.last?.learningRate == rate / 2)
    let place = try #require(heard.warnings.firstIndex { $0.hasPrefix("5 bad") })
    let firstBad = try #require(Int(heard.warnings[place - 5].split(separator: " ")[1]))

    // A checkpoint is due while updates fail: it would be what the training returns to.
    run.recipe.training.checkpointEvery = .updates(firstBad + 1)
    try run.train("due")
    #expect(try run.state("due")?.rollbacks == 1)
    // An interrupted sitting saves none then either: the updates will be made again.
    run.recipe.training.checkpointEvery = .updates(1000)
    #expect(try run.train("cut", stopAfter: firstBad + 2) == .interrupted)
    #expect(try run.state("cut")?.update == 0)

    run.recipe.training.learningRate = rate / 2
    try run.train("half")
    let weights = { (name: String) in try AtomicFile.read(run.folder(name + "/checkpoints/last/model.safetensors")) }
    for name in ["run", "due"] { #expect(try weights(name) == weights("half"), "\(name)") }
  }

  @Test func aPlateauHalvesTheRateAndPatienceEnds() throws {
    // Nothing is learned, and so every validation is like the first.
    let run = try TinyRun { recipe in
      recipe.training.learningRate = 0
      recipe.training.schedule = .plateau
      recipe.training.patience = 3
      recipe.training.validateEvery = .updates(2)
      recipe.training.maxUpdates = .updates(1000)
    }
    let heard = Heard()
    #expect(
      try run.train("run", observer: heard.note) == .finished(reason: "no better model in the last 3 validations"))
    #expect(heard.validated.map(\.update) == [2, 4, 6, 8])
    #expect(heard.validated.map(\.isBest) == [true, false, false, false])
    #expect(heard.validated.map(\.stalled) == [0, 1, 2, 3])
    #expect(heard.validated.allSatisfy { $0.best == heard.validated[0].value && $0.value > 1 })
    let state = try #require(try run.state("run"))
    #expect(state.update == 8)
    #expect(state.learningRateFactor == 0.125)
    #expect(state.best == TrainingState.Best(score: heard.validated[0].value, update: 2))
    #expect(try run.train("run") == .alreadyFinished(reason: "no better model in the last 3 validations"))
  }

  @Test func otherSchedulesKeepTheFactor() throws {
    let run = try TinyRun { recipe in
      recipe.training.learningRate = 0
      recipe.training.validateEvery = .updates(2)
      recipe.training.maxUpdates = .updates(6)
    }
    try run.train("run")
    #expect(try run.state("run")?.learningRateFactor == 1)
    #expect(try run.state("run")?.stalled == 2)
  }

  /// The rate of each update, from a run of so many sittings.
  private func rates(_ updates: Int, _ change: (inout Recipe) -> Void) throws -> [Double] {
    let run = try TinyRun(pairs: 60) { recipe in
      recipe.training.learningRate = 8
      recipe.training.clipNorm = 0.001
      recipe.training.optimizer = .sgd
      recipe.training.validateEvery = .updates(1000)
      change(&recipe)
    }
    let heard = Heard()
    for _ in 0..<updates { #expect(try run.train("run", stopAfter: 1, observer: heard.note) == .interrupted) }
    #expect(heard.trained.map(\.update) == Array(1...updates))
    return heard.trained.map(\.learningRate)
  }

  @Test func theRateWarmsUpAndIsHalved() throws {
    #expect(try rates(5) { $0.training.warmup = .updates(4) } == [2, 4, 6, 8, 8])
    // The first halving comes once `halveAfter` updates have been made.
    let halved = try rates(7) { recipe in
      recipe.training.schedule = .halving
      recipe.training.halveAfter = .updates(2)
      recipe.training.halveEvery = .updates(2)
    }
    #expect(halved == [8, 8, 4, 4, 2, 2, 1])
  }

  /// In tokens and epochs the rate rises from zero, with what has been seen before the update.
  @Test func warmupCountsTokens() throws {
    let run = try TinyRun { recipe in
      recipe.training.warmup = .targetTokens(100_000)
      recipe.training.learningRate = 1
      recipe.training.clipNorm = 0.001
    }
    let heard = Heard()
    try run.train("run", stopAfter: 5, observer: heard.note)
    let before = try #require(try run.state("run")).targetTokens
    try run.train("run", stopAfter: 1, observer: heard.note)
    #expect(heard.trained.last?.learningRate == Double(before) / 100_000)
  }

  @Test func epochsEndATraining() throws {
    let run = try TinyRun(pairs: 100) { recipe in
      recipe.training.maxUpdates = nil
      recipe.training.maxEpochs = .epochs(2)
    }
    let heard = Heard()
    #expect(try run.train("run", observer: heard.note) == .finished(reason: "training.maxEpochs = 2e is reached"))
    let state = try #require(try run.state("run"))
    #expect(state.sentences == 200)
    #expect(state.position.epoch == 2 && state.position.batch == 0)
    #expect(heard.trained.last?.epoch == 2)
    #expect(heard.updates.last?.update == state.update)
  }

  @Test func timeEndsATraining() throws {
    let run = try TinyRun { recipe in
      recipe.training.maxUpdates = nil
      recipe.training.maxTime = .time(seconds: 0.05)
    }
    #expect(try run.train("run") == .finished(reason: "training.maxTime = 0.05s is reached"))
    #expect(try run.train("run") == .alreadyFinished(reason: "training.maxTime = 0.05s is reached"))
  }

  @Test func lossFalls() throws {
    let run = try TinyRun { recipe in
      recipe.training.labelSmoothing = 0
      recipe.training.maxUpdates = .updates(60)
    }
    let heard = Heard()
    try run.train("run", observer: heard.note)
    let values = heard.validated.map(\.value)
    #expect(values.allSatisfy { $0 <= values[0] })
    #expect(values[5] < values[0] * 0.8, "\(values)")
  }

  @Test func withoutValidationTheLastModelIsKept() throws {
    let run = try TinyRun { $0.corpora.validation = [] }
    try run.train("run")
    // Both hold the update as their only metadata.
    #expect(
      try AtomicFile.read(run.folder("run/model.safetensors"))
        == AtomicFile.read(run.folder("run/checkpoints/last/model.safetensors")))
  }
}

import Optimizers
import Testing

@testable import Corpus
@testable import Training

struct TrainingStateTests {
  private static func batch(_ pairs: Int, tokens: Int, at position: DataPosition, then next: DataPosition) -> Batch {
    Batch(
      pairs: (0..<pairs).map { EncodedPair(source: [4], target: [5], number: $0) }, targetTokens: tokens,
      position: position, nextPosition: next)
  }

  @Test func consumingCountsPairsTokensAndEpochs() {
    var state = TrainingState()
    let second = DataPosition(epoch: 0, window: 0, batch: 1)
    let next = DataPosition(epoch: 1, window: 0, batch: 0)
    state.consume(Self.batch(3, tokens: 20, at: .start, then: second))
    #expect(state.progress(pairs: 4) == TrainingProgress(updates: 1, targetTokens: 20, epochs: 0.75))
    #expect(state.position == second)
    // Pairs that were left out do not keep the epoch from ending.
    state.consume(Self.batch(2, tokens: 9, at: second, then: next))
    #expect(state.progress(pairs: 7) == TrainingProgress(updates: 2, targetTokens: 29, epochs: 1))
    #expect(state.sentences == 5)
    #expect(state.epochPairs == 0)
  }

  @Test func whatNoTrainingComesToIsAFlaw() {
    var sound = TrainingState()
    (sound.update, sound.skippedUpdates, sound.learningRateFactor) = (10, 2, 0.25)
    #expect(sound.flaw == nil)
    for change: (inout TrainingState) -> Void in [
      { $0.update = .max }, { $0.update = -1 }, { $0.skippedUpdates = 11 }, { $0.targetTokens = .min },
      { $0.position.epoch = 1 << 60 }, { $0.learningRateFactor = 1e300 }, { $0.learningRateFactor = .nan },
      { $0.best = .init(score: 1, update: .max) },
    ] {
      var state = sound
      change(&state)
      #expect(state.flaw != nil)
    }
  }

  @Test func itsJSONKeepsEverything() throws {
    var state = TrainingState()
    state.update = 123
    state.skippedUpdates = 4
    state.targetTokens = 1 << 52
    state.sentences = 9
    state.position = DataPosition(epoch: 3, window: 2, batch: 1)
    state.epochPairs = 77
    state.learningRateFactor = 0.1 + 0.2
    state.rollbacks = 2
    state.best = TrainingState.Best(score: 1.0 / 3, update: 100)
    state.stalled = 5
    state.validationHash = .max - 1
    state.instructionSet = "avx2 \"x\""
    state.oneDNNVersion = "v3.1"
    #expect(try TrainingState(json: state.json()) == state)
    #expect(try state.json() == TrainingState(json: state.json()).json())
  }

  @Test func recipesMakeSchedules() {
    var section = Recipe.TrainingSection()
    for schedule in [Recipe.TrainingSection.Schedule.constant, .plateau] {
      section.schedule = schedule
      #expect(section.rateSchedule == .constant)
    }
    section.schedule = .halving
    #expect(section.rateSchedule == .halving(after: 5, every: 0.5, measure: .epochs))
    (section.halveAfter, section.halveEvery) = (.updates(100), .updates(20))
    #expect(section.rateSchedule == .halving(after: 100, every: 20, measure: .updates))
    (section.halveAfter, section.halveEvery) = (.targetTokens(5000), .targetTokens(300))
    #expect(section.rateSchedule == .halving(after: 5000, every: 300, measure: .targetTokens))
  }

  @Test func lengthsMeasureProgress() {
    let moment = TrainingMoment(
      progress: TrainingProgress(updates: 3, targetTokens: 500, epochs: 1.25), seconds: 7.5)
    #expect(TrainingLength.Unit.allCases.map(moment.measure) == [3, 500, 1.25, 7.5])
  }
}

import Optimizers
import Testing

@testable import Training

@Suite struct TrainingMomentTests {
  private func moment(updates: Int, seconds: Double = 0) -> TrainingMoment {
    TrainingMoment(progress: TrainingProgress(updates: updates), seconds: seconds)
  }

  @Test(arguments: [(9, 10, true), (10, 11, false), (0, 9, false), (5, 25, true), (10, 10, false)])
  func multiplesThatWerePassed(before: Int, after: Int, passed: Bool) {
    #expect(moment(updates: after).hasPassed(.updates(10), since: moment(updates: before)) == passed)
  }

  @Test func aLengthOfNothingIsNeverPassed() {
    #expect(!moment(updates: 5).hasPassed(.updates(0), since: moment(updates: 4)))
  }

  @Test func theFirstLimitEndsAndMeasuresTheTraining() {
    var section = Recipe.TrainingSection()
    #expect(section.reachedLimit(at: moment(updates: 9)) == nil)
    #expect(section.part(at: moment(updates: 9)) == nil)
    section.maxUpdates = .updates(10)
    section.maxTime = .time(seconds: 100)
    #expect(section.reachedLimit(at: moment(updates: 9, seconds: 99)) == nil)
    #expect(section.part(at: moment(updates: 2, seconds: 50)) == 0.5)
    #expect(section.reachedLimit(at: moment(updates: 10)) == "training.maxUpdates = 10u is reached")
    #expect(section.reachedLimit(at: moment(updates: 1, seconds: 100)) == "training.maxTime = 100s is reached")
  }

  @Test func aTrainingWithoutLimitsEndsByPatienceAlone() {
    var section = Recipe.TrainingSection()
    section.patience = 3
    #expect(section.hasNoEnd(validated: false))
    #expect(!section.hasNoEnd(validated: true))
    section.patience = 0
    #expect(section.hasNoEnd(validated: true))
    section.maxEpochs = .epochs(1)
    #expect(!section.hasNoEnd(validated: false))
  }
}

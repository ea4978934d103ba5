import Testing

@testable import Training

struct EarlyStoppingTests {
  private static func notes(
    _ metric: Recipe.TrainingSection.ValidationMetric, patience: Int, _ values: [Double]
  ) -> (best: [Bool], exhausted: [Bool], state: TrainingState) {
    let stopping = EarlyStopping(metric: metric, patience: patience)
    var state = TrainingState()
    var (best, exhausted) = ([Bool](), [Bool]())
    for value in values {
      state.update += 10
      best.append(stopping.note(value, in: &state))
      exhausted.append(stopping.isExhausted(state))
    }
    return (best, exhausted, state)
  }

  @Test func aLowerPerplexityIsBetter() {
    let (best, exhausted, state) = Self.notes(.perplexity, patience: 2, [9, 7, 7, 6, 8, 7])
    #expect(best == [true, true, false, true, false, false])
    #expect(exhausted == [false, false, false, false, false, true])
    #expect(state.best == TrainingState.Best(score: 6, update: 40))
    #expect(state.stalled == 2)
  }

  @Test(arguments: [Recipe.TrainingSection.ValidationMetric.bleu, .chrf])
  func aHigherScoreIsBetter(metric: Recipe.TrainingSection.ValidationMetric) {
    let (best, _, state) = Self.notes(metric, patience: 2, [0, 3, 3, 4, 1])
    #expect(best == [true, true, false, true, false])
    #expect(state.best?.score == 4)
  }

  @Test func withoutPatienceItNeverEnds() {
    #expect(Self.notes(.bleu, patience: 0, [5, 4, 3, 2, 1]).exhausted.allSatisfy { !$0 })
  }

  /// Such a score could not even be saved with the state.
  @Test func whatIsNotFiniteIsNeverBest() throws {
    let (best, _, state) = Self.notes(.perplexity, patience: 9, [.infinity, .nan, 5, -.infinity, 4])
    #expect(best == [false, false, true, false, true])
    let (none, exhausted, empty) = Self.notes(.bleu, patience: 2, [.nan, .infinity])
    #expect(none == [false, false])
    #expect(exhausted == [false, true])
    #expect(empty.best == nil)
    for state in [state, empty] { #expect(try TrainingState(json: state.json()) == state) }
  }

  @Test func theMetricChoosesTheScore() {
    let scores = ValidationScores(name: "dev", perplexity: 1, bleu: 2, bleuSignature: "", chrf: 3, segments: 4)
    let values = [.perplexity, .bleu, .chrf].map { EarlyStopping(metric: $0, patience: 0).value(scores) }
    #expect(values == [1, 2, 3])
  }
}

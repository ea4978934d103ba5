/// Which validation is the best so far, and when enough of them have brought nothing.
struct EarlyStopping {
  let metric: Recipe.TrainingSection.ValidationMetric
  /// Validations without a better score after which training ends; 0 never ends it.
  let patience: Int

  func value(_ scores: ValidationScores) -> Double {
    switch metric {
    case .perplexity: scores.perplexity
    case .bleu: scores.bleu
    case .chrf: scores.chrf
    }
  }

  /// Notes a validation.
  /// - Returns: whether it is the best so far. A score that is not finite never is.
  func note(_ value: Double, in state: inout TrainingState) -> Bool {
    let isBetter =
      value.isFinite && (state.best.map { metric == .perplexity ? value < $0.score : value > $0.score } ?? true)
    if isBetter {
      state.best = TrainingState.Best(score: value, update: state.update)
      state.stalled = 0
    } else {
      state.stalled += 1
    }
    return isBetter
  }

  func isExhausted(_ state: TrainingState) -> Bool { patience > 0 && state.stalled >= patience }
}

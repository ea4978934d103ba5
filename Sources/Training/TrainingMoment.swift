import Optimizers

/// The progress of a training in every unit, which decides what is due.
struct TrainingMoment {
  var progress = TrainingProgress()
  /// Time spent training, including the time before a resume.
  var seconds = 0.0

  func measure(_ unit: TrainingLength.Unit) -> Double {
    switch unit {
    case .updates: Double(progress.updates)
    case .targetTokens: Double(progress.targetTokens)
    case .epochs: progress.epochs
    case .time: seconds
    }
  }

  /// Whether there is a multiple of `length` after `earlier` and not after this moment.
  func hasPassed(_ length: TrainingLength, since earlier: TrainingMoment) -> Bool {
    guard length.amount > 0 else { return false }
    let multiples = { (moment: TrainingMoment) in (moment.measure(length.unit) / length.amount).rounded(.down) }
    return multiples(self) > multiples(earlier)
  }
}

extension Recipe.TrainingSection {
  /// The learning rate of the update that begins at `progress`, without the halvings of a plateau.
  func learningRate(at progress: TrainingProgress) -> Double {
    // The first update is one update into its warm-up: it would else be for nothing.
    let done = TrainingMoment(progress: progress).measure(warmup.unit) + (warmup.unit == .updates ? 1 : 0)
    return learningRate * LearningRateSchedule.warmup(done: done, length: warmup.amount) * rateSchedule.factor(progress)
  }

  /// The schedule as arithmetic.
  var rateSchedule: LearningRateSchedule {
    switch schedule {
    case .constant, .plateau: .constant
    case .halving:
      // The recipe's reader has seen to it that both have one unit.
      .halving(after: halveAfter.amount, every: halveEvery.amount, measure: halveEvery.unit.scheduleMeasure)
    case .inverseSquareRoot: .inverseSquareRoot(length: warmup.amount, measure: warmup.unit.scheduleMeasure)
    case .linear: .linear(ends: scheduleEnds)
    case .cosine: .cosine(ends: scheduleEnds)
    }
  }

  /// The limits that a schedule can end at: the same recipe must give the same bytes on a slower machine.
  var scheduleEnds: [LearningRateSchedule.End] {
    [maxUpdates, maxEpochs].compactMap { $0 }.map { .init(at: $0.amount, measure: $0.unit.scheduleMeasure) }
  }

  /// The limit that is reached, in words; nil as long as none is.
  func reachedLimit(at moment: TrainingMoment) -> String? {
    limits.first { moment.measure($0.length.unit) >= $0.length.amount }.map {
      "training.\($0.key) = \($0.length) is reached"
    }
  }

  /// The finished part of the training, from 0 to 1, by the limit that is reached first; nil without limits.
  func part(at moment: TrainingMoment) -> Double? {
    limits.map { min(1, moment.measure($0.length.unit) / max($0.length.amount, 1e-9)) }.max()
  }

  /// - Parameter validated: whether there is a validation that could end it.
  func hasNoEnd(validated: Bool) -> Bool { limits.isEmpty && (patience == 0 || !validated) }

  private var limits: [(key: String, length: TrainingLength)] {
    [("maxUpdates", maxUpdates), ("maxEpochs", maxEpochs), ("maxTime", maxTime)].compactMap { key, length in
      length.map { (key, $0) }
    }
  }
}

extension TrainingLength.Unit {
  /// Recipes have no schedule by time.
  fileprivate var scheduleMeasure: LearningRateSchedule.Measure {
    switch self {
    case .targetTokens: .targetTokens
    case .epochs: .epochs
    case .updates, .time: .updates
    }
  }
}

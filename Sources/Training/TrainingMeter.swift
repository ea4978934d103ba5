import Tensors

/// Speed and mean loss of a training, for its records and its progress line. Validation and saving do not count as time.
struct TrainingMeter {
  private let clock = ContinuousClock()
  private var secondsBefore: Double
  private var started: ContinuousClock.Instant?
  /// Since the last record.
  private var sum = Sum()
  /// The last updates, with falling weight: what the progress line shows.
  private var recent = Sum()
  private var previousSeconds: Double
  private let secondsAtStart: Double
  private var waited = 0.0
  private var partAtStart: Double?

  private struct Sum {
    var loss = CrossEntropySum()
    var tokens = 0.0
    var seconds = 0.0
    var waited = 0.0
    var gradientNorm = 0.0
    var learningRate = 0.0

    mutating func fade(_ factor: Double) {
      loss.negativeLogLikelihood *= factor
      loss.smoothedLoss *= factor
      tokens *= factor
      seconds *= factor
      waited *= factor
    }
  }

  /// - Parameter secondsBefore: of earlier sittings.
  init(secondsBefore: Double) {
    self.secondsBefore = secondsBefore
    previousSeconds = secondsBefore
    secondsAtStart = secondsBefore
  }

  /// Time spent training, including the time before a resume.
  var seconds: Double {
    secondsBefore + (started.map { (clock.now - $0) / .seconds(1) } ?? 0)
  }

  mutating func start() { started = clock.now }

  mutating func pause() {
    secondsBefore = seconds
    started = nil
  }

  mutating func note(_ outcome: TrainingStep.Outcome, learningRate: Double, waited: Double) {
    let now = seconds
    recent.fade(0.95)
    for keyPath in [\TrainingMeter.sum, \TrainingMeter.recent] {
      if outcome.isFinite { self[keyPath: keyPath].loss += outcome.loss }
      self[keyPath: keyPath].tokens += outcome.isFinite ? Double(outcome.targetTokens) : 0
      self[keyPath: keyPath].seconds += now - previousSeconds
      self[keyPath: keyPath].waited += waited
      self[keyPath: keyPath].gradientNorm = outcome.gradientNorm
      self[keyPath: keyPath].learningRate = learningRate
    }
    self.waited += waited
    previousSeconds = now
  }

  /// The share of this sitting's time that was spent waiting for data, from 0 to 1.
  var dataWait: Double { waited / max(seconds - secondsAtStart, 1e-9) }

  /// - Parameters:
  ///   - total: updates at the most, if that is known.
  ///   - part: of the training that is done, from 0 to 1, if that is known.
  mutating func snapshot(update: Int, total: Int?, part: Double?) -> UpdateSnapshot {
    if partAtStart == nil { partAtStart = part }
    var left: Double?
    if let part, let partAtStart, part > partAtStart {
      left = (seconds - secondsAtStart) / (part - partAtStart) * (1 - part)
    }
    let tokens = max(1, recent.tokens)
    return UpdateSnapshot(
      update: update, totalUpdates: total, loss: recent.loss.smoothedLoss / tokens,
      perplexity: Double.exponential(recent.loss.negativeLogLikelihood / tokens),
      targetTokensPerSecond: recent.tokens / max(recent.seconds, 1e-9),
      dataWait: recent.waited / max(recent.seconds, 1e-9), secondsLeft: left)
  }

  /// The means since the record before.
  mutating func record(_ state: TrainingState, epoch: Int) -> TrainedRecord {
    let tokens = max(1, sum.tokens)
    let record = TrainedRecord(
      epoch: epoch, update: state.update, sentences: state.sentences, targetTokens: state.targetTokens,
      loss: sum.loss.smoothedLoss / tokens, perplexity: Double.exponential(sum.loss.negativeLogLikelihood / tokens),
      gradientNorm: sum.gradientNorm, learningRate: sum.learningRate,
      targetTokensPerSecond: sum.tokens / max(sum.seconds, 1e-9), dataWait: sum.waited / max(sum.seconds, 1e-9),
      skippedUpdates: state.skippedUpdates, seconds: seconds)
    sum = Sum()
    return record
  }
}

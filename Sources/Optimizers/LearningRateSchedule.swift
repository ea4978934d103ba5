import Glibc

/// The progress of a training, in the units that a schedule may be written in. (Seconds are not among them: the same recipe
/// must give the same bytes on a slower machine.)
public struct TrainingProgress: Sendable, Equatable {
  public var updates: Int
  public var targetTokens: Int
  /// Epochs, including the finished part of the current one.
  public var epochs: Double

  public init(updates: Int = 0, targetTokens: Int = 0, epochs: Double = 0) {
    self.updates = updates
    self.targetTokens = targetTokens
    self.epochs = epochs
  }
}

/// The factor of the learning rate as training progresses.
public enum LearningRateSchedule: Sendable, Equatable {
  case constant
  /// Constant up to `after`, then halved each `every` (Sutskever et al. 2014: after 5 epochs, every half epoch). Both are
  /// counted by `measure`.
  case halving(after: Double, every: Double, measure: Measure)

  public enum Measure: Sendable, Equatable {
    case updates, targetTokens, epochs

    public func of(_ progress: TrainingProgress) -> Double {
      switch self {
      case .updates: Double(progress.updates)
      case .targetTokens: Double(progress.targetTokens)
      case .epochs: progress.epochs
      }
    }
  }

  public func factor(_ progress: TrainingProgress) -> Double {
    switch self {
    case .constant: return 1
    case .halving(let after, let every, let measure):
      let past = measure.of(progress) - after
      // The first halving is at `after` itself, as in the paper.
      return past < 0 ? 1 : pow(0.5, 1 + (past / every).rounded(.down))
    }
  }

  /// Linear warm-up: from 0 to 1 while `done` goes from 0 to `length`; 1 where the length is 0.
  public static func warmup(done: Double, length: Double) -> Double {
    length > 0 ? min(1, done / length) : 1
  }
}

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
  /// Constant up to `length`, then falling as its square root over that of the progress (Vaswani et al. 2017, section 5.3).
  case inverseSquareRoot(length: Double, measure: Measure)
  /// Falling to 0 at the end of the training, in a line or as half a wave of the cosine (Loshchilov and Hutter 2017).
  case linear(ends: [End])
  case cosine(ends: [End])

  /// Where a training ends; the first to be reached counts.
  public struct End: Sendable, Equatable {
    public var at: Double
    public var measure: Measure

    public init(at: Double, measure: Measure) {
      self.at = at
      self.measure = measure
    }
  }

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
    case .inverseSquareRoot(let length, let measure):
      let start = max(1, length)
      return (start / max(start, measure.of(progress))).squareRoot()
    case .linear(let ends): return 1 - Self.part(progress, ends)
    case .cosine(let ends): return (1 + cos(.pi * Self.part(progress, ends))) / 2
    }
  }

  /// The finished part of a training, from 0 to 1.
  private static func part(_ progress: TrainingProgress, _ ends: [End]) -> Double {
    ends.reduce(0) { max($0, min(1, $1.measure.of(progress) / max(1e-9, $1.at))) }
  }

  /// Linear warm-up: from 0 to 1 while `done` goes from 0 to `length`; 1 where the length is 0.
  public static func warmup(done: Double, length: Double) -> Double {
    length > 0 ? min(1, done / length) : 1
  }
}

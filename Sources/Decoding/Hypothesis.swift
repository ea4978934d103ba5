import Basics

/// A translation that a search proposes.
public struct Hypothesis: Sendable, Equatable {
  /// The generated ids, without the begin and the end symbol; it may be empty.
  public let ids: [TokenID]
  /// The natural logarithm of the product of all generated ids' probabilities, the end symbol's included.
  public let logProbability: Double
  /// `logProbability` / length^alpha (`LengthPenalty`), where the length counts the end symbol.
  public let score: Double
  /// False where the step limit cut it: it then lacks the end symbol and that symbol's probability.
  public let isComplete: Bool

  public init(ids: [TokenID], logProbability: Double, score: Double, isComplete: Bool) {
    self.ids = ids
    self.logProbability = logProbability
    self.score = score
    self.isComplete = isComplete
  }
}

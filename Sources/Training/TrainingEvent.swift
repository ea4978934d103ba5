/// An event of a training, from which the log, the records and the progress line are made.
public enum TrainingEvent: Sendable {
  /// Work before, between and after updates.
  case notice(String)
  /// Something that the user should look at.
  case warning(String)
  /// After every update.
  case update(UpdateSnapshot)
  /// Means since the previous record, from time to time.
  case trained(TrainedRecord)
  case validated(ValidatedRecord)
  /// A validation segment with its translation.
  case sample(source: String, reference: String, hypothesis: String)
  case checkpoint(CheckpointRecord)
  /// A resumed run continues with another value of a key.
  case changed(ChangedRecord)
}

/// The present moment of a training.
public struct UpdateSnapshot: Sendable, Equatable {
  public var update: Int
  /// The limit in updates, if there is one.
  public var totalUpdates: Int?
  /// Smoothed loss a target token.
  public var loss: Double
  public var perplexity: Double
  public var targetTokensPerSecond: Double
  /// The share of time spent waiting for data, from 0 to 1.
  public var dataWait: Double
  public var secondsLeft: Double?

  public init(
    update: Int, totalUpdates: Int? = nil, loss: Double, perplexity: Double, targetTokensPerSecond: Double,
    dataWait: Double, secondsLeft: Double? = nil
  ) {
    self.update = update
    self.totalUpdates = totalUpdates
    self.loss = loss
    self.perplexity = perplexity
    self.targetTokensPerSecond = targetTokensPerSecond
    self.dataWait = dataWait
    self.secondsLeft = secondsLeft
  }
}

public struct TrainedRecord: Codable, Sendable {
  public var event = "trained"
  public var epoch: Int
  public var update: Int
  public var sentences: Int
  public var targetTokens: Int
  /// Smoothed loss a target token, natural.
  public var loss: Double
  /// exp of the mean negative log-likelihood of the training batches, dropout included.
  public var perplexity: Double
  public var gradientNorm: Double
  public var learningRate: Double
  public var targetTokensPerSecond: Double
  public var dataWait: Double
  public var skippedUpdates: Int
  /// Time spent training, including the time before a resume.
  public var seconds: Double
}

public struct ValidatedRecord: Codable, Sendable {
  public var event = "validated"
  public var epoch: Int
  public var update: Int
  public var targetTokens: Int
  public var sets: [ValidationScores]
  /// The metric that decides, and its value on the first set.
  public var metric: String
  public var value: Double
  public var isBest: Bool
  public var stalled: Int
  public var best: Double
  public var seconds: Double
}

/// The scores of one validation corpus.
public struct ValidationScores: Codable, Sendable, Equatable {
  public var name: String
  /// The perplexity for each piece of the target, including end marks.
  public var perplexity: Double
  public var bleu: Double
  public var bleuSignature: String
  public var chrf: Double
  public var segments: Int
}

public struct CheckpointRecord: Codable, Sendable {
  public var event = "checkpoint"
  public var update: Int
  public var seconds: Double
}

/// A key of the recipe that a resume has changed, with the update from which the new value holds.
public struct ChangedRecord: Codable, Sendable {
  public var event = "changed"
  public var key: String
  /// The two values as JSON.
  public var was: String
  public var now: String
  public var update: Int
  public var seconds: Double

  init(_ change: RecipeChange, update: Int, seconds: Double) {
    (key, was, now) = (change.key, change.was, change.now)
    self.update = update
    self.seconds = seconds
  }
}

/// What to do with an existing run.
public enum StartMode: Sendable {
  /// Refuse to touch it.
  case refuse
  /// Go on where it was cut, or start if there is nothing.
  case resume
  /// Remove it and start again.
  case fresh
}

/// How a training ended.
public enum TrainingOutcome: Sendable, Equatable {
  /// - Parameter reason: which limit was reached.
  case finished(reason: String)
  /// It had ended before, and nothing was done.
  case alreadyFinished(reason: String)
  /// It was asked to stop, and saved its work.
  case interrupted
}

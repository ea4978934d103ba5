/// A key of the recipe that has another value than when the run began.
public struct RecipeChange: Sendable, Equatable {
  /// The key in dotted form, as in `training.learningRate`.
  public let key: String
  /// The two values as JSON, cut off where they are long.
  public let was: String
  public let now: String
  /// A resumed run may go on with the new value.
  let isAllowed: Bool
}

/// Which keys of a recipe a resumed run may change.
///
/// These are the keys that decide how long and how fast a run continues, and how its model translates. Keys that decide the training data or the shape of
/// the model must stay as they were.
enum ResumeRules {
  /// The keys that a refusal names, because users want to change them.
  private static let announced = [
    "learningRate", "warmup", "halveAfter", "halveEvery", "maxUpdates", "maxEpochs", "maxTime", "patience",
    "checkpointEvery", "keepCheckpoints", "workers",
  ].map { "training." + $0 }

  private static let allowed = Set(announced).union([
    // The content of these corpora is compared, and not where they are.
    "corpora.validation", "corpora.test",
    // It is checked when a run begins, and not again.
    "vocabulary.maxUnknown",
    // They are the model's defaults, and the search of validations.
    "decoding.beamSize", "decoding.normalize", "decoding.maxLengthFactor", "decoding.passThrough",
    "decoding.splitSentences",
    // The precision that the processor actually uses is compared instead.
    "training.precision",
  ])

  static let announcement =
    "these keys may change: training." + announced.map { $0.dropFirst("training.".count) }.joined(separator: ", ")
    + "; and those of decoding"

  /// - Parameters:
  ///   - old: the recipe that the run was last trained with.
  ///   - new: the recipe that it is to go on with.
  /// - Returns: the keys that differ, in the order of the recipe.
  static func changes(from old: Recipe, to new: Recipe) -> [RecipeChange] {
    RecipeKeys.differences(old, new).map { key, was, now in
      switch key {
      case "corpora.train":
        // Their content is compared elsewhere, so that they may be moved.
        let isAllowed = old.corpora.train.map(\.weight) == new.corpora.train.map(\.weight)
        return RecipeChange(key: key, was: text(old.corpora), now: text(new.corpora), isAllowed: isAllowed)
      case "vocabulary.path":
        // The run has a copy of the vocabulary that it was given.
        let isAllowed = old.vocabulary.path != nil && new.vocabulary.path != nil
        return RecipeChange(key: key, was: text(was), now: text(now), isAllowed: isAllowed)
      default:
        return RecipeChange(key: key, was: text(was), now: text(now), isAllowed: allowed.contains(key))
      }
    }
  }

  private static func text(_ value: RecipeValue) -> String {
    if case .string(let text) = value.content { return RecipeValue.string(text.shortened).compactJSON() }
    return value.compactJSON().shortened(to: 200)
  }

  private static func text(_ corpora: Recipe.Corpora) -> String {
    corpora.train.map { "\($0.path.lastPart) (weight \($0.weight))" }.joined(separator: ", ").shortened(to: 200)
  }
}

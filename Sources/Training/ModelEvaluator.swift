import Evaluation
import Inference

/// Translates a test set and measures the translations: validation and `mt evaluate` both score a model so.
public struct ModelEvaluator: Sendable {
  private let translator: Translator
  private let metrics: [any Metric]

  public init(_ translator: Translator, metrics: [any Metric]) {
    self.translator = translator
    self.metrics = metrics
  }

  /// - Parameters:
  ///   - references: `references[r][s]` is reference `r` of source `s`, nil where there is none.
  ///   - progress: of the translation, as `Translator.translate` tells it.
  public func evaluate(
    sources: [String], references: [[String?]], progress: (@Sendable (Double) -> Void)? = nil
  ) throws(TrainingError) -> ModelEvaluation {
    try asTrainingError {
      try ModelEvaluation(translator.translate(sources, progress: progress), references: references, metrics: metrics)
    }
  }
}

/// The translations of a test set, and what metrics counted in them.
public struct ModelEvaluation: Sendable {
  public let hypotheses: [String]
  public let translation: TranslationResult
  /// One for each metric.
  public let measurements: [Measurement]

  init(
    _ translation: TranslationResult, references: [[String?]], metrics: [any Metric]
  ) throws(EvaluationError) {
    hypotheses = translation.best
    self.translation = translation
    var measurements: [Measurement] = []
    for metric in metrics {
      measurements.append(try metric.measure(hypotheses: hypotheses, references: references))
    }
    self.measurements = measurements
  }
}

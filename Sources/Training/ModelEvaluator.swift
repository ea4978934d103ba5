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

  /// - Parameter references: `references[r][s]` is reference `r` of source `s`, nil where there is none.
  public func evaluate(sources: [String], references: [[String?]]) throws(TrainingError) -> ModelEvaluation {
    try asTrainingError {
      let result = try translator.translate(sources)
      return try ModelEvaluation(
        hypotheses: result.best, splitLines: result.splitLines, references: references, metrics: metrics)
    }
  }
}

/// The translations of a test set, and what metrics counted in them.
public struct ModelEvaluation: Sendable {
  public let hypotheses: [String]
  /// How many sources were longer than the model takes, and were translated in parts.
  public let splitLines: Int
  /// One for each metric.
  public let measurements: [Measurement]

  init(
    hypotheses: [String], splitLines: Int, references: [[String?]], metrics: [any Metric]
  ) throws(EvaluationError) {
    self.hypotheses = hypotheses
    self.splitLines = splitLines
    var measurements: [Measurement] = []
    for metric in metrics {
      measurements.append(try metric.measure(hypotheses: hypotheses, references: references))
    }
    self.measurements = measurements
  }
}

import Basics

/// Why a score cannot be computed.
public enum EvaluationError: Diagnostic, Equatable {
  /// There are no hypotheses, so there is no score.
  case noSegments
  case noReferences
  /// `reference` says which one is uneven, counted from 1; the counts are segments.
  case unevenReference(reference: Int, hypothesisCount: Int, referenceCount: Int)
  /// The counts are segments.
  case unevenSource(hypothesisCount: Int, sourceCount: Int)
  /// A segment without any reference, counted from 1.
  case noReference(segment: Int)
  /// Systems that are to be compared do not translate the same number of segments.
  case unevenSystems(baselineCount: Int, systemCount: Int)
  /// An option of a metric that has no meaning; `option` is its Swift name.
  case invalidOption(metric: String, option: String, value: String, allowed: String)

  public var category: DiagnosticCategory {
    switch self {
    case .noSegments, .unevenReference, .unevenSource, .noReference, .unevenSystems: .badData
    case .noReferences, .invalidOption: .usage
    }
  }

  public var summary: String {
    switch self {
    case .noSegments:
      "there are no hypotheses to score"
    case .noReferences:
      "there are no references to score against"
    case .unevenReference(let reference, let hypothesisCount, let referenceCount):
      "reference \(reference) has \(Self.segments(referenceCount)) but the hypotheses have \(hypothesisCount)"
    case .unevenSource(let hypothesisCount, let sourceCount):
      "the source has \(Self.segments(sourceCount)) but the hypotheses have \(hypothesisCount)"
    case .noReference(let segment):
      "segment \(segment) has no reference"
    case .unevenSystems(let baselineCount, let systemCount):
      "the baseline has \(Self.segments(baselineCount)) but the other system has \(systemCount)"
    case .invalidOption(let metric, let option, let value, let allowed):
      "\(metric) cannot be computed with \(option) \(value): \(allowed)"
    }
  }

  public var remedy: String? {
    switch self {
    case .noSegments: "give one hypothesis a line"
    case .noReferences: "give at least one reference"
    case .unevenReference: "give one reference line for each hypothesis line, in the same order"
    case .unevenSource: "give one source line for each hypothesis line, in the same order"
    case .noReference: "give every segment at least one reference"
    case .unevenSystems: "compare translations of the same test set"
    case .invalidOption(_, let option, _, _): "omit \(option) to use its default"
    }
  }

  private static func segments(_ count: Int) -> String {
    "\(count) \(plural("segment", count))"
  }
}

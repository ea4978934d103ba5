import Basics

/// Why a search cannot be set up.
public enum DecodingError: Diagnostic, Equatable {
  case beamSizeOutOfRange(Int)
  case normalizeOutOfRange(Double)
  case maxLengthFactorOutOfRange(Double)
  case nBestOutOfRange(Int, beamSize: Int)
}

extension DecodingError {
  public var category: DiagnosticCategory { .usage }

  public var summary: String {
    switch self {
    case .beamSizeOutOfRange(let value): "the beam size cannot be \(value)"
    case .normalizeOutOfRange(let value): "the exponent of the length normalization cannot be \(value)"
    case .maxLengthFactorOutOfRange(let value): "the maximum length factor cannot be \(value)"
    case .nBestOutOfRange(let value, let beamSize):
      "a beam of \(beamSize) cannot give the \(value) best translations"
    }
  }

  public var remedy: String? {
    switch self {
    case .beamSizeOutOfRange: "give a whole number from 1 to \(DecodingOptions.largestBeamSize)"
    case .normalizeOutOfRange: "give a number from 0 (no normalization) upwards; 1 divides by the length"
    case .maxLengthFactorOutOfRange: "give a number above 0, at most \(Int(DecodingOptions.largestLengthFactor))"
    case .nBestOutOfRange(let value, let beamSize):
      value < 1
        ? "ask for 1 or more, at most the beam size (\(beamSize))"
        : "raise the beam size to \(value), or ask for fewer"
    }
  }
}

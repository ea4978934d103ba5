import Basics

/// The options of a search; every value of this type is valid.
public struct DecodingOptions: Sendable, Equatable {
  public static let largestBeamSize = 1000
  public static let largestLengthFactor = 1000.0

  /// `K`: live hypotheses a sentence.
  public let beamSize: Int
  /// The exponent of `LengthPenalty`.
  public let normalize: Double
  /// See `stepLimit`.
  public let maxLengthFactor: Double
  /// Hypotheses handed back a sentence, at most.
  public let nBest: Int

  /// - Parameters:
  ///   - beamSize: 1 ... 1000.
  ///   - normalize: finite, 0 or more.
  ///   - maxLengthFactor: above 0, at most 1000.
  ///   - nBest: 1 ... beamSize.
  public init(beamSize: Int, normalize: Double, maxLengthFactor: Double, nBest: Int = 1) throws(DecodingError) {
    guard 1...Self.largestBeamSize ~= beamSize else { throw .beamSizeOutOfRange(beamSize) }
    guard normalize.isFinite, normalize >= 0 else { throw .normalizeOutOfRange(normalize) }
    guard maxLengthFactor > 0, maxLengthFactor <= Self.largestLengthFactor else {
      throw .maxLengthFactorOutOfRange(maxLengthFactor)
    }
    guard 1...beamSize ~= nBest else { throw .nBestOutOfRange(nBest, beamSize: beamSize) }
    self.beamSize = beamSize
    self.normalize = normalize
    self.maxLengthFactor = maxLengthFactor
    self.nBest = nBest
  }

  public var lengthPenalty: LengthPenalty { LengthPenalty(alpha: normalize) }

  /// Steps after which a hypothesis that has not ended is cut: ceil(`maxLengthFactor` * `sourceLength`) + 10.
  /// - Parameter sourceLength: ids of the source as the model gets it.
  public func stepLimit(sourceLength: Int) -> Int {
    Int((maxLengthFactor * Double(sourceLength)).rounded(.up)) + 10
  }
}

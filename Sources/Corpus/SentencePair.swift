/// A segment and its translation.
public struct SentencePair: Sendable {
  public var source: String
  public var target: String
  /// The average number of times that it is seen in an epoch; 1 unless a corpus has a column of weights.
  public var weight: Float
  /// The valid weights; the largest is the most times that a pair is seen in an epoch.
  public static let weights: ClosedRange<Float> = 0...1000

  /// The number in the column of scores; nil if there is none. Shards do not keep it.
  public var score: Double?

  public init(source: String, target: String, weight: Float = 1, score: Double? = nil) {
    self.source = source
    self.target = target
    self.weight = weight
    self.score = score
  }

  /// The sides exchanged.
  var reversed: SentencePair { SentencePair(source: target, target: source, weight: weight, score: score) }
}

extension SentencePair: Equatable {
  /// Compares bytes: `String`'s own equality is by canonical equivalence.
  public static func == (left: SentencePair, right: SentencePair) -> Bool {
    left.source.utf8.elementsEqual(right.source.utf8) && left.target.utf8.elementsEqual(right.target.utf8)
      && left.weight == right.weight && left.score == right.score
  }
}

/// The codes of the two languages, as they end the names of files.
public struct LanguagePair: Sendable, Equatable, Codable {
  public var source: String
  public var target: String

  var reversed: LanguagePair { LanguagePair(source: target, target: source) }

  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

/// A translation of a line.
public struct TranslationCandidate: Sendable, Equatable {
  /// Without line breaks.
  public var text: String
  /// The natural logarithm of its probability; the sum over the parts of a line that was split.
  public var logProbability: Double
  /// `logProbability` / length^alpha, the length in pieces with the end symbols.
  public var score: Double

  public init(text: String, logProbability: Double, score: Double) {
    self.text = text
    self.logProbability = logProbability
    self.score = score
  }

  /// Of a line that says nothing.
  static let blank = TranslationCandidate(text: "", logProbability: 0, score: 0)
}

/// What `Translator` makes of some lines.
public struct TranslationResult: Sendable, Equatable {
  /// For each line, in their order, its translations, best first: at least one.
  public var lines: [[TranslationCandidate]]
  /// How many lines were longer than the model takes, and were translated in parts.
  public var splitLines: Int

  public init(lines: [[TranslationCandidate]], splitLines: Int) {
    self.lines = lines
    self.splitLines = splitLines
  }

  /// The best translation of each line.
  public var best: [String] { lines.map { $0[0].text } }
}

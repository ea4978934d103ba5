import TextProcessing

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

  /// The translation of a line that says nothing, or has nothing to translate.
  static func certain(_ text: String) -> TranslationCandidate {
    TranslationCandidate(text: text, logProbability: 0, score: 0)
  }

  static let blank = certain("")

  /// The translation of a line for which the model gave probabilities that are NaN or infinite.
  static let failed = TranslationCandidate(text: "", logProbability: .nan, score: .nan)
}

/// The translations that `Translator` makes of some lines.
public struct TranslationResult: Sendable {
  /// For each line, in their order, its translations, best first: at least one.
  public var lines: [[TranslationCandidate]]
  /// The number of lines that had a sentence longer than the model takes, which was translated in parts.
  public var splitLines = 0
  /// The lines, counted from 0, for which the model gave probabilities that are NaN or infinite: their translation is
  /// blank.
  public var failedLines: [Int] = []
  /// The first line that is written in a script that the model has not learned.
  public var unlearnedScript: (line: Int, script: LetterScript)?

  /// The best translation of each line.
  public var best: [String] { lines.map { $0[0].text } }
}

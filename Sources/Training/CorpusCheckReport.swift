import Corpus
import Subwords

/// The result of a check of a recipe's corpora.
public struct CorpusCheckReport: Codable, Sendable {
  public struct CorpusPart: Codable, Sendable {
    /// `training`, `validation` or `test`.
    public var role: String
    public var name: String
    public var path: String
    public var pairs: Int
    public var pairsAreGuessed: Bool
    public var pairsLookedAt: Int
    public var isWhole: Bool
  }

  /// A side of the training text, as far as it was looked at.
  public struct Side: Codable, Sendable {
    public var language: String
    public var meanCharacters: Double
    /// 95 % of the segments have at most this many characters.
    public var characters95: Int
    public var scripts: [String: Double]
    /// The share of segments that occurred before.
    public var duplicateShare: Double
    public var pieces: Pieces?
  }

  public struct Pieces: Codable, Sendable {
    public var vocabularySize: Int
    public var perToken: Double
    public var unknownShare: Double
    public var byteShare: Double
  }

  public var recipe: String
  public var corpora: [CorpusPart]
  public var source: Side
  public var target: Side
  /// The target's characters for one of the source: the median, and what 5 % and 95 % of the pairs do not exceed.
  public var lengthRatio: Double
  public var lengthRatio5: Double
  public var lengthRatio95: Double
  public var duplicateShare: Double
  /// Training pairs of which both sides, or one side, are in a held-out set.
  public var heldOutCopies: Int
  public var heldOutNearCopies: Int
  public var vocabularyIsLearned: Bool
  public var vocabularyIsShared: Bool
  public var forecast: CorpusCheckForecast
  /// The worst first.
  public var findings: [CorpusCheckFinding]

  /// Whether nothing needs to be done.
  public var isGood: Bool { !findings.contains(where: \.matters) }

  init(
    _ loaded: LoadedRecipe, corpora: [CorpusCheckCorpus], statistics: CorpusStatistics, heldOut: CorpusCheckHeldOut,
    vocabulary: CorpusCheckVocabulary, forecast: CorpusCheckForecast, findings: [CorpusCheckFinding]
  ) {
    recipe = loaded.path
    self.corpora = corpora.map {
      CorpusPart(
        role: $0.role.rawValue, name: $0.name, path: $0.sample.path, pairs: $0.sample.estimatedPairs,
        pairsAreGuessed: $0.sample.isGuess, pairsLookedAt: $0.sample.pairCount, isWhole: $0.sample.isWhole)
    }
    let pieces = vocabulary.sides.map { side in
      Pieces(
        vocabularySize: side.size, perToken: side.coverage.piecesPerToken, unknownShare: side.coverage.unknownRate,
        byteShare: side.coverage.byteShare)
    }
    source = Side(loaded.recipe.languages.source, statistics.source, pieces.first)
    target = Side(loaded.recipe.languages.target, statistics.target, pieces.last)
    lengthRatio = Double(statistics.ratios.quantile(0.5)) / 100
    lengthRatio5 = Double(statistics.ratios.quantile(0.05)) / 100
    lengthRatio95 = Double(statistics.ratios.quantile(0.95)) / 100
    duplicateShare = statistics.distinct.duplicateShare
    heldOutCopies = heldOut.copies
    heldOutNearCopies = heldOut.nearCopies
    vocabularyIsLearned = vocabulary.isLearned
    vocabularyIsShared = vocabulary.isShared
    self.forecast = forecast
    self.findings = findings
  }
}

extension CorpusCheckReport.Side {
  init(_ language: String, _ side: CorpusStatistics.Side, _ pieces: CorpusCheckReport.Pieces?) {
    self.init(
      language: language, meanCharacters: side.characters.mean, characters95: side.characters.quantile(0.95),
      scripts: side.scripts.shares.reduce(into: [:]) { $0[$1.script.rawValue] = $1.share },
      duplicateShare: side.distinct.duplicateShare, pieces: pieces)
  }
}

import Basics
import Corpus
import Subwords

/// Looks at the corpora of a recipe, in seconds, before a training takes hours: do the sides belong together, is the text
/// what it should be, is the test set in it, do the vocabulary and the machine suffice?
public enum CorpusCheck {
  /// At most this many pairs of each role are looked at, over all its corpora.
  static let mostPairs = 200_000

  /// Wrong data is a finding; what cannot be read at all is thrown.
  /// - Parameters:
  ///   - folder: where the run would be.
  ///   - workers: threads; the recipe's number where nil, else as many as there are cores.
  public static func run(
    _ loaded: LoadedRecipe, folder: String, workers: Int?
  ) throws(TrainingError) -> CorpusCheckReport {
    let recipe = loaded.recipe
    let workers = workers ?? recipe.training.workers ?? WorkerPool.processorCount
    let languages = LanguagePair(source: recipe.languages.source, target: recipe.languages.target)
    let vocabularies = try asTrainingError {
      try (loaded.resolvedVocabulary?.all ?? []).map { try VocabularyFile(path: $0) }
    }
    // Every path is looked up before the first is read: a misspelt name costs nothing.
    let (training, sets) = try corpora(loaded.resolvedCorpora, languages)
    var findings: [CorpusCheckFinding] = []
    for corpus in training + sets { findings += try asTrainingError { try corpus.findings(languages) } }
    if training.allSatisfy({ $0.sample.pairCount == 0 }), let failure = training.compactMap(\.sample.failure).first {
      throw .other(failure)
    }
    findings += noteSets(sets)

    var statistics = CorpusStatistics()
    for corpus in training { statistics += corpus.statistics }
    findings += noteDuplicates(statistics)
    let heldOut = CorpusCheckHeldOut(training: training, sets: sets)
    findings += heldOut.findings

    let vocabulary = try CorpusCheckVocabulary(
      recipe, given: vocabularies, pairs: training.flatMap { Array($0.sample.pairs) },
      isAll: training.allSatisfy(\.sample.isWhole), workers: workers)
    findings += vocabulary.findings
    let forecast = CorpusCheckForecast(recipe, vocabulary, training: training, folder: folder, workers: workers)
    findings += forecast.findings(recipe)
    return CorpusCheckReport(
      loaded, corpora: training + sets, statistics: statistics, heldOut: heldOut, vocabulary: vocabulary,
      forecast: forecast, findings: CorpusCheckFinding.sorted(findings))
  }

  private struct Entry {
    var source: CorpusSource
    var role: CorpusCheckCorpus.Role
    var name: String
    var weight: Double
  }

  private static func corpora(
    _ corpora: Recipe.Corpora, _ languages: LanguagePair
  ) throws(TrainingError) -> (training: [CorpusCheckCorpus], sets: [CorpusCheckCorpus]) {
    return try asTrainingError {
      var training: [Entry] = []
      for corpus in corpora.train {
        training += try corpus.path.sources(languages, corpus.encoding).map {
          Entry(source: $0, role: .training, name: corpus.path.lastPart, weight: corpus.weight)
        }
      }
      var sets: [Entry] = []
      for (role, entries) in [(CorpusCheckCorpus.Role.validation, corpora.validation), (.test, corpora.test)] {
        for set in entries {
          sets += try set.path.sources(languages, set.encoding).map {
            Entry(source: $0, role: role, name: set.name, weight: 1)
          }
        }
      }
      return (try read(training, languages), try read(sets, languages))
    }
  }

  /// The part of the limit that a small corpus does not use is left for the next one.
  private static func read(
    _ entries: [Entry], _ languages: LanguagePair
  ) throws(CorpusError) -> [CorpusCheckCorpus] {
    var corpora: [CorpusCheckCorpus] = []
    var left = mostPairs
    for (number, entry) in entries.enumerated() {
      let corpus = try CorpusCheckCorpus(
        entry.source, role: entry.role, name: entry.name, weight: entry.weight, languages: languages,
        limit: max(1000, left / (entries.count - number)))
      left -= min(left, corpus.sample.pairCount)
      corpora.append(corpus)
    }
    return corpora
  }

  private static func noteSets(_ sets: [CorpusCheckCorpus]) -> [CorpusCheckFinding] {
    if !sets.contains(where: { $0.role == .validation }) {
      return [
        CorpusCheckFinding(
          .note, "the recipe has no validation corpus: nothing says which model is the best, or when to stop",
          remedy: "set aside some hundred pairs that are not in the training text as corpora.validation")
      ]
    }
    return []
  }

  private static func noteDuplicates(_ statistics: CorpusStatistics) -> [CorpusCheckFinding] {
    let share = statistics.distinct.duplicateShare
    guard share > 0.01 else { return [] }
    return [
      CorpusCheckFinding(
        share > 0.2 ? .warning : .note, "\(percent(share)) of the training pairs have come before",
        remedy: "mt corpus build --filter duplicates leaves them out")
    ]
  }
}

import Basics
import Corpus
import Subwords
import TextProcessing

/// The corpora of a recipe, and the vocabularies and symbols that it names, checked before a run's folder is touched: a
/// mistake costs nothing.
struct TrainingInputs {
  let languages: LanguagePair
  let train: [(sources: [CorpusSource], weight: Double)]
  /// A folder of several corpora gives a set for each, named `NAME/CORPUS`.
  let validation: [(name: String, pairs: [SentencePair])]
  /// The pairs of all test corpora: none of them is trained on.
  let test: [SentencePair]
  let validationTexts: [InputText]
  let testTexts: [InputText]
  /// The vocabularies of `vocabulary.path`: a shared one, or the source's and the target's; empty if they are learned.
  let vocabularies: [VocabularyFile]
  /// The files that all of this was read from, or will be.
  let paths: [String]
  /// The faults of held-out sets that do not refuse them.
  let faults: [TextFault]

  /// - Parameter acceptsFaults: whether held-out sets may hold any text.
  init(_ loaded: LoadedRecipe, acceptsFaults: Bool) throws(TrainingError) {
    let languages = LanguagePair(
      source: loaded.recipe.languages.source, target: loaded.recipe.languages.target)
    let corpora = loaded.resolvedCorpora
    self.languages = languages
    let vocabularyPaths = loaded.resolvedVocabulary?.all ?? []
    vocabularies = try asTrainingError { try vocabularyPaths.map { try VocabularyFile(path: $0) } }
    if vocabularyPaths.isEmpty, !loaded.recipe.vocabulary.symbols.isEmpty {
      try asTrainingError {
        for language in [languages.source, languages.target] {
          try SegmentTokenizer(language: language, rules: loaded.recipe.text.normalization)
            .check(loaded.recipe.vocabulary.symbols)
        }
      }
    }
    var faults: [TextFault] = []
    let load = { (source: CorpusSource) in
      let corpus = try ParallelCorpus.load([source], languages: languages)
      for fault in corpus.faults(languages).leading {
        if fault.isCertain && !acceptsFaults { throw CorpusError.unfitText(fault) }
        faults.append(fault)
      }
      return corpus
    }
    var paths = vocabularyPaths
    (train, validation, test, validationTexts, testTexts) = try asTrainingError {
      let train = try corpora.train.map { (sources: try $0.path.sources(languages, $0.encoding), weight: $0.weight) }
      paths += train.flatMap { $0.sources.flatMap(\.paths) }
      var (validationTexts, testTexts): ([InputText], [InputText]) = ([], [])
      let validation = try corpora.validation.flatMap { set in
        let sources = try set.path.sources(languages, set.encoding)
        paths += sources.flatMap(\.paths)
        return try sources.map { source in
          let name = sources.count == 1 ? set.name : set.name + "/" + source.name(languages)
          let corpus = try load(source)
          validationTexts += corpus.files.map(InputText.init)
          return (name: name, pairs: corpus.pairs)
        }
      }
      let test = try corpora.test.flatMap { set in
        let sources = try set.path.sources(languages, set.encoding)
        paths += sources.flatMap(\.paths)
        // A file without pairs is no reason to refuse the others of a folder.
        let read = try sources.compactMap { source in
          do { return try load(source) } catch CorpusError.noPairs(_) where sources.count > 1 { return nil }
        }
        if read.isEmpty { throw CorpusError.noPairs(path: sources[0].paths[0]) }
        testTexts += read.flatMap(\.files).map(InputText.init)
        return read.flatMap(\.pairs)
      }
      return (train, validation, test, validationTexts, testTexts)
    }
    self.paths = paths
    self.faults = faults
  }

  /// The filter for validation and test text, which training leaves out.
  var heldOut: HeldOutFilter { HeldOutFilter(validation.flatMap(\.pairs) + test) }
}

extension Recipe.CorpusPath {
  /// The sources that the path stands for; at least one.
  func sources(_ languages: LanguagePair, _ encoding: TextEncoding?) throws(CorpusError) -> [CorpusSource] {
    switch self {
    case .both(let path): try CorpusSource.resolve(path, languages: languages, encoding: encoding)
    case .sides(let source, let target):
      [try CorpusSource.resolve(source: source, target: target, encoding: encoding)]
    }
  }
}

extension CorpusSource {
  /// The last part of the source's path, without `.LANG` and what follows it.
  fileprivate func name(_ languages: LanguagePair) -> String {
    let file = paths[0].split(separator: "/").last.map(String.init) ?? paths[0]
    for ending in ["", ".gz", ".zst"].map({ "." + languages.source + $0 }) where file.hasSuffix(ending) {
      return String(file.dropLast(ending.count))
    }
    return file
  }
}

import Basics
import Corpus
import Glibc
import Inference
import Models
import Subwords

/// The work before the first update: shards and vocabularies, each created once and found again on resume.
struct Preparation {
  private(set) var mixture: CorpusMixture
  /// A hash of everything that decides which pairs are trained on.
  let dataHash: UInt64
  /// The shards of each training corpus.
  let texts: [InputText]
  let configuration: BundleConfiguration
  let source: SegmentCodec
  let target: SegmentCodec
  private let heldOut: HeldOutFilter
  private let shards: TrainingShards
  private let run: RunFolder
  private let corpora: [(reader: ShardReader, weight: Double)]
  private let temperature: Double

  /// - Parameters:
  ///   - mayRebuild: false if a checkpoint was made from the shards that are there.
  ///   - known: the hashes of the texts that the checkpoint was made from.
  init(
    _ recipe: Recipe, inputs: TrainingInputs, run: RunFolder, workers: Int, mayRebuild: Bool,
    known: InputHashes?, acceptsFaults: Bool, observe: @escaping (TrainingEvent) -> Void
  ) throws(TrainingError) {
    self.run = run
    shards = TrainingShards(
      run: run, languages: inputs.languages, workers: workers, mayRebuild: mayRebuild,
      known: known?.train, acceptsFaults: acceptsFaults)
    let readers = try shards.readers(inputs.train.map(\.sources), observe: observe)
    corpora = zip(readers, inputs.train).map { (reader: $0, weight: $1.weight) }
    temperature = recipe.corpora.temperature
    mixture = CorpusMixture(corpora, temperature: temperature)
    var hash = PairHash()
    for reader in readers {
      hash.add(reader.index.languages.source)
      for shard in reader.index.shards { hash.add(shard.hash) }
    }
    hash.add(inputs.test)
    dataHash = hash.value
    texts = readers.map { InputText(path: $0.folder, hash: TrainingShards.hash(of: $0.index)) }
    heldOut = inputs.heldOut
    let preparation = VocabularyPreparation(
      recipe: recipe, readers: readers, run: run, workers: workers, observe: observe)
    let files = try preparation.vocabularies(given: inputs.vocabularies)
    let (sourceFile, targetFile) = (files[0], files[files.count - 1])
    (source, target) = try asTrainingError {
      (
        try SegmentCodec(
          language: recipe.languages.source, model: sourceFile.model, rules: recipe.text.normalization),
        try SegmentCodec(
          language: recipe.languages.target, model: targetFile.model, rules: recipe.text.normalization)
      )
    }
    let lines = try TrainingLines(of: readers, languages: inputs.languages, workers: workers)
    configuration = BundleConfiguration(recipe, vocabularies: files, lines)
    if mayRebuild {
      try preparation.check(source: source, target: target)
      observe(.notice(lines.summary(configuration.decoding)))
    }
  }

  /// The same when the files of its run stand in another folder.
  func moved(to folder: RunFolder) -> Preparation {
    var moved = self
    moved.mixture = CorpusMixture(
      corpora.map { reader, weight in
        let isOfRun = reader.folder.utf8.starts(with: (run.shards + "/").utf8)
        let path = folder.shards + reader.folder.dropFirst(run.shards.count)
        return (reader: isOfRun ? reader.moved(to: path) : reader, weight: weight)
      }, temperature: temperature)
    return moved
  }

  /// The encoding of training pairs: those with an empty side, those that are too long and those that are held out are
  /// left out, and counted by the iterator. The target may be twice as long as the source.
  func encoder(maxSourceTokens: Int) -> BatchIterator.Encoder {
    { [source, target, heldOut] pair in
      if heldOut.contains(pair) { return .dropped(.heldOut) }
      let (source, target) = (source.encode(pair.source), target.encode(pair.target))
      let fits = (1...maxSourceTokens).contains(source.count) && (1...2 * maxSourceTokens).contains(target.count)
      return fits ? .pair(source: source, target: target) : .dropped(.length)
    }
  }
}

extension BundleConfiguration {
  /// - Parameters:
  ///   - vocabularies: one for both sides, or the source's and the target's.
  ///   - lines: those of the training.
  init(_ recipe: Recipe, vocabularies: [VocabularyFile], _ lines: TrainingLines) {
    let (source, target) = (vocabularies[0], vocabularies[vocabularies.count - 1])
    self.init(
      languages: Languages(source: recipe.languages.source, target: recipe.languages.target),
      model: ModelConfiguration(
        recipe.model, sourceVocabularySize: source.model.vocabulary.count,
        targetVocabularySize: target.model.vocabulary.count),
      sharedVocabulary: vocabularies.count == 1,
      vocabularyForms: VocabularyForms(source: source.form, target: target.form),
      text: Text(
        normalization: recipe.text.normalization, maxSourceTokens: recipe.text.maxSourceTokens,
        singleSentenceShare: lines.shareOfSingleSentences),
      decoding: Decoding(
        beamSize: recipe.decoding.beamSize, normalize: recipe.decoding.normalize,
        maxLengthFactor: recipe.decoding.maxLengthFactor,
        passThrough: recipe.decoding.passThrough ?? lines.passThrough,
        splitSentences: recipe.decoding.splitSentences ?? lines.areSingleSentences))
  }
}

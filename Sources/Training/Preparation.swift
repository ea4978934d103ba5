import Basics
import Corpus
import Glibc
import Inference
import Models
import Subwords

/// What stands before the first update: shards and vocabularies, each made once and found again on resume.
struct Preparation {
  let reader: ShardReader
  let configuration: BundleConfiguration
  let source: SegmentCodec
  let target: SegmentCodec

  /// - Parameter mayRebuild: false where a checkpoint was made from the shards that are there.
  init(
    _ recipe: Recipe, inputs: TrainingInputs, run: RunFolder, workers: Int, mayRebuild: Bool,
    observe: @escaping (TrainingEvent) -> Void
  ) throws(TrainingError) {
    reader = try Self.shards(inputs, run: run, workers: workers, mayRebuild: mayRebuild, observe: observe)
    let preparation = VocabularyPreparation(
      recipe: recipe, reader: reader, run: run, workers: workers, observe: observe)
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
    configuration = BundleConfiguration(recipe, vocabularies: files)
    if mayRebuild { try preparation.check(source: source, target: target) }
  }

  private static func shards(
    _ inputs: TrainingInputs, run: RunFolder, workers: Int, mayRebuild: Bool, observe: (TrainingEvent) -> Void
  ) throws(TrainingError) -> ShardReader {
    try asTrainingError {
      let (sources, languages) = (inputs.train, inputs.languages)
      if AtomicFile.exists(run.shards + "/" + ShardIndex.fileName) {
        let reader = try ShardReader(folder: run.shards)
        if try reader.index.matches(sources, languages: languages) { return reader }
      }
      if !mayRebuild { throw TrainingError.corporaChanged(folder: run.path) }
      var build = CorpusBuild(languages: languages)
      build.workers = workers
      let index = try build.run(sources, folder: run.shards)
      var remarks: [String] = []
      if let empty = index.rejected[.empty] {
        remarks.append("\(grouped(empty)) with an empty side left out")
      }
      let repaired = index.tallies.count(.invalidUTF8)
      if repaired > 0 {
        remarks.append("\(grouped(repaired)) segments with invalid UTF-8 repaired")
      }
      observe(
        .notice(
          "Wrote shards of \(grouped(index.pairs)) pairs from \(sources.count) "
            + (sources.count == 1 ? "source" : "sources")
            + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))")
        ))
      return try ShardReader(folder: run.shards)
    }
  }

  /// The encoding of training pairs: those with an empty side and those that are too long are left out, and counted by the
  /// iterator. The target may be twice as long as the source.
  func encoder(maxSourceTokens: Int) -> BatchIterator.Encoder {
    { [source, target] pair in
      let encoded = EncodedPair(source: source.encode(pair.source), target: target.encode(pair.target))
      let fits =
        (1...maxSourceTokens).contains(encoded.source.count) && (1...2 * maxSourceTokens).contains(encoded.target.count)
      return fits ? encoded : nil
    }
  }
}

extension BundleConfiguration {
  /// - Parameter vocabularies: one for both sides, or the source's and the target's.
  init(_ recipe: Recipe, vocabularies: [VocabularyFile]) {
    let (source, target) = (vocabularies[0], vocabularies[vocabularies.count - 1])
    self.init(
      languages: Languages(source: recipe.languages.source, target: recipe.languages.target),
      model: ModelConfiguration(
        cell: recipe.model.cell.rawValue, layers: recipe.model.layers, hiddenSize: recipe.model.hiddenSize,
        embeddingSize: recipe.model.embeddingSize, sourceVocabularySize: source.model.vocabulary.count,
        targetVocabularySize: target.model.vocabulary.count, reverseSource: recipe.model.reverseSource,
        feedVector: recipe.model.feedVector, dropout: recipe.model.dropout),
      sharedVocabulary: vocabularies.count == 1,
      vocabularyForms: VocabularyForms(source: source.form, target: target.form),
      text: Text(
        normalization: recipe.text.normalization, maxSourceTokens: recipe.text.maxSourceTokens),
      decoding: Decoding(
        beamSize: recipe.decoding.beamSize, normalize: recipe.decoding.normalize,
        maxLengthFactor: recipe.decoding.maxLengthFactor))
  }
}

import Basics
import Corpus
import Glibc
import Inference
import Models
import Subwords
import TextProcessing

/// What stands before the first update: shards and subword models, each made once and found again on resume.
struct Preparation {
  let reader: ShardReader
  let configuration: BundleConfiguration
  let source: SegmentCodec
  let target: SegmentCodec

  /// - Parameter mayRebuild: false where a checkpoint was made from the shards that are there.
  init(
    _ recipe: Recipe, inputs: TrainingInputs, run: RunFolder, workers: Int, mayRebuild: Bool,
    observe: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    reader = try Self.shards(inputs, run: run, mayRebuild: mayRebuild, observe: observe)
    let (sourceModel, targetModel) = try Self.vocabularies(
      recipe, reader: reader, run: run, workers: workers, observe: observe)
    (source, target) = try asTrainingError {
      (
        try SegmentCodec(language: recipe.languages.source, model: sourceModel),
        try SegmentCodec(language: recipe.languages.target, model: targetModel)
      )
    }
    configuration = BundleConfiguration(
      recipe, sourceVocabularySize: sourceModel.vocabulary.count, targetVocabularySize: targetModel.vocabulary.count)
  }

  private static func shards(
    _ inputs: TrainingInputs, run: RunFolder, mayRebuild: Bool, observe: (TrainingEvent) -> Void
  ) throws(TrainingError) -> ShardReader {
    try asTrainingError {
      let (sources, languages) = (inputs.train, inputs.languages)
      if AtomicFile.exists(run.shards + "/" + ShardIndex.fileName) {
        let reader = try ShardReader(folder: run.shards)
        if try reader.index.matches(sources, languages: languages) { return reader }
      }
      if !mayRebuild { throw TrainingError.corporaChanged(folder: run.path) }
      let index = try ShardWriter.build(sources, languages: languages, folder: run.shards)
      var remarks: [String] = []
      if index.tallies.emptyPairs > 0 {
        remarks.append("\(grouped(index.tallies.emptyPairs)) with an empty side left out")
      }
      if index.tallies.repairedSegments > 0 {
        remarks.append("\(grouped(index.tallies.repairedSegments)) segments with invalid UTF-8 repaired")
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

  /// Tokens are counted and the models trained, unless the files are there: each is written whole or not at all.
  private static func vocabularies(
    _ recipe: Recipe, reader: ShardReader, run: RunFolder, workers: Int, observe: (TrainingEvent) -> Void
  ) throws(TrainingError) -> (source: SentencePieceModel, target: SentencePieceModel) {
    let names =
      recipe.vocabulary.shared
      ? [ModelBundle.sharedVocabularyFile] : [ModelBundle.sourceVocabularyFile, ModelBundle.targetVocabularyFile]
    let paths = names.map { run.path + "/" + $0 }
    return try asTrainingError {
      if !paths.allSatisfy(AtomicFile.exists) {
        let counts = try TokenCounter.count(
          reader, threads: workers, source: tokenization(recipe.languages.source),
          target: tokenization(recipe.languages.target))
        var sides = [counts.source, counts.target]
        if recipe.vocabulary.shared {
          sides[0].merge(sides[1])
          sides.removeLast()
        }
        let kind: SentencePieceTrainer.Kind = recipe.vocabulary.model == .bpe ? .bpe : .unigram
        for (side, path) in zip(sides, paths) {
          let tokens = side.sorted.map { TokenCount(token: $0.token, count: $0.count) }
          let size = try SentencePieceTrainer.train(
            counts: tokens, kind: kind, size: recipe.vocabulary.size, to: path)
          let pruned = side.prunedTokens > 0 ? ", the rarest \(grouped(side.prunedTokens)) left out" : ""
          observe(
            .notice(
              "Learned \(grouped(size)) \(kind.rawValue) pieces from \(grouped(tokens.count)) distinct tokens\(pruned): "
                + path))
        }
      }
      let models = try paths.map { try SentencePieceModel(path: $0) }
      return (models[0], models[models.count - 1])
    }
  }

  private static func tokenization(_ language: String) throws(TextError) -> TokenCounter.Tokenization {
    let normalizer = try Normalizer(language: language)
    let tokenizer = try Tokenizers.make(language: language)
    return { tokenizer.tokenize(normalizer.normalize($0)) }
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
  init(_ recipe: Recipe, sourceVocabularySize: Int, targetVocabularySize: Int) {
    self.init(
      languages: Languages(source: recipe.languages.source, target: recipe.languages.target),
      model: ModelConfiguration(
        cell: recipe.model.cell.rawValue, layers: recipe.model.layers, hiddenSize: recipe.model.hiddenSize,
        embeddingSize: recipe.model.embeddingSize, sourceVocabularySize: sourceVocabularySize,
        targetVocabularySize: targetVocabularySize, reverseSource: recipe.model.reverseSource,
        feedVector: recipe.model.feedVector, dropout: recipe.model.dropout),
      sharedVocabulary: recipe.vocabulary.shared,
      text: Text(
        normalization: recipe.text.normalization.rawValue, maxSourceTokens: recipe.text.maxSourceTokens),
      decoding: Decoding(
        beamSize: recipe.decoding.beamSize, normalize: recipe.decoding.normalize,
        maxLengthFactor: recipe.decoding.maxLengthFactor))
  }
}

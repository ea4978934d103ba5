import Basics
import Corpus
import Inference
import Subwords

/// The vocabularies of a run: found in its folder, copied there or learned, and looked at before training starts.
struct VocabularyPreparation {
  let recipe: Recipe
  let readers: [ShardReader]
  let run: RunFolder
  let workers: Int
  let observe: (TrainingEvent) -> Void

  /// One for both sides, or the source's and the target's. Each file is written whole or not at all.
  /// - Parameter given: those that the recipe names; none where they are learned.
  func vocabularies(given: [VocabularyFile]) throws(TrainingError) -> [VocabularyFile] {
    let isShared = given.isEmpty ? recipe.vocabulary.shared : given.count == 1
    let sides: [VocabularySide] = isShared ? [.shared] : [.source, .target]
    return try asTrainingError { () throws -> [VocabularyFile] in
      let found = sides.compactMap(existing)
      if found.count == sides.count {
        if AtomicFile.exists(run.path + "/" + ModelBundle.configurationFile) {
          try ModelBundle.checkVocabularies(run.path)
        }
        return try found.map { try VocabularyFile(path: $0) }
      }
      let files = try given.isEmpty ? learned(isShared: isShared) : given
      for (side, file) in zip(sides, files) {
        let path = run.path + "/" + ModelBundle.vocabularyFile(side, file.form)
        try file.write(to: path)
        let count = grouped(file.model.vocabulary.count)
        observe(
          .notice("\(given.isEmpty ? "Learned" : "Copied") a vocabulary of \(count) pieces (\(file.summary)): \(path)"))
      }
      return files
    }
  }

  private func existing(_ side: VocabularySide) -> String? {
    [VocabularyForm.sentencepiece, .text].map { run.path + "/" + ModelBundle.vocabularyFile(side, $0) }
      .first(where: AtomicFile.exists)
  }

  private func learned(isShared: Bool) throws -> [VocabularyFile] {
    let (source, target) = try TokenCounter.count(
      countedFrames(), threads: workers, source: tokenization(recipe.languages.source),
      target: tokenization(recipe.languages.target))
    var sides = [source, target]
    if isShared {
      sides[0].merge(target)
      sides.removeLast()
    }
    let section = recipe.vocabulary
    return try sides.map { side in
      if side.prunedTokens > 0 {
        observe(.notice("Counting tokens, \(grouped(side.prunedTokens)) of the rarest were left out"))
      }
      let tokens = side.sorted.map { TokenCount(token: $0.token, count: $0.count) }
      return try VocabularyTrainer.train(
        consume tokens, kind: section.model, size: section.size, symbols: section.symbols, name: run.path)
    }
  }

  /// Vocabularies are learned from at most this many pairs, because counting reads them one by one.
  private static let mostCountedPairs = 5_000_000

  private func countedFrames() -> [(ShardReader, Int)] {
    let frames = ShardReader.evenFrames(of: readers, mostPairs: Self.mostCountedPairs)
    let counted = frames.reduce(0) { $0 + $1.0.pairCount(ofFrame: $1.1) }
    let total = readers.reduce(0) { $0 + $1.index.pairs }
    if counted < total {
      observe(
        .notice(
          "Counting the tokens of \(grouped(counted)) of \(grouped(total)) \(plural("pair", total)), evenly from all of them"
        ))
    }
    return frames
  }

  private func tokenization(_ language: String) throws -> TokenCounter.Tokenization {
    let tokenizer = try SegmentTokenizer(
      language: language, symbols: recipe.vocabulary.symbols, rules: recipe.text.normalization)
    try tokenizer.check(recipe.vocabulary.symbols)
    return { tokenizer.tokens(of: $0) }
  }

  // MARK: - Coverage

  /// If there are more pairs than about this, only a part of the frames is read, evenly from the shards.
  private static let mostPairs = 100_000
  private static let warningShare = 0.05

  /// Says how well the vocabularies fit the training text, and refuses those that do not.
  func check(source: SegmentCodec, target: SegmentCodec) throws(TrainingError) {
    let (coverages, pairs) = try asTrainingError { try self.coverages(source, target) }
    let total = readers.reduce(0) { $0 + $1.index.pairs }
    let sample = (pairs == total ? "all " : "\(grouped(pairs)) of ") + counted(total, "segment")
    for (side, coverage) in zip(["source", "target"], coverages) {
      observe(.notice("Vocabulary of the \(side), on \(sample): \(coverage)"))
      let share = max(coverage.unknownRate, coverage.byteShare)
      if share > recipe.vocabulary.maxUnknown {
        throw .tooMuchUnknown(side: side, share: share, allowed: recipe.vocabulary.maxUnknown)
      }
      if share > Self.warningShare {
        observe(
          .warning(
            "\(VocabularyCoverage.percent(share)) of the \(side)'s pieces are unknown or bytes: what they stand for is hard "
              + "to learn; raise vocabulary.size or choose another vocabulary.model"))
      }
    }
  }

  private func coverages(
    _ source: SegmentCodec, _ target: SegmentCodec
  ) throws(CorpusError) -> (coverages: [VocabularyCoverage], pairs: Int) {
    var sums = [VocabularyCoverage(), VocabularyCoverage()]
    let pool = WorkerPool(count: workers)
    for (reader, frame) in ShardReader.evenFrames(of: readers, mostPairs: Self.mostPairs) {
      let pairs = try reader.frame(frame)
      let found = pool.map(pairs.count, share: 64) { _, index -> [VocabularyCoverage] in
        [source.coverage(of: pairs[index].source), target.coverage(of: pairs[index].target)]
      }
      for coverages in found {
        for side in 0..<2 { sums[side] += coverages[side] }
      }
    }
    return (sums, sums[0].lines)
  }
}

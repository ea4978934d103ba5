import Basics
import Corpus
import Inference
import Subwords

/// How text is split into pieces, by the vocabularies that a recipe names or by those that it would learn from a sample.
struct CorpusCheckVocabulary {
  struct Side {
    var size: Int
    var coverage: VocabularyCoverage
  }

  /// The source's and the target's.
  private(set) var sides: [Side] = []
  private(set) var isShared = false
  private(set) var isLearned = false
  /// The mean number of pieces of the sources and of the targets, without those that are too long or empty.
  private(set) var meanPieces = (source: 0.0, target: 0.0)
  /// The share of the pairs that training would not leave out.
  private(set) var keptShare = 0.0
  private(set) var findings: [CorpusCheckFinding] = []

  /// More pairs are not learned from, and not measured: it would take more than seconds.
  static let mostPairs = 20_000

  /// - Parameter given: those that the recipe names; none where they are learned.
  init(
    _ recipe: Recipe, given: [VocabularyFile], pairs all: [SentencePair], isAll: Bool, workers: Int
  ) throws(TrainingError) {
    let step = max(1, (all.count + Self.mostPairs - 1) / Self.mostPairs)
    let sample = stride(from: 0, to: all.count, by: step).map { all[$0] }
    let files: [VocabularyFile]
    switch given.isEmpty ? try Self.learn(recipe, sample, workers: workers) : .success(given) {
    case .success(let found): files = found
    case .failure(let error):
      // Training on all of the text would learn the same vocabulary, and fail in the same way.
      let isCertain = isAll && step == 1
      findings.append(
        CorpusCheckFinding(
          isCertain ? .error : .note,
          "no vocabulary can be learned from \(isCertain ? "the text" : "a sample"): \(error.summary)",
          remedy: isCertain ? error.remedy : nil))
      return
    }
    isLearned = given.isEmpty
    isShared = files.count == 1
    try measure(recipe, files, sample, workers: workers)
  }

  private static func learn(
    _ recipe: Recipe, _ pairs: [SentencePair], workers: Int
  ) throws(TrainingError) -> Result<[VocabularyFile], SubwordError> {
    let section = recipe.vocabulary
    var sides: [TokenCounts] = []
    for (language, side) in [(recipe.languages.source, \SentencePair.source), (recipe.languages.target, \.target)] {
      let tokenizer = try asTrainingError {
        try SegmentTokenizer(language: language, symbols: section.symbols, rules: recipe.text.normalization)
      }
      var counts = TokenCounts()
      TokenCounter.add(pairs.map { $0[keyPath: side] }, to: &counts, threads: workers) { tokenizer.tokens(of: $0) }
      sides.append(counts)
    }
    if section.shared {
      sides[0].merge(sides[1])
      sides.removeLast()
    }
    return Result { () throws(SubwordError) in
      var files: [VocabularyFile] = []
      for counts in sides {
        let tokens = counts.sorted.map { TokenCount(token: $0.token, count: $0.count) }
        files.append(
          try VocabularyTrainer.train(
            consume tokens, kind: section.model, size: section.size, symbols: section.symbols, name: "the sample"))
      }
      return files
    }
  }

  private mutating func measure(
    _ recipe: Recipe, _ files: [VocabularyFile], _ sample: [SentencePair], workers: Int
  ) throws(TrainingError) {
    let (source, target) = try asTrainingError {
      (
        try SegmentCodec(language: recipe.languages.source, model: files[0].model, rules: recipe.text.normalization),
        try SegmentCodec(
          language: recipe.languages.target, model: files[files.count - 1].model, rules: recipe.text.normalization)
      )
    }
    let measured = WorkerPool(count: workers).map(sample.count, share: 64) { _, index in
      (source: source.coverage(of: sample[index].source), target: target.coverage(of: sample[index].target))
    }
    sides = [
      Side(size: source.vocabulary.count, coverage: VocabularyCoverage()),
      Side(size: target.vocabulary.count, coverage: VocabularyCoverage()),
    ]
    let limit = recipe.text.maxSourceTokens
    var kept = 0
    var tooLong = 0
    for (source, target) in measured {
      sides[0].coverage += source
      sides[1].coverage += target
      guard source.pieces > 0 && target.pieces > 0 else { continue }
      if source.pieces > limit || target.pieces > 2 * limit {
        tooLong += 1
        continue
      }
      kept += 1
      meanPieces.source += Double(source.pieces)
      meanPieces.target += Double(target.pieces)
    }
    meanPieces = (meanPieces.source / Double(max(1, kept)), meanPieces.target / Double(max(1, kept)))
    keptShare = Double(kept) / Double(max(1, measured.count))
    note(tooLong: Double(tooLong) / Double(max(1, measured.count)), limit: limit)
    noteUnknown(allowed: recipe.vocabulary.maxUnknown)
  }

  private mutating func note(tooLong share: Double, limit: Int) {
    guard share > 0 else { return }
    findings.append(
      CorpusCheckFinding(
        share > 0.05 ? .warning : .note,
        "\(percent(share)) of the pairs are longer than text.maxSourceTokens = \(counted(limit, "piece")) (twice that in the target): "
          + "training leaves them out",
        remedy: share > 0.05 ? "raise text.maxSourceTokens, or vocabulary.size" : nil))
  }

  private mutating func noteUnknown(allowed: Double) {
    for (name, side) in zip(["source", "target"], sides) {
      let share = max(side.coverage.unknownRate, side.coverage.byteShare)
      guard share > 0.05 else { continue }
      findings.append(
        CorpusCheckFinding(
          share > allowed ? .error : .warning,
          "about \(percent(share)) of the \(name)'s pieces are unknown or bytes"
            + (share > allowed
              ? ", more than vocabulary.maxUnknown = \(allowed): training would stop with an error" : ""),
          remedy: "raise vocabulary.size, or choose another vocabulary.model"))
    }
  }
}

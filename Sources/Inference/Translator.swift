import Basics
import Decoding
import Models
import Subwords
import Synchronization

/// Translates lines of text.
///
/// The translation of a line depends on that line alone: not on the lines beside it, their order, the size of the batches or
/// the number of workers. A beam of 1 is searched greedily.
public final class Translator: Sendable {
  public let options: DecodingOptions
  private let bundle: ModelBundle
  private let batchSize: Int
  private let splitter: LineSplitter
  private let pool: WorkerPool
  /// One a worker, used by its thread alone.
  private let searches: [WorkerSearch]
  private let turn = Mutex(())

  /// - Parameters:
  ///   - bundle: if its network is trained further, make a new translator: some of its values are copied.
  ///   - batchSize: sentences that are decoded together, at most; 1 or more.
  ///   - workers: threads, the caller's among them; 1 or more.
  public init(_ bundle: ModelBundle, options: DecodingOptions, batchSize: Int, workers: Int) {
    precondition(batchSize > 0, "a batch of \(batchSize) sentences")
    self.bundle = bundle
    self.options = options
    self.batchSize = batchSize
    splitter = LineSplitter(codec: bundle.source, limit: bundle.configuration.text.maxSourceTokens)
    pool = WorkerPool(count: workers)
    searches = (0..<workers).map { _ in WorkerSearch(bundle, options) }
  }

  /// A line for each line. A line that normalization leaves nothing of gives one blank translation. A line of more pieces
  /// than `maxSourceTokens` is split, and gives one translation whatever `nBest` is: the best of its parts, joined by
  /// spaces.
  public func translate(_ lines: [String]) throws(InferenceError) -> TranslationResult {
    try turn.withLock { _ throws(InferenceError) in try translateNow(lines) }
  }

  private func translateNow(_ lines: [String]) throws(InferenceError) -> TranslationResult {
    let parts = pool.map(lines.count, share: 16) { [splitter] _, line in splitter.parts(of: lines[line]) }
    let sentences = parts.flatMap { $0 }
    let translations = try translations(of: sentences)
    var firstPart = 0
    let translated = parts.map { parts in
      defer { firstPart += parts.count }
      return candidates(translations[firstPart..<firstPart + parts.count])
    }
    return TranslationResult(lines: translated, splitLines: parts.count { $0.count > 1 })
  }

  /// The translations of each sentence, best first.
  private func translations(of sentences: [[TokenID]]) throws(InferenceError) -> [[Translation]] {
    let queue = SentenceQueue(sentences, searches: pool.count)
    let found = pool.map(pool.count) { [searches, batchSize] worker, _ in
      searches[worker].translations(queue, batchSize: batchSize)
    }
    var translations = [[Translation]](repeating: [], count: sentences.count)
    for result in found {
      do throws(DecodingError) {
        for (sentence, found) in try result.get() { translations[sentence] = found }
      } catch {
        throw .decoding(error)
      }
    }
    return translations
  }

  /// - Parameter parts: the translations of each part of a line.
  private func candidates(_ parts: ArraySlice<[Translation]>) -> [TranslationCandidate] {
    guard let first = parts.first else { return [.blank] }
    if parts.count == 1 { return first.map { $0.candidate(options) } }
    let best = parts.map { $0[0] }
    let whole = Translation(
      text: best.map(\.text).filter { !$0.isEmpty }.joined(separator: " "),
      logProbability: best.reduce(0) { $0 + $1.logProbability }, length: best.reduce(0) { $0 + $1.length })
    return [whole.candidate(options)]
  }
}

/// A hypothesis as text.
private struct Translation: Sendable {
  var text: String
  var logProbability: Double
  /// Pieces, the end symbol's included.
  var length: Int

  func candidate(_ options: DecodingOptions) -> TranslationCandidate {
    TranslationCandidate(
      text: text, logProbability: logProbability,
      score: logProbability / options.lengthPenalty.divisor(length: length))
  }
}

/// The search of one worker: ids in, text out.
private final class WorkerSearch: @unchecked Sendable {
  private let search: BeamSearch
  private let codec: SegmentCodec
  private var model: NetworkStepModel

  init(_ bundle: ModelBundle, _ options: DecodingOptions) {
    search = BeamSearch(options, begin: SpecialTokens.begin, end: SpecialTokens.end)
    codec = bundle.target
    model = NetworkStepModel(bundle.network, suppressed: bundle.target.vocabulary.neverGenerated)
  }

  /// The translations of the sentences that this worker got to take, best first.
  func translations(
    _ queue: SentenceQueue, batchSize: Int
  ) -> Result<[(sentence: Int, translations: [Translation])], DecodingError> {
    Result { () throws(DecodingError) in
      var translations: [(Int, [Translation])] = []
      try search.search(queue, batchSize: batchSize, with: &model) { sentence, hypotheses in
        translations.append((sentence, hypotheses.map(translation)))
      }
      return translations
    }
  }

  private func translation(_ hypothesis: Hypothesis) -> Translation {
    Translation(
      text: codec.decode(hypothesis.ids), logProbability: hypothesis.logProbability,
      length: hypothesis.ids.count + (hypothesis.isComplete ? 1 : 0))
  }
}

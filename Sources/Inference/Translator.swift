import Basics
import Decoding
import Models
import Subwords
import Synchronization
import TextProcessing

/// Translates lines of text.
///
/// The translation of a line depends on that line alone: not on the lines beside it, their order, the size of the batches or
/// the number of workers. A beam of 1 is searched greedily.
public final class Translator: Sendable {
  public let options: DecodingOptions
  private let batchSize: Int
  private let preparation: LinePreparation
  private let parts: TranslatedParts
  private let pool: WorkerPool
  /// One a worker, used by its thread alone.
  private let searches: [WorkerSearch]
  private let turn = Mutex(())

  /// - Parameters:
  ///   - bundle: if its network is trained further, make a new translator: some of its values are copied.
  ///   - lineOptions: nil for the model's own.
  ///   - batchSize: sentences that are decoded together, at most; 1 or more.
  ///   - workers: threads, the caller's among them; 1 or more.
  public init(
    _ bundle: ModelBundle, options: DecodingOptions, lineOptions: LineOptions? = nil, batchSize: Int, workers: Int
  ) {
    precondition(batchSize > 0, "a batch of \(batchSize) sentences")
    self.options = options
    self.batchSize = batchSize
    preparation = LinePreparation(bundle, lineOptions ?? bundle.configuration.lineOptions())
    parts = TranslatedParts(
      options: options, separator: SentenceSplitter.separator(language: bundle.configuration.languages.target))
    pool = WorkerPool(count: workers)
    searches = (0..<workers).map { _ in WorkerSearch(bundle, options) }
  }

  /// Refuses a search that memory cannot hold.
  public static func check(
    _ options: DecodingOptions, for bundle: ModelBundle, batchSize: Int, workers: Int
  ) throws(InferenceError) {
    let bytes = ModelMemory.bytesOfSearch(
      bundle.configuration.model, hypotheses: batchSize * options.beamSize * workers, beamSize: options.beamSize)
    guard bytes <= ModelMemory.present else {
      throw .searchTooLarge(
        batchSize: batchSize, beamSize: options.beamSize, bytes: bytes, present: ModelMemory.present)
    }
  }

  /// A line for each line. A line that normalization leaves nothing of gives one blank translation; so does one for which the
  /// model gives probabilities that are not numbers. A line of several sentences, or with more pieces than `maxSourceTokens`,
  /// is translated in parts, if its `LineOptions` say so.
  /// - Parameter progress: is told now and then which share of the work is done, from 0 to 1, by any thread.
  public func translate(_ lines: [String], progress: (@Sendable (Double) -> Void)? = nil) -> TranslationResult {
    turn.withLock { _ in translateNow(lines, progress) }
  }

  private func translateNow(_ lines: [String], _ progress: (@Sendable (Double) -> Void)?) -> TranslationResult {
    let prepared = pool.map(lines.count, share: 16) { [preparation] _, line in preparation.prepare(lines[line]) }
    let translations = translations(of: prepared.flatMap(\.parts), progress)
    var result = TranslationResult(lines: [])
    result.lines.reserveCapacity(lines.count)
    var firstPart = 0
    for (number, line) in prepared.enumerated() {
      switch line.content {
      case .text(let text): result.lines.append([.certain(text)])
      case .parts(let ids):
        let found = parts.candidates(translations[firstPart..<firstPart + ids.count])
        firstPart += ids.count
        result.lines.append(found.isEmpty ? [.failed] : found)
        if found.isEmpty { result.failedLines.append(number) }
      }
      if line.isLong { result.splitLines += 1 }
      if let script = line.unlearnedScript, result.unlearnedScript == nil { result.unlearnedScript = (number, script) }
    }
    return result
  }

  /// The translations of each sentence, best first; none where the model's probabilities are not numbers.
  private func translations(
    of sentences: [[TokenID]], _ progress: (@Sendable (Double) -> Void)?
  ) -> [[Translation]] {
    let queue = SentenceQueue(sentences, searches: pool.count)
    let done = Atomic(0)
    let total = Double(max(1, sentences.reduce(0) { $0 + $1.count }))
    let found = pool.map(pool.count) { [searches, batchSize] worker, _ in
      searches[worker].translations(queue, batchSize: batchSize) { sentence in
        let pieces = done.add(sentences[sentence].count, ordering: .relaxed).newValue
        progress?(Double(pieces) / total)
      }
    }
    var translations = [[Translation]](repeating: [], count: sentences.count)
    for (sentence, found) in found.joined() { translations[sentence] = found }
    return translations
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
  /// - Parameter done: is told the number of each sentence.
  func translations(
    _ queue: SentenceQueue, batchSize: Int, done: (Int) -> Void
  ) -> [(sentence: Int, translations: [Translation])] {
    var translations: [(Int, [Translation])] = []
    search.search(queue, batchSize: batchSize, with: &model) { sentence, hypotheses in
      translations.append((sentence, hypotheses.map(translation)))
      done(sentence)
    }
    return translations
  }

  private func translation(_ hypothesis: Hypothesis) -> Translation {
    Translation(
      text: codec.decode(hypothesis.ids), logProbability: hypothesis.logProbability, score: hypothesis.score,
      cutParts: hypothesis.isComplete ? 0 : 1)
  }
}

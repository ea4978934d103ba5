import Basics
import Synchronization

/// Measures whole corpora in bounded memory.
public enum CorpusScan {
  /// Pairs that are read before they are measured together.
  private static let blockPairs = 1 << 14
  private static let blockBytes = 1 << 24

  /// Measures all pairs of the sources, and says what was found in them; for shards, in what they were built from. The result does not depend on the number of workers.
  /// - Parameters:
  ///   - tokenizers: nil counts no tokens.
  ///   - observe: is told from time to time how many pairs have been read.
  public static func statistics(
    of sources: [CorpusSource], languages: LanguagePair, workers: Int, tokenizers: CorpusStatistics.Tokenizers? = nil,
    observe: (Int) -> Void = { _ in }
  ) throws(CorpusError) -> (statistics: CorpusStatistics, tallies: CorpusTallies) {
    let pool = WorkerPool(count: workers)
    let parts = (0..<workers).map { _ in Part() }
    let measure: @Sendable ([SentencePair], Int) -> Void = { pairs, worker in
      parts[worker].statistics.withLock { statistics in
        for pair in pairs { statistics.add(pair, tokenizers: tokenizers) }
      }
    }
    var tallies = CorpusTallies()
    var readPairs = 0
    for source in sources {
      if case .shards(let folder) = source {
        let reader = try ShardReader(folder: folder, languages: languages)
        try each(frameOf: reader, pool: pool, measure) { observe(readPairs + $0) }
        readPairs += reader.index.pairs
        tallies = tallies + reader.index.tallies
        continue
      }
      let reader = try source.makeReader(languages: languages)
      while let block = try nextBlock(reader) {
        pool.run { worker in
          let share = block.count * worker / workers..<block.count * (worker + 1) / workers
          measure(Array(block[share]), worker)
        }
        readPairs += block.count
        observe(readPairs)
      }
      tallies = tallies + reader.tallies
    }
    var statistics = CorpusStatistics()
    for part in parts { part.statistics.withLock { statistics += $0 } }
    return (statistics, tallies)
  }

  /// The frames of shards, each read and decompressed by the worker that measures it.
  private static func each(
    frameOf reader: ShardReader, pool: WorkerPool, _ measure: @escaping @Sendable ([SentencePair], Int) -> Void,
    observe: (Int) -> Void
  ) throws(CorpusError) {
    for first in stride(from: 0, to: reader.frameCount, by: 4 * pool.count) {
      let end = min(first + 4 * pool.count, reader.frameCount)
      let failure = Failure()
      pool.run { worker in
        for frame in stride(from: first + worker, to: end, by: pool.count) {
          do throws(CorpusError) { measure(try reader.frame(frame), worker) } catch { failure.note(error, at: frame) }
        }
      }
      if let error = failure.first { throw error }
      observe(end == reader.frameCount ? reader.index.pairs : reader.firstPair(ofFrame: end))
    }
  }

  private static func nextBlock(_ reader: any ParallelReader) throws(CorpusError) -> [SentencePair]? {
    var block: [SentencePair] = []
    var bytes = 0
    while block.count < blockPairs, bytes < blockBytes, let pair = try reader.next() {
      bytes += pair.source.utf8.count + pair.target.utf8.count
      block.append(pair)
    }
    return block.isEmpty ? nil : block
  }

  /// The measurements of one worker.
  private final class Part: Sendable {
    let statistics = Mutex(CorpusStatistics())
  }

  /// The error of the first frame that failed.
  private final class Failure: Sendable {
    private let found = Mutex<(frame: Int, error: CorpusError)?>(nil)

    var first: CorpusError? { found.withLock { $0?.error } }

    func note(_ error: CorpusError, at frame: Int) {
      found.withLock { if $0 == nil || frame < $0!.frame { $0 = (frame, error) } }
    }
  }
}

import Basics
import Glibc
import Synchronization
import Testing

@testable import Corpus

struct PrefetcherTests {
  let scratch = Scratch()

  @Test func itGivesTheBatchesOfTheIterator() throws {
    let reader = try scratch.shards(somePairs(200))
    var iterator = BatchIterator(
      CorpusMixture([(reader, 1)]), batchTokens: 80, windowPairs: 40, seed: 3,
      position: DataPosition(epoch: 1, window: 1, batch: 2),
      encode: wordEncoder)
    let prefetcher = Prefetcher(iterator)
    for _ in 0..<200 { #expect(try prefetcher.next() == iterator.next()) }
    #expect(prefetcher.waitedSeconds > 0)
    prefetcher.cancel()
    prefetcher.cancel()
  }

  @Test func errorsArePassedOnAndStay() throws {
    let reader = try scratch.shards(somePairs(100), shardBytes: 1 << 20)
    let path = "\(reader.folder)/shard-00000.tsv.zst"
    try AtomicFile.write(Array(try AtomicFile.read(path)[..<300]), to: path)
    let prefetcher = Prefetcher(
      BatchIterator(CorpusMixture([(reader, 1)]), batchTokens: 80, windowPairs: 10, seed: 3, encode: wordEncoder))
    var first: CorpusError?
    do throws(CorpusError) { while true { _ = try prefetcher.next() } } catch { first = error }
    let expected = try #require(first)
    #expect(throws: expected) { try prefetcher.next() }
  }

  @Test func itStopsWithoutFinishingAWindow() throws {
    let reader = try scratch.shards(somePairs(2000), shardBytes: 1 << 20)
    let encoded = Counter()
    let prefetcher = Prefetcher(
      BatchIterator(CorpusMixture([(reader, 1)]), batchTokens: 80, seed: 3) { pair in
        encoded.value.withLock { $0 += 1 }
        usleep(1000)
        return wordEncoder(pair)
      })
    while encoded.value.withLock({ $0 }) == 0 { usleep(100) }
    prefetcher.cancel()
    #expect(encoded.value.withLock { $0 } < 2000)
  }

  private final class Counter: Sendable {
    let value = Mutex(0)
  }
}

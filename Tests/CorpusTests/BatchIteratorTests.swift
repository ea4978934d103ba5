import Basics
import Testing

@testable import Corpus

struct BatchIteratorTests {
  let scratch = Scratch()

  private func iterator(
    _ reader: ShardReader, windowPairs: Int = 60, seed: UInt64 = 4, threads: Int = 1, at position: DataPosition = .start
  ) -> BatchIterator {
    BatchIterator(
      CorpusMixture([(reader, 1)]), batchTokens: 120, windowPairs: windowPairs, seed: seed, threads: threads,
      position: position,
      encode: wordEncoder)
  }

  /// All batches of the first epochs.
  private func batches(_ iterator: BatchIterator, epochs: Int) throws -> [Batch] {
    var iterator = iterator
    var batches: [Batch] = []
    while true {
      let batch = try iterator.next()
      if batch.position.epoch == epochs { return batches }
      batches.append(batch)
    }
  }

  @Test func eachPairComesOnceAnEpoch() throws {
    let pairs = somePairs(300)
    let reader = try scratch.shards(pairs)
    for windowPairs in [60, 100_000] {
      let batches = try batches(iterator(reader, windowPairs: windowPairs), epochs: 3)
      for epoch in 0..<3 {
        let found = batches.filter { $0.position.epoch == epoch }.flatMap(\.pairs)
        #expect(found.map(\.number).sorted() == Array(0..<300))
        for pair in found.prefix(50) {
          guard case .pair(let source, let target) = wordEncoder(pairs[pair.number]) else { continue }
          #expect(pair == EncodedPair(source: source, target: target, number: pair.number))
        }
      }
      for batch in batches {
        #expect(batch.targetTokens == batch.pairs.reduce(0) { $0 + $1.target.count + 1 })
        #expect(batch.targetTokens <= 120)
      }
      let orders = (0..<3).map { epoch in
        batches.filter { $0.position.epoch == epoch }.flatMap { $0.pairs.map(\.number) }
      }
      #expect(orders[0] != orders[1] && orders[1] != orders[2])
    }
  }

  @Test func itGoesOnFromAnyPosition() throws {
    let reader = try scratch.shards(somePairs(300))
    let whole = try batches(iterator(reader), epochs: 2)
    #expect(Set(whole.map(\.position.window)).count > 3)
    for (number, batch) in whole.enumerated().dropLast(3) {
      var resumed = iterator(reader, at: batch.nextPosition)
      for expected in whole[(number + 1)...].prefix(3) { #expect(try resumed.next() == expected) }
      var same = iterator(reader, at: batch.position)
      #expect(try same.next() == batch)
    }
  }

  @Test func threadsChangeNothingAndSeedsDo() throws {
    let reader = try scratch.shards(somePairs(200))
    let one = try batches(iterator(reader), epochs: 1)
    #expect(try batches(iterator(reader, threads: 3), epochs: 1) == one)
    #expect(try batches(iterator(reader, seed: 5), epochs: 1) != one)
  }

  @Test func droppedPairsAreCountedAndLeftOut() throws {
    let reader = try scratch.shards(somePairs(200))
    var iterator = BatchIterator(CorpusMixture([(reader, 1)]), batchTokens: 100, windowPairs: 50, seed: 1) { pair in
      pair.source.utf8.count.isMultiple(of: 3) ? .dropped(.heldOut) : wordEncoder(pair)
    }
    var seen = 0
    while true {
      let batch = try iterator.next()
      seen += batch.pairs.count
      if batch.nextPosition.epoch == 1 { break }
    }
    #expect(iterator.dropped[.heldOut] > 20)
    #expect(seen + iterator.dropped.total == 200)
  }

  @Test func dataOfWhichNothingIsLeftIsAnError() throws {
    let reader = try scratch.shards(somePairs(200))
    for position in [DataPosition.start, DataPosition(epoch: 2, window: 1, batch: 0)] {
      var iterator = BatchIterator(
        CorpusMixture([(reader, 1)]), batchTokens: 100, windowPairs: 50, seed: 1, position: position,
        encode: { _ in .dropped(.length) })
      let error = #expect(throws: CorpusError.self) { try iterator.next() }
      #expect(error?.summary == "none of its 200 pairs can be used: 200 too long or empty, 0 held out")
    }
  }

  @Test func anEpochWithoutPairsIsPassedOver() throws {
    let corpus = try scratch.shards(somePairs(3))
    var iterator = BatchIterator(
      CorpusMixture([(corpus, 0.01)]), batchTokens: 100, windowPairs: 50, seed: 1, encode: wordEncoder)
    let epochs = try (0..<4).map { _ in try iterator.next().position.epoch }
    #expect(epochs == [33, 66, 99, 133])
  }

  @Test func weightsThatAreTooSmallAreAnError() throws {
    let corpus = try scratch.shards((0..<3).map { SentencePair(source: "ก\($0)", target: "a", weight: 1e-20) })
    var iterator = BatchIterator(
      CorpusMixture([(corpus, 1)]), batchTokens: 100, windowPairs: 50, seed: 1, encode: wordEncoder)
    let error = #expect(throws: CorpusError.self) { try iterator.next() }
    #expect(error?.summary == "none of its 3 pairs can be used: their weights are too small")
  }

  @Test(arguments: [(-1, 0, 0), (0, -1, 0), (0, 0, -1), (0, 99, 0), (0, 0, 9999), (Int.max, 0, 0)])
  func positionsThatAreNotThereAreErrors(epoch: Int, window: Int, batch: Int) throws {
    let position = DataPosition(epoch: epoch, window: window, batch: batch)
    var iterator = iterator(try scratch.shards(somePairs(100)), at: position)
    #expect(throws: CorpusError.positionNotInData(position)) { try iterator.next() }
  }
}

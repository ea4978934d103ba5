import Basics
import Testing

@testable import Corpus

struct ShuffledWindowsTests {
  let scratch = Scratch()

  private func mixture(_ corpora: [(pairs: Int, weight: Double)], temperature: Double = 1) throws -> CorpusMixture {
    try CorpusMixture(
      corpora.enumerated().map { number, corpus in
        (try scratch.shards(somePairs(corpus.pairs), name: "shards\(number)"), corpus.weight)
      }, temperature: temperature)
  }

  /// How often each pair comes in some epochs, and the numbers of the pairs of each window.
  private func read(
    _ mixture: CorpusMixture, epochs: Range<Int>, windowPairs: Int
  ) throws -> (counts: [Int: Int], windows: [[Int]]) {
    var windows = ShuffledWindows(mixture, windowPairs: windowPairs, generator: SeededGenerator(seed: 5))
    var counts: [Int: Int] = [:]
    var numbers: [[Int]] = []
    for epoch in epochs {
      for window in 0..<windows.count {
        let loaded = try windows.load(epoch: epoch, window: window, threads: 1).lines.map(\.number)
        for number in loaded { counts[number, default: 0] += 1 }
        numbers.append(loaded)
      }
    }
    return (counts, numbers)
  }

  @Test(arguments: [1, 7, 50, 100, 10_000])
  func eachPairComesOnceAnEpoch(windowPairs: Int) throws {
    let mixture = try mixture([(300, 1), (40, 1), (3, 1)])
    for epoch in [0, 1, 7] {
      let counts = try read(mixture, epochs: epoch..<epoch + 1, windowPairs: windowPairs).counts
      #expect(counts == Dictionary(uniqueKeysWithValues: (0..<343).map { ($0, 1) }))
    }
  }

  @Test func weightsSayHowOften() throws {
    let mixture = try mixture([(300, 1), (40, 3), (41, 0.5)])
    #expect(mixture.pairsAnEpoch == 440.5)
    let counts = try read(mixture, epochs: 4..<6, windowPairs: 60).counts
    for number in 0..<300 { #expect(counts[number] == 2) }
    for number in 300..<340 { #expect(counts[number] == 6) }
    for number in 340..<381 { #expect(counts[number] == 1) }
  }

  @Test func weightsOfPairsSayHowOftenToo() throws {
    var pairs = somePairs(300)
    for number in 0..<10 { pairs[number].weight = 30.5 }
    let mixture = CorpusMixture([(try scratch.shards(pairs), 1)])
    #expect(mixture.pairsAnEpoch == 595)
    let (counts, windows) = try read(mixture, epochs: 0..<2, windowPairs: 60)
    // Windows are of the size that is asked for on average, whatever the weights.
    #expect(windows.count == 20)
    for number in 0..<10 { #expect((60...62).contains(counts[number] ?? 0)) }
    for number in 10..<300 { #expect(counts[number] == 2) }
  }

  @Test func temperatureEvensTheSharesOut() throws {
    let mixture = try mixture([(400, 1), (100, 1)], temperature: 2)
    #expect(abs(mixture.pairsAnEpoch - 500) < 1e-9)
    // The shares 0.8 and 0.2 have roots of 2 to 1.
    let counts = try read(mixture, epochs: 0..<3, windowPairs: 60).counts
    let small = counts.filter { $0.key >= 400 }.values
    #expect(small.reduce(0, +) == 500)
    #expect(small.allSatisfy { $0 == 5 })
    #expect(counts.filter { $0.key < 400 }.allSatisfy { (2...3).contains($0.value) })
  }

  @Test func everyWindowHoldsItsShareOfEachCorpus() throws {
    let mixture = try mixture([(700, 1), (200, 1), (20, 5)])
    for window in try read(mixture, epochs: 0..<2, windowPairs: 100).windows {
      #expect(window.count { $0 < 700 } == 70)
      #expect(window.count { (700..<900).contains($0) } == 20)
      #expect(window.count { $0 >= 900 } == 10)
    }
  }

  @Test func everyWindowHoldsItsShareOfEachSourceOfAFolder() throws {
    func table(_ name: String, _ count: Int) throws -> CorpusSource {
      let lines = somePairs(count).map { "\(name)\($0.source)\t\($0.target)\n" }
      return .file(path: try scratch.write(name + ".tsv", lines.joined()), format: .tsv, columns: TableColumns())
    }
    var build = CorpusBuild(languages: thaiEnglish)
    (build.frameBytes, build.leastPartFrames) = (500, 3)
    // The second is too small to be a part of its own, and goes with the third.
    let sources = [try table("a", 700), try table("b", 5), try table("c", 195), try table("d", 100)]
    let index = try build.run(sources, folder: scratch.path + "/folder")
    #expect(index.parts?.count == 3)
    let mixture = CorpusMixture([(try ShardReader(folder: scratch.path + "/folder"), 1)])
    for window in try read(mixture, epochs: 0..<2, windowPairs: 100).windows {
      #expect(window.count { $0 < 700 } == 70)
      #expect(window.count { (700..<900).contains($0) } == 20)
      #expect(window.count { $0 >= 900 } == 10)
    }
  }

  /// As large corpora are, in small: frames of some four pairs, windows of 60.
  @Test func theOrderOfTheFilesIsGone() throws {
    let mixture = try mixture([(6000, 1)])
    let order = try read(mixture, epochs: 0..<1, windowPairs: 60).windows.flatMap { $0 }
    let mean = 2999.5
    let covariance = order.enumerated().reduce(0.0) { $0 + (Double($1.offset) - mean) * (Double($1.element) - mean) }
    let variance = order.indices.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    #expect(abs(covariance / variance) < 0.02)
    var places = [Int](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[number] = place }
    let distances = (1..<6000).map { abs(places[$0] - places[$0 - 1]) }.sorted()
    #expect(distances[3000] >= 60 / 4)
    let second = try read(mixture, epochs: 1..<2, windowPairs: 60).windows.flatMap { $0 }
    #expect(zip(order, second).count { $0 == $1 } < 60)
  }

  @Test func aWindowIsFoundWithoutThoseBeforeIt() throws {
    let mixture = try mixture([(300, 1), (40, 2.5)])
    let all = try read(mixture, epochs: 0..<3, windowPairs: 60).windows
    var windows = ShuffledWindows(mixture, windowPairs: 60, generator: SeededGenerator(seed: 5))
    for place in [windows.count * 2 + 1, 3, windows.count + 2] {
      let lines = try windows.load(epoch: place / windows.count, window: place % windows.count, threads: 3).lines
      #expect(lines.map(\.number) == all[place])
    }
  }

  @Test func moreThreadsThanFramesReadThemAll() throws {
    for pairs in [3, 7] {
      let corpus = try scratch.shards(somePairs(pairs), name: "few\(pairs)")
      for threads in [1, 4, 9] {
        var windows = ShuffledPairs(CorpusMixture([(corpus, 1)]), seed: 1)
        #expect(try windows.next(threads: threads).window.lines.map(\.number).sorted() == Array(0..<pairs))
      }
    }
  }

  @Test func evenFramesComeFromAllAlongTheCorpora() throws {
    let readers = [
      try scratch.shards(somePairs(300), name: "one"), try scratch.shards(somePairs(100), name: "two"),
    ]
    let all = ShardReader.evenFrames(of: readers)
    #expect(all.count == readers[0].frameCount + readers[1].frameCount)
    let some = ShardReader.evenFrames(of: readers, mostPairs: 100)
    #expect(some.count == (all.count + 3) / 4)
    #expect(some.map(\.1).prefix(3) == [0, 4, 8])
  }

  @Test func longPairsMakeSmallWindows() throws {
    let long = try scratch.shards([SentencePair(source: String(repeating: "ก", count: 100_000), target: "a")])
    #expect(CorpusMixture([(long, 1)]).windowPairs == 111)
    #expect(CorpusMixture([(try scratch.shards(somePairs(9), name: "short"), 1)]).windowPairs == 200_000)
  }

  @Test func shardsOfTheOtherDirectionAreTurnedRound() throws {
    let folder = try scratch.shards(somePairs(50)).folder
    let reader = try ShardReader(folder: folder, languages: LanguagePair(source: "en", target: "th"))
    #expect(try reader.frame(0)[0] == somePairs(1)[0].reversed)
    var pairs = ShuffledPairs(CorpusMixture([(reader, 1)]), seed: 1)
    let window = try pairs.next().window
    let originals = somePairs(50)
    for index in 0..<window.count {
      #expect(window.pair(index) == originals[window.lines[index].number].reversed)
    }
    let german = LanguagePair(source: "de", target: "en")
    #expect(throws: CorpusError.otherLanguages(path: folder, found: thaiEnglish, wanted: german)) {
      try ShardReader(folder: folder, languages: german)
    }
  }
}

import Basics
import Testing

@testable import Corpus

struct CorpusBuildTests {
  let scratch = Scratch()
  private var folder: String { "\(scratch.path)/out" }

  private func build(_ sources: [CorpusSource], _ change: (inout CorpusBuild) -> Void = { _ in }) throws -> ShardIndex {
    var build = CorpusBuild(languages: thaiEnglish)
    change(&build)
    return try build.run(sources, folder: folder)
  }

  private func moses(_ source: String, _ target: String, name: String = "a") throws -> CorpusSource {
    .moses(source: try scratch.write("\(name).th", source), target: try scratch.write("\(name).en", target))
  }

  private func table(_ pairs: [SentencePair], name: String) throws -> CorpusSource {
    .file(
      path: try scratch.write(name, pairs.map { "\($0.source)\t\($0.target)\n" }.joined()), format: .tsv,
      columns: TableColumns())
  }

  @Test func pairsWithAnEmptySideAreLeftOutAndCounted() throws {
    let index = try build([moses("ก\n \u{3000}\t\nค\n\n", "a\nb\n\nd\n")])
    #expect(index.pairs == 1)
    #expect(index.textBytes == 6)
    #expect(index.tallies.readPairs == 4)
    #expect(index.rejected == [.empty: 3])
    #expect(Folder.names(in: folder) == ["manifest.json", "shard-00000.tsv.zst"])
    #expect(try ShardIndex.load(folder: folder) == index)
  }

  @Test func shardsKnowTheirSources() throws {
    let sources: [CorpusSource] = [
      try moses("ก\n", "a\n"), .file(path: try scratch.write("b.tsv", "ข\tb\n"), format: .tsv, columns: TableColumns()),
    ]
    let index = try build(sources)
    #expect(try ShardReader(folder: folder).frame(0).map(\.target) == ["a", "b"])
    #expect(try index.matches(sources, languages: thaiEnglish))
    #expect(try !index.matches(sources, languages: LanguagePair(source: "en", target: "th")))
    #expect(try !index.matches(sources.reversed(), languages: thaiEnglish))
    #expect(try !index.matches([sources[0]], languages: thaiEnglish))
    let manifest = folder + "/manifest.json"
    #expect(try index.matches(sources, languages: thaiEnglish, notChangedSince: manifest))
    try scratch.write("b.tsv", "ข\tc\n")
    #expect(try !index.matches(sources, languages: thaiEnglish))
    #expect(try !index.matches(sources, languages: thaiEnglish, notChangedSince: manifest))
    #expect(try build(sources).matches(sources, languages: thaiEnglish))
    #expect(Folder.names(in: scratch.path) == ["a.en", "a.th", "b.tsv", "out"])
  }

  @Test func theBytesDoNotDependOnTheWorkers() throws {
    let sources = try [
      table(somePairs(3000, seed: 1), name: "a.tsv"), moses("ก\n\nค\n", "a\nb\nc\n"), table([], name: "c.tsv"),
      table(somePairs(40_000, seed: 2), name: "d.tsv"),
    ]
    var first: [[UInt8]]?
    for workers in [1, 2, 3, 5] {
      let index = try build(sources) {
        ($0.workers, $0.frameBytes, $0.shardBytes) = (workers, 20_000, 300_000)
        $0.rejects = "\(scratch.path)/rejects.tsv"
      }
      #expect(index.pairs == 43_002)
      #expect(index.shards.count > 3)
      let names = try #require(Folder.names(in: folder)).map { "\(folder)/\($0)" } + ["\(scratch.path)/rejects.tsv"]
      let bytes = try names.map(AtomicFile.read)
      if let first { #expect(bytes == first) } else { first = bytes }
    }
    try ShardReader(folder: folder).verify(workers: 2)
  }

  @Test(arguments: ["rejects.tsv", "rejects.tsv.zst"])
  func whatIsLeftOutIsWrittenDown(name: String) throws {
    let path = "\(scratch.path)/\(name)"
    let file = try scratch.write("b.tsv", "x\ty\n \ta\\b\n")
    _ = try build([moses("ก\n\n", "a\nb\n"), .file(path: file, format: .tsv, columns: TableColumns())]) {
      $0.rejects = path
    }
    let lines = try LineReader(path: path)
    var read: [String] = []
    while let line = try lines.next() { read.append(lines.text(line)) }
    #expect(read == ["empty\t\(scratch.path)/a.th\t2\t\tb", "empty\t\(file)\t2\t \ta\\\\b"])
    #expect(Folder.names(in: scratch.path) == ["a.en", "a.th", "b.tsv", "out", name])
  }

  @Test func whatFailsLeavesNothingBehind() throws {
    let uneven = try moses("ก\n", "a\nb\n")
    let rejects = "\(scratch.path)/rejects.tsv"
    #expect(throws: CorpusError.self) { try build([uneven]) { $0.rejects = rejects } }
    let empty = try moses("ก\n", "\n", name: "b")
    #expect(throws: CorpusError.noPairs(path: "\(scratch.path)/b.th")) { try build([empty]) { $0.rejects = rejects } }
    #expect(Folder.names(in: scratch.path) == ["a.en", "a.th", "b.en", "b.th"])
  }

  @Test func aFileOfRejectsWithinTheFolderIsRefused() throws {
    let source = try moses("ก\n\n", "a\nb\n")
    let index = try build([source])
    let path = "\(folder)/rejects.tsv"
    #expect(throws: CorpusError.rejectsAmongShards(path: path)) { try build([source]) { $0.rejects = path } }
    #expect(Folder.names(in: folder) == ["manifest.json", "shard-00000.tsv.zst"])
    #expect(try ShardIndex.load(folder: folder) == index)
  }

  @Test func anotherBuildIsNotDisturbed() throws {
    let other = try ShardWriter(ShardPlace(folder), shardBytes: 1)
    let source = try moses("ก\n", "a\n")
    #expect(throws: CorpusError.buildInProgress(folder: folder)) { try build([source]) }
    #expect(Folder.names(in: folder + ".partial") == [])
    other.abandon()
    _ = try build([source])
  }

  @Test func progressAddsUp() throws {
    let source = try table(somePairs(100), name: "a.tsv")
    var last: CorpusBuild.Progress?
    let index = try CorpusBuild(languages: thaiEnglish).run([source], folder: folder) { last = $0 }
    #expect(last?.readPairs == 100)
    #expect(last?.keptPairs == 100)
    #expect(last?.textBytes == index.textBytes)
  }

  @Test func shardsAreASourceOfShards() throws {
    let first = try build([table(somePairs(500), name: "a.tsv")])
    let copy = "\(scratch.path)/copy"
    let index = try CorpusBuild(languages: thaiEnglish).run([.shards(folder: folder)], folder: copy)
    #expect(index.shards == first.shards)
    #expect(try index.matches([.shards(folder: folder)], languages: thaiEnglish))
  }

  @Test func filesThatAreReadAreNotReplacedByRejects() throws {
    let source = try moses("ก\n", "a\n")
    let heldOut = try SourceFile(reading: scratch.write("dev.th", "ข\n"))
    for path in ["\(scratch.path)/a.en", heldOut.path] {
      #expect(throws: CorpusError.rejectsAreInput(path: path, input: path)) {
        try build([source]) { ($0.rejects, $0.heldOutFiles) = (path, [heldOut]) }
      }
    }
    #expect(Folder.names(in: scratch.path) == ["a.en", "a.th", "dev.th"])
  }

  @Test func rejectsThatCannotBeWrittenLeaveTheOldShards() throws {
    let index = try build([moses("ก\n", "a\n")])
    let source = try moses("ข\nค\n", "b\nc\n", name: "b")
    for rejects in ["\(scratch.path)/none/rejects.tsv", scratch.path] {
      let error = #expect(throws: CorpusError.self) { try build([source]) { $0.rejects = rejects } }
      #expect(error?.category == .cannotCreate)
    }
    #expect(try ShardIndex.load(folder: folder) == index)
    #expect(Folder.names(in: scratch.path) == ["a.en", "a.th", "b.en", "b.th", "out"])
  }

  @Test func rejectsMayStandBesideShardsInAFolderThatIsMade() throws {
    var build = CorpusBuild(languages: thaiEnglish)
    build.rejects = "\(scratch.path)/new/rejects.tsv"
    try build.run([moses("ก\n", "a\n")], folder: "\(scratch.path)/new/shards")
    #expect(Folder.names(in: "\(scratch.path)/new") == ["rejects.tsv", "shards"])
  }

  @Test func anInterruptedBuildLeavesNothing() throws {
    let source = try table(somePairs(20_000), name: "a.tsv")
    let rejects = "\(scratch.path)/rejects.tsv"
    #expect(throws: CorpusError.interrupted) {
      try build([source]) {
        ($0.rejects, $0.frameBytes, $0.shardBytes) = (rejects, 20_000, 100_000)
        // Once there is something to remove.
        $0.isInterrupted = { [folder] in Folder.names(in: folder + ".partial")?.isEmpty == false }
      }
    }
    #expect(Folder.names(in: scratch.path) == ["a.tsv"])
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity, -1])
  func weightsThatNoReaderTakesAreRefused(weight: Float) {
    let error = #expect(throws: CorpusError.self) {
      try PairBlock(path: "a.tsv", source: 0).append(SentencePair(source: "ก", target: "a", weight: weight), line: 7)
    }
    #expect(error == .unusableWeight(path: "a.tsv", line: 7, weight: "\(weight)"))
  }
}

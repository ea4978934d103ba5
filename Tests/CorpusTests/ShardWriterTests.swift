import Basics
import Testing

@testable import Corpus

struct ShardWriterTests {
  let scratch = Scratch()

  @Test func pairsComeBackToTheByte() throws {
    let pairs = [
      SentencePair(source: "tab\tin\\side", target: "line\nfeed\\n"),
      SentencePair(source: "e\u{301}", target: "\u{e9}"), SentencePair(source: "a\r", target: "\0"),
    ]
    #expect(try scratch.shards(pairs).frame(0) == pairs)
  }

  @Test func framesAndShardsHoldWholeLinesInOrder() throws {
    let pairs = somePairs(500)
    let reader = try scratch.shards(pairs)
    #expect(reader.index.shards.count > 3)
    #expect(reader.index.pairs == 500)
    var read: [SentencePair] = []
    for frame in 0..<reader.frameCount {
      #expect(reader.firstPair(ofFrame: frame) == read.count)
      let pairs = try reader.frame(frame)
      #expect(pairs.count == reader.pairCount(ofFrame: frame))
      read += pairs
    }
    #expect(read == pairs)
    try reader.verify()
  }

  @Test func aShardIsAPlainZstdFileThatEndsInASeekTable() throws {
    let pairs = somePairs(100)
    let reader = try scratch.shards(pairs, shardBytes: 1 << 20)
    let path = "\(reader.folder)/shard-00000.tsv.zst"
    #expect(try allPairs(TSVReader(path: path)) == pairs)

    let bytes = try AtomicFile.read(path)
    let frames = reader.index.shards[0].frames
    func number(_ offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[bytes.count - offset + $1]) << (8 * $1) }
    }
    #expect(number(4) == 0x8F92_EAB1)
    #expect(bytes[bytes.count - 5] == 0)
    #expect(number(9) == frames.count)
    let tableSize = 8 * frames.count + 9
    #expect(number(tableSize + 4) == tableSize)
    #expect(number(tableSize + 8) == 0x184D_2A5E)
    #expect(number(tableSize) == frames[0].compressedBytes)
    #expect(number(tableSize - 4) == frames[0].textBytes)
    #expect(frames.reduce(0) { $0 + $1.compressedBytes } + tableSize + 8 == bytes.count)
  }

  @Test func pairsWithAnEmptySideAreLeftOutAndCounted() throws {
    let source = try scratch.write("a.th", "ก\n \u{3000}\t\nค\n\n")
    let target = try scratch.write("a.en", "a\nb\n\nd\n")
    let index = try ShardWriter.build(
      [.moses(source: source, target: target)], languages: thaiEnglish, folder: "\(scratch.path)/out/")
    #expect(index.pairs == 1)
    #expect(index.tallies.readPairs == 4)
    #expect(index.rejected == [.empty: 3])
    #expect(Folder.names(in: "\(scratch.path)/out") == ["manifest.json", "shard-00000.tsv.zst"])
    #expect(try ShardIndex.load(folder: "\(scratch.path)/out") == index)
  }

  @Test func shardsKnowTheirSources() throws {
    let sources: [CorpusSource] = [
      .moses(source: try scratch.write("a.th", "ก\n"), target: try scratch.write("a.en", "a\n")),
      .file(path: try scratch.write("b.tsv", "ข\tb\n"), format: .tsv, columns: TableColumns()),
    ]
    let folder = "\(scratch.path)/out"
    let index = try ShardWriter.build(sources, languages: thaiEnglish, folder: folder)
    #expect(try ShardReader(folder: folder).frame(0).map(\.target) == ["a", "b"])
    #expect(try index.matches(sources, languages: thaiEnglish))
    #expect(try !index.matches(sources, languages: LanguagePair(source: "en", target: "th")))
    #expect(try !index.matches(sources.reversed(), languages: thaiEnglish))
    #expect(try !index.matches([sources[0]], languages: thaiEnglish))
    try scratch.write("b.tsv", "ข\tc\n")
    #expect(try !index.matches(sources, languages: thaiEnglish))
    let again = try ShardWriter.build(sources, languages: thaiEnglish, folder: folder)
    #expect(try again.matches(sources, languages: thaiEnglish))
    #expect(Folder.names(in: scratch.path) == ["a.en", "a.th", "b.tsv", "out"])
  }

  @Test func whatFailsLeavesNothingBehind() throws {
    let source = try scratch.write("a.th", "ก\n")
    let folder = "\(scratch.path)/out"
    let uneven = CorpusSource.moses(source: source, target: try scratch.write("a.en", "a\nb\n"))
    #expect(throws: CorpusError.self) { try ShardWriter.build([uneven], languages: thaiEnglish, folder: folder) }
    let empty = CorpusSource.moses(source: source, target: try scratch.write("b.en", "\n"))
    #expect(throws: CorpusError.noPairs(path: source)) {
      try ShardWriter.build([empty], languages: thaiEnglish, folder: folder)
    }
    #expect(Folder.names(in: scratch.path) == ["a.en", "a.th", "b.en"])
  }

  @Test func aFolderOfOtherThingsIsNeverReplaced() throws {
    let folder = try scratch.folder("out")
    try scratch.write("out/thesis.tex", "years of work")
    #expect(throws: CorpusError.notAFolderOfShards(path: folder)) {
      try ShardWriter(folder: folder, languages: thaiEnglish)
    }
    #expect(Folder.names(in: folder) == ["thesis.tex"])
  }
}

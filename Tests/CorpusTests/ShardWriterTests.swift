import Basics
import Glibc
import Testing

@testable import Corpus

struct ShardWriterTests {
  let scratch = Scratch()

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
    #expect(try allPairs(TSVReader(path: path, languages: thaiEnglish)) == pairs)

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

  @Test func aFolderOfOtherThingsIsNeverReplaced() throws {
    for name in ["out", "out.partial", "out.old"] {
      let folder = try scratch.folder(name)
      try scratch.write("\(name)/thesis.tex", "years of work")
      #expect(throws: CorpusError.notAFolderOfShards(path: folder)) {
        try ShardWriter(ShardPlace("\(scratch.path)/out"), shardBytes: 1)
      }
      #expect(Folder.names(in: folder) == ["thesis.tex"])
      unlink("\(folder)/thesis.tex")
    }
    let file = try scratch.write("file", "years of work")
    #expect(throws: CorpusError.notAFolderOfShards(path: file)) { try ShardWriter(ShardPlace(file), shardBytes: 1) }
  }

  @Test func whatACutBuildLeftIsRemoved() throws {
    let folder = try scratch.folder("shards.partial")
    for name in ["manifest.json", "manifest.json.partial", "shard-00007.tsv.zst", "duplicates.ab12CD"] {
      try scratch.write("shards.partial/\(name)", "cut")
    }
    let reader = try scratch.shards(somePairs(3))
    #expect(Folder.names(in: reader.folder) == ["manifest.json", "shard-00000.tsv.zst"])
    #expect(Folder.names(in: folder) == nil)
  }

  @Test func aFolderIsReplacedByTheCompleteOneOnly() throws {
    let old = somePairs(5, seed: 1)
    let folder = try scratch.shards(old, frameBytes: 1 << 20).folder
    let writer = try ShardWriter(ShardPlace(folder), shardBytes: 1)
    #expect(try ShardReader(folder: folder).frame(0) == old)
    writer.abandon()
    #expect(Folder.names(in: scratch.path) == ["shards"])
    #expect(try ShardReader(folder: folder).frame(0) == old)
  }

  @Test func twoBuildsIntoOneFolderAreRefused() throws {
    let folder = "\(scratch.path)/shards"
    for isThere in [false, true] {
      if isThere { _ = try scratch.shards(somePairs(3)) }
      let first = try ShardWriter(ShardPlace(folder), shardBytes: 1)
      #expect(throws: CorpusError.buildInProgress(folder: folder)) {
        try ShardWriter(ShardPlace(folder), shardBytes: 1)
      }
      first.abandon()
    }
    #expect(try ShardReader(folder: folder).frameCount == 1)
  }

  @Test func foldersAboveAreRemovedAgain() throws {
    let writer = try ShardWriter(ShardPlace("\(scratch.path)/new/er/shards"), shardBytes: 1)
    #expect(Folder.names(in: "\(scratch.path)/new/er") == ["shards.partial"])
    writer.abandon()
    #expect(Folder.names(in: scratch.path) == [])

    let other = try ShardWriter(ShardPlace("\(scratch.path)/new/er/shards"), shardBytes: 1)
    try scratch.write("new/mine.txt", "text")
    other.abandon()
    #expect(Folder.names(in: "\(scratch.path)/new") == ["mine.txt"])
  }

  /// Killed between the two renames, a build leaves the old folder under its other name.
  @Test func theOldFolderStaysUntilThereIsANewOne() throws {
    let folder = try scratch.shards(somePairs(3)).folder
    rename(folder, folder + ".old")
    try ShardWriter(ShardPlace(folder), shardBytes: 1).abandon()
    #expect(try ShardReader(folder: folder + ".old").index.pairs == 3)
    #expect(try scratch.shards(somePairs(5)).index.pairs == 5)
    #expect(Folder.names(in: scratch.path) == ["shards"])
  }

  @Test func shardsAreWhereALinkLeads() throws {
    _ = try scratch.folder("disk/shards")
    symlink("disk/shards", "\(scratch.path)/shards")
    for count in [3, 5] {
      #expect(try scratch.shards(somePairs(count)).index.pairs == count)
      var status = stat()
      #expect(lstat("\(scratch.path)/shards", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }
    #expect(Folder.names(in: "\(scratch.path)/disk") == ["shards"])
  }

  @Test func whatIsPutIntoAFolderWhileItIsReplacedIsKept() throws {
    let folder = try scratch.shards(somePairs(3)).folder
    let writer = try ShardWriter(ShardPlace(folder), shardBytes: 1)
    _ = try writer.finish(ShardIndex(languages: thaiEnglish))
    try scratch.write("shards/thesis.tex", "years of work")
    try writer.publish()
    #expect(Folder.names(in: folder + ".old") == ["thesis.tex"])
  }

  @Test func aBuildThatIsRefusedMakesNoFolder() throws {
    let folder = try scratch.shards(somePairs(3)).folder
    let lock = try BuildLock(existing: folder)
    #expect(throws: CorpusError.buildInProgress(folder: folder)) { try ShardWriter(ShardPlace(folder), shardBytes: 1) }
    #expect(Folder.names(in: scratch.path) == ["shards"])
    _ = lock
  }
}

import Basics
import FoundationEssentials
import Testing

@testable import Corpus

struct ShardReaderTests {
  let scratch = Scratch()

  @Test func everyFlippedBitIsFound() throws {
    let reader = try scratch.shards(somePairs(4), frameBytes: 60)
    let path = "\(reader.folder)/shard-00000.tsv.zst"
    let bytes = try AtomicFile.read(path)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1 << UInt8(index & 7)
      try AtomicFile.write(damaged, to: path)
      #expect(throws: CorpusError.self) { try reader.verify() }
      for frame in 0..<reader.frameCount { _ = try? reader.frame(frame) }
    }
  }

  @Test func aDamagedFrameIsNamedAndTheOthersAreRead() throws {
    let pairs = somePairs(30)
    let reader = try scratch.shards(pairs, shardBytes: 1 << 20)
    let path = "\(reader.folder)/shard-00000.tsv.zst"
    var bytes = try AtomicFile.read(path)
    let frame = reader.index.shards[0].frames[1]
    bytes[frame.offset + frame.compressedBytes - 1] ^= 1
    try AtomicFile.write(bytes, to: path)
    #expect(try reader.frame(0) == Array(pairs[..<reader.pairCount(ofFrame: 0)]))
    #expect {
      try reader.frame(1)
    } throws: { error in
      guard case .damagedFrame(path, 1, _)? = error as? CorpusError else { return false }
      return true
    }
    try AtomicFile.write(Array(bytes[..<(frame.offset + 3)]), to: path)
    #expect(throws: CorpusError.self) { try reader.frame(1) }
    #expect(throws: CorpusError.self) { try reader.frame(2) }
  }

  @Test(arguments: [
    (#""formatVersion":1"#, #""formatVersion":2"#), (#""pairs":4"#, #""pairs":5"#),
    (#""offset":0"#, #""offset":-1"#), (#""offset":0"#, #""offset":9223372036854775807"#),
    (#""textBytes":"#, #""textBytes":9"#), (#""textBytes":"#, #""textBytes":1000000"#),
    (#""compressedBytes":"#, #""compressedBytes":9"#),
    (#""shard-00000.tsv.zst""#, #""../shard-00000.tsv.zst""#), ("{", "["), (#""shards""#, #""shard""#),
  ])
  func aManifestThatCannotBeIsRefused(text: String, replacement: String) throws {
    let reader = try scratch.shards(somePairs(4), frameBytes: 1 << 20)
    let path = "\(reader.folder)/manifest.json"
    let manifest = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    try AtomicFile.write(manifest.replacing(text, with: replacement), to: path)
    #expect(throws: CorpusError.self) {
      let reader = try ShardReader(folder: reader.folder)
      _ = try reader.frame(0)
    }
  }

  @Test func aNewerManifestAndAMissingOneAreNamed() throws {
    let folder = try scratch.folder("shards")
    #expect(throws: CorpusError.file(.notFound(path: "\(folder)/manifest.json"))) { try ShardReader(folder: folder) }
    let path = try scratch.write("shards/manifest.json", #"{"formatVersion": 99, "unheard": "of"}"#)
    #expect(throws: CorpusError.newerManifest(path: path, version: 99)) { try ShardReader(folder: folder) }
  }
}

import Basics
import FoundationEssentials
import Testing

@testable import Corpus

struct ShardManifestTests {
  let scratch = Scratch()

  private func replace(_ text: String, by replacement: String, in path: String) throws {
    let manifest = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    let changed = manifest.replacing(text, with: replacement)
    #expect(changed != manifest)
    try AtomicFile.write(changed, to: path)
  }

  /// Gives a changed manifest the checksum that fits.
  private func sign(_ path: String) throws {
    var bytes = try AtomicFile.read(path)
    bytes.replaceSubrange(13..<29, with: Array(repeating: UInt8(ascii: "0"), count: 16))
    bytes.replaceSubrange(13..<29, with: ContentHash.digits(bytes.withUnsafeBytes(ContentHash.of)).utf8)
    try AtomicFile.write(bytes, to: path)
  }

  /// The manifest that version 1 wrote.
  private func version1(_ index: ShardIndex) -> String {
    let shards = index.shards.map { shard in
      let frames = shard.frames.map {
        #"{"compressedBytes":\#($0.compressedBytes),"offset":\#($0.offset),"pairs":\#($0.pairs),"textBytes":\#($0.textBytes)}"#
      }.joined(separator: ",")
      return #"{"bytes":\#(shard.bytes),"file":"\#(shard.file)","frames":[\#(frames)],"hash":"\#(shard.hash)"}"#
    }.joined(separator: ",")
    return
      #"{"formatVersion":1,"languages":{"source":"th","target":"en"},"pairs":\#(index.pairs),"shards":[\#(shards)],"#
      + #""sources":[],"tallies":{"emptyPairs":2,"readPairs":\#(index.pairs + 2),"repairedSegments":0}}"# + "\n"
  }

  @Test func itHoldsAllThatIsKnown() throws {
    var index = try scratch.shards(somePairs(100)).index
    index.filters = .recommended
    index.heldOut = [SourceFile(path: "dev.th", bytes: 3, hash: ContentHash.digits(7))]
    index.tallies.readPairs = 120
    index.tallies.note(.invalidUTF8, path: "a.th", line: 4)
    index.rejected = [.empty: 5, .duplicate: 15]
    index.sources = [SourceFile(path: "a/b.th", bytes: 10, hash: ContentHash.digits(8))]
    try index.save(folder: "\(scratch.path)/shards")
    #expect(try ShardIndex.load(folder: "\(scratch.path)/shards") == index)
  }

  @Test func aManifestOfVersion1IsRead() throws {
    let reader = try scratch.shards(somePairs(100))
    try scratch.write("shards/manifest.json", version1(reader.index))
    let old = try ShardReader(folder: reader.folder)
    try old.verify()
    #expect(old.index.rejected == [.empty: 2])
    #expect(old.index.tallies.readPairs == 102)
    #expect(old.index.textBytes == reader.index.textBytes)
    for frame in 0..<reader.frameCount { #expect(try old.frame(frame) == reader.frame(frame)) }
  }

  @Test func aChangedManifestIsRefused() throws {
    let reader = try scratch.shards(somePairs(4))
    let path = "\(reader.folder)/manifest.json"
    try replace(#""source":"th""#, by: #""source":"lo""#, in: path)
    #expect(
      throws: CorpusError.damagedManifest(
        path: path, reason: "its checksum does not fit: it was changed after it was written")
    ) { try ShardReader(folder: reader.folder) }
    try sign(path)
    #expect(try ShardReader(folder: reader.folder).index.languages.source == "lo")
  }

  @Test(arguments: [
    (#""formatVersion":2"#, #""formatVersion":0"#), (#""pairs":4"#, #""pairs":5"#), ("[[", "[[0,"),
    (#""textBytes":"#, #""textBytes":1"#), ("[[", "[[99999999999999999999,"), ("[[", "[[9223372036854775807,1,1,4],["),
    (#""file":"shard-00000.tsv.zst""#, #""file":"../shard-00000.tsv.zst""#), (#""shards""#, #""shard""#),
    (#""pairs":4"#, #""pairs":4,"parts":[9223372036854775807,9223372036854775807]"#),
    (#""bytes":"#, #""bytes":-9223372036854775"#),
    (#""readPairs":0"#, #""readPairs":9223372036854775807"#), (#""rejected":{}"#, #""rejected":{"empty":-1}"#),
    (#""pairs":4"#, #""pairs":4,"weights":4001"#), (#""pairs":4"#, #""pairs":4,"weights":-1"#),
    (#""pairs":4"#, #""pairs":4,"weights":1e300"#),
    (#"{"checksum":"#, #"{ "checksum":"#), (#"{"checksum":"#, #"{"Checksum":"#),
  ])
  func aManifestThatCannotBeIsRefused(text: String, replacement: String) throws {
    let reader = try scratch.shards(somePairs(4), frameBytes: 1 << 20)
    let path = "\(reader.folder)/manifest.json"
    try replace(text, by: replacement, in: path)
    if !replacement.hasPrefix("{") { try sign(path) }
    #expect(throws: CorpusError.self) { try ShardReader(folder: reader.folder) }
  }

  @Test(arguments: [
    (#""formatVersion":1"#, #""formatVersion":2"#), (#""pairs":4"#, #""pairs":5"#),
    (#""offset":0"#, #""offset":-1"#), (#""offset":0"#, #""offset":9223372036854775807"#),
    (#""textBytes":"#, #""textBytes":9"#), (#""textBytes":"#, #""textBytes":1000000"#),
    (#""compressedBytes":"#, #""compressedBytes":9"#), ("{", "["),
  ])
  func aManifestOfVersion1ThatCannotBeIsRefused(text: String, replacement: String) throws {
    let reader = try scratch.shards(somePairs(4), frameBytes: 1 << 20)
    let path = try scratch.write("shards/manifest.json", version1(reader.index))
    try replace(text, by: replacement, in: path)
    #expect(throws: CorpusError.self) {
      _ = try ShardReader(folder: reader.folder).frame(0)
    }
  }

  @Test func aNewerManifestAndAMissingOneAreNamed() throws {
    let folder = try scratch.folder("shards")
    #expect(throws: CorpusError.file(.notFound(path: "\(folder)/manifest.json"))) { try ShardReader(folder: folder) }
    let path = try scratch.write("shards/manifest.json", #"{"formatVersion": 99, "unheard": "of"}"#)
    #expect(throws: CorpusError.newerManifest(path: path, version: 99)) { try ShardReader(folder: folder) }
  }
}

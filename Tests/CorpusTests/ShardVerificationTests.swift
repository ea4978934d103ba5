import Basics
import Testing

@testable import Corpus

struct ShardVerificationTests {
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
    }
  }

  @Test func eachDamageIsNamedOnce() throws {
    let reader = try scratch.shards(somePairs(200))
    func change(_ shard: Int, _ change: (inout [UInt8]) -> Void) throws {
      var bytes = try AtomicFile.read(reader.path(ofShard: shard))
      change(&bytes)
      try AtomicFile.write(bytes, to: reader.path(ofShard: shard))
    }
    let frame = reader.index.shards[0].frames[1]
    try change(0) { $0[frame.offset + 5] ^= 1 }
    try change(1) { $0[$0.count - 20] ^= 1 }
    try change(2) { $0.append(0) }
    let stray = try scratch.write("shards/notes.txt", "x")
    #expect(
      reader.damages(workers: 2) == [
        .damagedFrame(path: reader.path(ofShard: 0), frame: 1, reason: "it is not the frame that was written there"),
        .damagedShard(path: reader.path(ofShard: 1), reason: "its seek table is not that of its frames"),
        .damagedShard(
          path: reader.path(ofShard: 2),
          reason: "it has \(reader.index.shards[2].bytes + 1) bytes and not \(reader.index.shards[2].bytes)"),
        .strayFile(path: stray),
      ])
    #expect(reader.damages(limit: 2).count == 2)
  }

  @Test func aMissingShardIsNamed() throws {
    let reader = try scratch.shards(somePairs(4))
    let empty = try scratch.folder("empty")
    try AtomicFile.write(AtomicFile.read("\(reader.folder)/manifest.json"), to: "\(empty)/manifest.json")
    #expect(
      try ShardReader(folder: empty).damages() == [.file(.notFound(path: "\(empty)/shard-00000.tsv.zst"))])
  }
}

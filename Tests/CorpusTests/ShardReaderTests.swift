import Basics
import Testing

@testable import Corpus

struct ShardReaderTests {
  let scratch = Scratch()

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

  @Test func aReaderOfFramesReadsInAnyOrder() throws {
    let pairs = somePairs(200)
    let reader = try scratch.shards(pairs)
    let frames = FrameReader(reader)
    var text: [UInt8] = []
    for number in (0..<reader.frameCount).reversed() {
      try frames.read(number, into: &text)
      let first = reader.firstPair(ofFrame: number)
      let expected = Array(pairs[first..<(first + reader.pairCount(ofFrame: number))])
      #expect(ShardLine.pairs(text, count: expected.count) == expected)
      #expect(try frames.pairs(ofFrame: number) == expected)
    }
  }

  @Test func weightsComeBack() throws {
    var pairs = somePairs(20)
    #expect(try scratch.shards(pairs).index.weights == nil)
    pairs[7].weight = 0.25
    let reader = try scratch.shards(pairs)
    #expect(reader.index.weights == 19.25)
    #expect(try (0..<reader.frameCount).flatMap(reader.frame) == pairs)
    try reader.verify()
  }
}

import Testing

@testable import Corpus

struct ShardLineTests {
  private func pair(_ line: String) -> SentencePair? {
    Array(line.utf8).withUnsafeBufferPointer { ShardLine.pair($0) }
  }

  @Test func furtherColumnsAreLeftAlone() {
    #expect(pair("a\tb\t0.5\tx") == SentencePair(source: "a", target: "b"))
    #expect(pair("\t") == SentencePair(source: "", target: ""))
  }

  @Test(arguments: ["", "a", "a\\x\tb", "a\tb\\"])
  func whatIsNoLineOfAShardGivesNothing(line: String) {
    #expect(pair(line) == nil)
  }

  @Test func bytesThatAreNotUTF8GiveNothing() {
    for bytes in [[0xff, 0x09, 0x61], [0x61, 0x09, 0xff, 0x5c, 0x5c]] as [[UInt8]] {
      bytes.withUnsafeBufferPointer { #expect(ShardLine.pair($0) == nil) }
    }
  }
}

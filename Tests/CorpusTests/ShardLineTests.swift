import Testing

@testable import Corpus

struct ShardLineTests {
  private func pair(_ line: String) -> SentencePair? {
    Array(line.utf8).withUnsafeBufferPointer { ShardLine.pair($0) }
  }

  private func line(_ pair: SentencePair) -> String {
    var text: [UInt8] = []
    ShardLine.append(pair, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  @Test(arguments: [
    SentencePair(source: "tab\tin\\side", target: "line\nfeed\\n"), SentencePair(source: "", target: ""),
    SentencePair(source: "e\u{301}", target: "\u{e9}"), SentencePair(source: "a\r", target: "\0"),
    SentencePair(source: "a", target: "b", weight: 0.1), SentencePair(source: "a", target: "b", weight: 0),
    SentencePair(source: "a", target: "b", weight: .leastNonzeroMagnitude),
    SentencePair(source: "a", target: "b", weight: 1000),
  ])
  func pairsComeBackToTheByte(pair: SentencePair) {
    let line = line(pair)
    #expect(line.utf8.last == UInt8(ascii: "\n"))
    #expect(line.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
    #expect(self.pair(String(line.unicodeScalars.dropLast())) == pair)
  }

  @Test(arguments: ["-1", "1000.1", "1e9", "1e30", "nan", "inf", ""])
  func aLineOfAWeightThatCannotBeIsNone(weight: String) {
    #expect(pair("a\tb\t\(weight)") == nil)
  }

  @Test func onlyAWeightThatIsNot1IsWritten() {
    #expect(line(SentencePair(source: "a", target: "b")) == "a\tb\n")
    #expect(line(SentencePair(source: "a", target: "b", weight: 0.3)) == "a\tb\t0.3\n")
  }

  @Test(arguments: [
    ("a\\t\tb", "a\\t\tb\n", "b\ta\\t\n"), ("a\tb\t2.5", "a\tb\n", "b\ta\n"), ("\t", "\t\n", "\t\n"),
  ])
  func theSidesOfALineInEitherOrder(line: String, straight: String, reversed: String) {
    var text: [UInt8] = []
    for isReversed in [false, true] {
      Array(line.utf8).withUnsafeBufferPointer { ShardLine.append(sidesOf: $0, reversed: isReversed, to: &text) }
    }
    #expect(String(decoding: text, as: UTF8.self) == straight + reversed)
  }

  @Test(arguments: [
    "", "a", "a\\x\tb", "a\tb\\", "a\tb\t", "a\tb\tx", "a\tb\tnan", "a\tb\tinf", "a\tb\t-1", "a\tb\t1\tc",
  ])
  func whatIsNoLineOfAShardGivesNothing(line: String) {
    #expect(pair(line) == nil)
  }

  @Test func bytesThatAreNotUTF8GiveNothing() {
    for bytes in [[0xff, 0x09, 0x61], [0x61, 0x09, 0xff, 0x5c, 0x5c]] as [[UInt8]] {
      bytes.withUnsafeBufferPointer { #expect(ShardLine.pair($0) == nil) }
    }
  }

  @Test func linesAreCountedAndTheLastOneEnds() {
    #expect(ShardLine.count(Array("a\tb\n\n".utf8)) == 2)
    #expect(ShardLine.count(Array("a\tb\nc\td".utf8)) == nil)
    #expect(ShardLine.pairs(Array("a\tb\nc\td".utf8), count: 2) == nil)
  }
}

import Basics
import Testing

@testable import TextProcessing

@Suite struct UTF16DecodingTests {
  /// Nil if the bytes are refused.
  private func decode(_ bytes: [UInt8], _ units: inout [UInt16]) -> [UInt16]? {
    bytes.withUnsafeBufferPointer { UTF16Decoding.decode($0, into: &units) } ? units : nil
  }

  @Test func textBecomesItsUnits() {
    var generator = SeededGenerator(seed: 6)
    var units: [UInt16] = [1, 2, 3]
    for _ in 0..<2000 {
      let line = RandomText.line(&generator) + String(repeating: "plain ", count: generator.below(8))
      #expect(decode(Array(line.utf8), &units) == Array(line.utf16))
    }
  }

  /// Whatever Swift takes for ill-formed is refused, and nothing else.
  @Test func illFormedBytesAreRefused() {
    let bytes: [UInt8] = [
      0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0x8F, 0x90,
    ]
    var generator = SeededGenerator(seed: 7)
    var units: [UInt16] = []
    for _ in 0..<200_000 {
      let line = (0..<1 + generator.below(5)).map { _ in bytes[generator.below(bytes.count)] }
      let expected = String(validating: line, as: UTF8.self).map { Array($0.utf16) }
      #expect(decode(line, &units) == expected)
    }
  }

  @Test func aBufferRepairsAndCounts() {
    var buffer = LineBuffer()
    let replacements = ([0x61, 0xFF, 0xE0, 0xB8] as [UInt8]).withUnsafeBufferPointer { buffer.decode($0) }
    #expect(replacements == 2)
    #expect(buffer.units == [0x61, 0xFFFD, 0xFFFD])
    var output: [UInt8] = [0x2E]
    LineBuffer("ก😀é\u{0}").encode(to: &output)
    #expect(output == Array(".ก😀é\u{0}".utf8))
  }
}

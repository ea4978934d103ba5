import Basics
import Testing

@testable import TextProcessing

@Suite struct UTF16TranscodingTests {
  @Test func transcodesAsTheStandardLibraryDoes() {
    var generator = SeededGenerator(seed: 1)
    for line in ["", "a", "กé😀\u{FFFF}\u{10FFFF}\u{80}\u{7FF}\u{800}"]
      + (0..<500).map({ _ in RandomText.line(&generator) })
    {
      #expect([UInt16](transcoding: line) == Array(line.utf16))
    }
  }
}

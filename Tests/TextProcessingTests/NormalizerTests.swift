import Basics
import Testing

@testable import TextProcessing

@Suite struct NormalizerTests {
  private let normalizer: Normalizer
  init() throws { normalizer = try Normalizer(language: "en") }

  private func expect(_ line: String, becomes expected: String, _ location: SourceLocation = #_sourceLocation) {
    let found = normalizer.normalize(line)
    #expect(Array(found.unicodeScalars) == Array(expected.unicodeScalars), sourceLocation: location)
  }

  @Test func plainTextStays() {
    for line in ["", "a", "Hello, world!", "ฉันชอบวัสดุศาสตร์", "漢字 한국어 😀", "👩\u{200D}👩"] { expect(line, becomes: line) }
  }

  @Test func spacesBecomeOneAndAreTrimmed() {
    expect("  a \t\u{A0} b\u{3000}c\u{2028}d\r\ne\u{85} ", becomes: "a b c d e")
    expect(" \u{A0}\n", becomes: "")
  }

  @Test func invisibleCharactersAreDropped() {
    expect("\u{FEFF}ก\u{200B}ข so\u{AD}ft\u{0}\u{1B}\u{2060}", becomes: "กข soft")
    expect("a \u{200B} b", becomes: "a b")
  }

  @Test func formsOfTheSameLetterBecomeOne() {
    expect("ＡＢＣ１２３！ﬁne ｅ\u{301}", becomes: "ABC123!fine \u{E9}")
    expect("▁a▁", becomes: "_a_")
    expect("e\u{301} \u{212B} 각", becomes: "\u{E9} \u{C5} \u{AC01}")
  }

  @Test func tooManyMarksAreHeldApart() {
    let crowd = "e" + String(repeating: "\u{316}\u{301}", count: 100)
    let scalars = normalizer.normalize(crowd).unicodeScalars
    #expect(scalars.filter { $0.value == 0x34F }.count == 6)
    #expect(scalars.filter { $0.value == 0x316 }.count == 100)
  }

  @Test func normalizingTwiceChangesNothing() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<4000 {
      let line = RandomText.line(&generator)
      let once = normalizer.normalize(line)
      let twice = normalizer.normalize(once)
      #expect(
        Array(twice.unicodeScalars) == Array(once.unicodeScalars),
        "of \(line.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " "))")
      #expect(!once.unicodeScalars.contains("\u{2581}"))
      #expect(
        !once.hasPrefix(" ") && !once.hasSuffix(" ")
          && !once.utf8.indices.dropLast().contains {
            once.utf8[$0] == 0x20 && once.utf8[once.utf8.index(after: $0)] == 0x20
          })
    }
  }
}

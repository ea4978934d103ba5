import Testing

@testable import Subwords

@Suite struct TrainingTextTests {
  typealias Line = (text: String, count: Int)

  static func count(_ token: String, _ count: Int) -> TokenCount {
    TokenCount(token: Array(token.utf8), count: count)
  }

  static func text(_ counts: [TokenCount]) -> TrainingText {
    TrainingText(counts, reserved: ReservedStrings(["<s>", "<0x41>", "ab\u{E000}", "ab\u{E000}c"]))
  }

  static func parsed(_ lines: [UInt8]) -> [Line] {
    String(decoding: lines, as: UTF8.self).split(separator: "\n").map { line in
      let fields = line.split(separator: "\t")
      return (String(fields[0]), Int(fields[1])!)
    }
  }

  @Test func stretchesAreInOneOrder() {
    let text = Self.text([Self.count("b", 2), Self.count("c", 9), Self.count("a", 2), Self.count("d", 0)])
    #expect(text.stretches == [Self.count("c", 9), Self.count("a", 2), Self.count("b", 2)])
    #expect(text.characterCount == 3)
  }

  @Test func rareCharactersAreCutOut() {
    let text = Self.text([Self.count("ab", 2_000_000), Self.count("a\u{1F600}b", 1), Self.count("xa", 4)])
    #expect(text.characterCount == 2)
    #expect(
      text.stretches == [Self.count("ab", 2_000_000)] + [Self.count("a", 4), Self.count("a", 1), Self.count("b", 1)])
    #expect(Self.text([Self.count("ab", 400_000), Self.count("a\u{1F600}b", 1)]).characterCount == 3)
  }

  @Test func longTokensAreCutNotDropped() {
    let text = Self.text([Self.count(String(repeating: "กข", count: 500), 1)])
    #expect(text.stretches.reduce(0) { $0 + $1.token.count } == 3000)
    #expect(text.stretches.allSatisfy { $0.token.count <= 3 * 128 })
  }

  @Test func countsSurviveInBothForms() {
    let counts = [("▁the", 1000), ("น้ำ", 77), ("▁a", 7), ("x", 3), ("yy", 2), ("▁zzz", 2), ("once", 1)]
    let text = Self.text(counts.map { Self.count($0, $1) })
    #expect(Self.parsed(text.lines()).map(\.text) == ["▁the", "น้ำ", "▁a", "x", "yy", "▁zzz", "once"])

    let lines = Self.parsed(text.linesWithCandidates())
    let order = text.stretches.map { String(decoding: $0.token, as: UTF8.self) }
    for (index, (token, count)) in counts.enumerated() {
      let alone = lines.filter { $0.text == token }
      let neighbors = index == 6 ? [] : [order[(index + 1) % 6], order[(index + 5) % 6]]
      let pairs = lines.filter { line in
        neighbors.contains { line.text == token + $0 || line.text == $0 + token }
      }
      #expect(alone.reduce(0) { $0 + $1.count } + pairs.reduce(0) { $0 + $1.count } == count, "\(token)")
      #expect(alone.count <= 9)
    }
  }

  @Test func reservedStringsAreCutOut() {
    let text = Self.text([Self.count("x<s>y", 5), Self.count("<0x41><s>", 4), Self.count("ab\u{E000}cd", 3)])
    #expect(text.stretches == [Self.count("x", 5), Self.count("y", 5), Self.count("d", 3)])
    #expect(text.characterCount == 3)
  }

  @Test func noPairMakesAReservedString() {
    let text = Self.text([Self.count("<", 2), Self.count("s>", 2)])
    #expect(Self.parsed(text.linesWithCandidates()).map(\.text).sorted() == ["<", "s>", "s><"])
  }

  @Test func countsOfShortTextsAreScaledUp() {
    let lines = Self.parsed(Self.text([Self.count("abcdef", 1), Self.count("z", 1)]).linesWithCandidates())
    // Nine characters and line ends, two tokens.
    #expect(lines.map(\.count) == [5, 5])
  }
}

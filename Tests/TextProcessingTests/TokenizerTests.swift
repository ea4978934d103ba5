import Basics
import Testing

@testable import TextProcessing

@Suite struct TokenizerTests {
  @Test(arguments: ["th", "en", "de"]) func tokensAddUpToTheLine(language: String) throws {
    let normalizer = try Normalizer(language: language)
    let tokenizer = try Tokenizers.make(language: language)
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<2000 {
      let line = normalizer.normalize(RandomText.line(&generator))
      let tokens = tokenizer.tokenize(line)
      #expect(Detokenizer.detokenize(tokens).utf8.elementsEqual(line.utf8), "\(line.debugDescription)")
      #expect(tokens.allSatisfy { !$0.isEmpty && !$0.unicodeScalars.contains(" ") })
      #expect(tokens.allSatisfy { $0.utf16.count <= maximumTokenLength + 1 })
      #expect(tokens.first?.unicodeScalars.first != Detokenizer.spaceMark)
    }
  }

  @Test func languagesWithoutOwnRules() throws {
    let tokens = try Tokenizers.make(language: "de").tokenize("Um 10:30 schrieb ich an a.b@beispiel.de (z.B.)!")
    #expect(tokens == ["Um", "▁10:30", "▁schrieb", "▁ich", "▁an", "▁a.b@beispiel.de", "▁(", "z.B.", ")", "!"])
  }

  /// Quadratic time in any rule would take minutes here.
  @Test(arguments: ["ก", "เ", "\u{0E48}\u{0E35}", "a", ".", "a.", "ก.", "a@", "://", "www.", "\u{301}\u{316}", "漢"])
  func longRunsTakeLinearTime(part: String) throws {
    let line = try Normalizer(language: "th").normalize(String(repeating: part, count: 120_000 / part.utf8.count))
    let tokens = try Tokenizers.make(language: "th").tokenize(line)
    #expect(Detokenizer.detokenize(tokens).utf8.elementsEqual(line.utf8))
  }

  @Test func partsForICUEndAtSpaces() throws {
    let words = Array(repeating: "ภาษาไทย", count: 2000)
    let tokens = try Tokenizers.make(language: "th").tokenize(words.joined(separator: " "))
    #expect(Set(tokens.dropFirst()) == ["▁ภาษา", "ไทย"] || Set(tokens.dropFirst()) == ["▁ภาษาไทย"])
  }

  @Test func oneTokenizerServesManyThreads() async throws {
    let tokenizer = try Tokenizers.make(language: "th")
    let line = "ตากลมนั่งตากลมอยู่ริมทะเล"
    let expected = tokenizer.tokenize(line)
    let results = await withTaskGroup(of: [[String]].self) { group in
      for _ in 0..<4 { group.addTask { (0..<200).map { _ in tokenizer.tokenize(line) } } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(results.count == 800 && results.allSatisfy { $0 == expected })
  }

  @Test func aMarkAtTheStartOfALineIsNoSpace() {
    #expect(Detokenizer.detokenize(["▁a", "b", "▁c"]) == "ab c")
    #expect(Detokenizer.detokenize([]) == "")
  }
}

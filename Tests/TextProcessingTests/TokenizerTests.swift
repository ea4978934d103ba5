import Basics
import Testing

@testable import TextProcessing

@Suite struct TokenizerTests {
  @Test(arguments: ["th", "en", "de", "ja"]) func tokensAddUpToTheLine(language: String) throws {
    let normalizer = try Normalizer(language: language)
    let tokenizer = try Tokenizers.make(language: language)
    var generator = SeededGenerator(seed: 2)
    for round in 0..<4000 {
      let text = round % 2 == 0 ? RandomText.line(&generator) : RandomText.pieces(&generator)
      let line = normalizer.normalize(text)
      let tokens = tokenizer.tokenize(line)
      #expect(Detokenizer.detokenize(tokens).utf8.elementsEqual(line.utf8), "\(line.debugDescription)")
      #expect(tokens.allSatisfy { !$0.isEmpty && !$0.unicodeScalars.contains(" ") })
      #expect(tokens.allSatisfy { $0.utf16.count <= maximumTokenLength + 1 })
      #expect(tokens.first?.unicodeScalars.first != Detokenizer.spaceMark)
    }
  }

  /// One buffer serves line after line, and leaves nothing of one in the next.
  @Test func aBufferIsUsedAgain() throws {
    let tokenizer = try Tokenizers.make(language: "th")
    var generator = SeededGenerator(seed: 3)
    var buffer = LineBuffer()
    for _ in 0..<500 {
      let line = RandomText.pieces(&generator)
      _ = Array(line.utf8).withUnsafeBufferPointer { buffer.decode($0) }
      var output = Array("x".utf8)
      tokenizer.tokenize(&buffer, to: &output)
      let expected = "x" + tokenizer.tokenize(line).joined(separator: " ")
      #expect(output.elementsEqual(expected.utf8), "\(line.debugDescription)")
    }
  }

  /// Lines that no normalizer has seen lose spaces only.
  @Test func anyUnitsAreTaken() throws {
    let tokenizer = try Tokenizers.make(language: "th")
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let line = RandomText.line(&generator)
      let tokens = tokenizer.tokenize(line)
      let kept = tokens.joined().unicodeScalars.filter { $0 != Detokenizer.spaceMark }
      #expect(kept.elementsEqual(line.unicodeScalars.filter { $0 != " " && $0 != Detokenizer.spaceMark }))
    }
  }

  @Test func languagesWithoutOwnRules() throws {
    let tokens = try Tokenizers.make(language: "de").tokenize("Um 10:30 schrieb ich an a.b@beispiel.de (z.B.)!")
    #expect(tokens == ["Um", "▁10:30", "▁schrieb", "▁ich", "▁an", "▁a.b@beispiel.de", "▁(", "z.B.", ")", "!"])
  }

  /// Quadratic time in any rule would take minutes here.
  @Test(arguments: [
    "ก", "เ", "ๆ", "ฯ", "\u{0E48}\u{0E35}", "กา", "a", " a", "-", "a-", "1-", "ISO-1-", ".", "a.", "ก.", "a.b@", "@",
    "@a", "#",
    "#1", "://", "a://", "www.", "<", "<a ", "<a =", "{", "{a", "$", "$a", "%", "%1", "&", "&#1", "'", "1:", "1/",
    "12-", "😀",
    "\u{200D}", "🇹", "1\u{20E3}", "\u{301}\u{316}", "漢", "ກ",
  ])
  func longRunsTakeLinearTime(part: String) throws {
    let text = String(repeating: part, count: 240_000 / part.utf8.count)
    for language in ["th", "de"] {
      let line = try Normalizer(language: language).normalize(text)
      let tokens = try Tokenizers.make(language: language).tokenize(line)
      #expect(Detokenizer.detokenize(tokens).utf8.elementsEqual(line.utf8))
    }
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

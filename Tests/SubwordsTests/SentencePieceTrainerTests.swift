import Basics
import Testing

@testable import Subwords

@Suite struct SentencePieceTrainerTests {
  typealias Kind = SentencePieceTrainer.Kind

  static func count(_ token: String, _ count: Int) -> TokenCount {
    TokenCount(token: Array(token.utf8), count: count)
  }

  @Test(arguments: Kind.allCases)
  func sameCountsSameFile(kind: Kind) throws {
    let files = try [Samples.counts, Samples.counts.reversed()].map {
      try SentencePieceTrainer.model(counts: $0, kind: kind, size: 380, symbols: [])
    }
    #expect(files[0] == files[1])
  }

  @Test(arguments: Kind.allCases)
  func aSizeTooLargeIsNotReached(kind: Kind) throws {
    for size in [10_000, Int.max] {
      let reached = try Samples.model(kind, size: size).vocabulary.count
      #expect(reached > 350 && reached < 2000)
    }
  }

  @Test(arguments: Kind.allCases)
  func theSmallestSizeIsNamedAndWorks(kind: Kind) throws {
    let characters = TrainingText(Samples.counts, reserved: ReservedStrings([])).characterCount
    let minimum = 260 + characters
    #expect(throws: SubwordError.sizeTooSmall(size: minimum - 1, minimum: minimum, characters: characters)) {
      try SentencePieceTrainer.model(counts: Samples.counts, kind: kind, size: minimum - 1, symbols: [])
    }
    #expect(try Samples.model(kind, size: minimum).vocabulary.count == minimum)
    let negative = #expect(throws: SubwordError.self) {
      try SentencePieceTrainer.model(counts: Samples.counts, kind: kind, size: -3, symbols: [])
    }
    #expect(negative?.category == .badData)
  }

  @Test(arguments: Kind.allCases)
  func smallestTexts(kind: Kind) throws {
    let alphabet = String(String.UnicodeScalarView((0x4E00..<0x4E80).compactMap(Unicode.Scalar.init)))
    for text in ["a", "▁", "ab", "aaaaaaaaaaaa", "abc", alphabet] {
      for count in [1, 2, 3, 100, Int.max] {
        let bytes = try SentencePieceTrainer.model(
          counts: [Self.count(text, count)], kind: kind, size: 500, symbols: [])
        let model = try SentencePieceModel(bytes: bytes, name: text)
        #expect(model.decode(model.encode([text])) == text)
        #expect(model.vocabulary.count > 260)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func nothingToLearn(kind: Kind) {
    for counts in [
      [], [Self.count("", 4)], [Self.count("a", 0), Self.count("b", -1)], [Self.count("\n\t\u{2585}", 3)],
    ] {
      #expect(throws: SubwordError.nothingToLearn) {
        try SentencePieceTrainer.model(counts: counts, kind: kind, size: 300, symbols: [])
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func frequentTokensAreOnePiece(kind: Kind) throws {
    // None shares a part with another: without a second context none would be a candidate.
    let words = ["▁London", "▁quick", "ทะเล", "▁jab", "ห้อง", "▁fever"]
    let counts = words.enumerated().map { Self.count($1, 1000 - $0) }
    let bytes = try SentencePieceTrainer.model(counts: counts, kind: kind, size: 340, symbols: [])
    let model = try SentencePieceModel(bytes: bytes, name: "x")
    for word in words { #expect(model.encode([word]).count == 1, "\(word)") }
  }

  @Test(arguments: Kind.allCases)
  func longTokensTeachToo(kind: Kind) throws {
    let word = String(repeating: "wonderful", count: 20_000)
    let bytes = try SentencePieceTrainer.model(
      counts: [Self.count(word, 1), Self.count("▁x", 5)], kind: kind, size: 300, symbols: [])
    let model = try SentencePieceModel(bytes: bytes, name: "x")
    #expect(model.encode([word]).count < word.utf8.count / 4)
    #expect(model.decode(model.encode([word])) == word)
  }

  @Test(arguments: Kind.allCases)
  func symbolsAreOnePiece(kind: Kind) throws {
    let symbols = ["<2th>", "a,b", "say\"it\"", "⟦x⟧"]
    let bytes = try SentencePieceTrainer.model(
      counts: Samples.counts + [Self.count("<2th>", 50)], kind: kind, size: 400, symbols: symbols)
    let model = try SentencePieceModel(bytes: bytes, name: "x")
    for symbol in symbols {
      let id = try #require(model.vocabulary.id(of: symbol))
      #expect(model.encode([symbol]) == [id])
      #expect(model.encode(["the" + symbol]).last == id)
    }
  }

  @Test(arguments: Kind.allCases)
  func symbolsThatTokensMakeTogetherDoNoHarm(kind: Kind) throws {
    let bytes = try SentencePieceTrainer.model(
      counts: [Self.count("a", 2), Self.count("b", 2)], kind: kind, size: 300, symbols: ["ab", "ba"])
    #expect(try SentencePieceModel(bytes: bytes, name: "x").vocabulary.count == 264)
  }

  @Test(arguments: [[""], ["a b"], ["a\nb"], ["x", "x"], ["<s>"], ["<0x41>"], ["a▁b"]])
  func unusableSymbolsAreRefused(symbols: [String]) throws {
    #expect(throws: SubwordError.unusableSymbol(symbols.last!)) {
      try SentencePieceTrainer.model(counts: Samples.counts, kind: .bpe, size: 400, symbols: symbols)
    }
  }

  @Test func noPieceHoldsALineBreak() throws {
    let counts = Samples.counts + [Self.count("a\nb", 500), Self.count("\r", 400), Self.count("\0\0", 400)]
    for kind in Kind.allCases {
      let bytes = try SentencePieceTrainer.model(counts: counts, kind: kind, size: 400, symbols: [])
      let vocabulary = try SentencePieceModel(bytes: bytes, name: "x").vocabulary
      #expect(!vocabulary.pieces.contains { $0.unicodeScalars.contains { $0.value < 0x20 } })
      #expect(vocabulary.neverGenerated.count == 6)
    }
  }
}

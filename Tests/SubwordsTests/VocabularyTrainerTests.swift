import Basics
import Testing

@testable import Subwords

@Suite struct VocabularyTrainerTests {
  private static func count(_ token: String, _ count: Int) -> TokenCount {
    TokenCount(token: Array(token.utf8), count: count)
  }

  private static func pieces(_ file: VocabularyFile) -> [String] { file.model.vocabulary.pieces }

  @Test func wordsAreTheMostFrequentTokens() throws {
    let counts = [Self.count("b", 3), Self.count("▁the", 5), Self.count("a", 3), Self.count("rare", 1)]
    let file = try VocabularyTrainer.train(counts, kind: .word, size: 7, name: "x")
    #expect(Self.pieces(file) == ["<pad>", "<unk>", "<s>", "</s>", "▁the", "a", "b"])
    #expect(file.form == .text)
    #expect(file.model.vocabulary.neverGenerated == [0, 1, 2])
  }

  @Test func charactersAreTheMostFrequentScalarsBehindTheBytes() throws {
    let counts = [Self.count("▁ab", 2), Self.count("bก้", 3), Self.count("x", 1)]
    let file = try VocabularyTrainer.train(counts, kind: .character, size: 264, name: "x")
    #expect(Self.pieces(file)[4] == "<0x00>" && Self.pieces(file)[259] == "<0xFF>")
    #expect(Self.pieces(file)[260...] == ["b", "ก", "\u{0E49}", "a"])
    guard case .tokens(let model) = file.model else { return }
    #expect(model.encode(["b▁"]) == [260, 230, 154, 133])
  }

  @Test func whatIsSpelledLikeASpecialPieceOrAByteIsNotAWord() throws {
    let counts = [Self.count("<s>", 9), Self.count("<0x41>", 9), Self.count("<n>", 9), Self.count("a", 1)]
    let file = try VocabularyTrainer.train(counts, kind: .word, size: 100, symbols: ["<n>"], name: "x")
    #expect(Self.pieces(file) == SpecialTokens.pieces + ["<n>", "▁", "a"])
    guard case .tokens(let model) = file.model else { return }
    #expect(model.encode(["<s>", "<0x41>", "<n>", "a"]) == [1, 1, 4, 6])
  }

  @Test(arguments: VocabularyKind.allCases)
  func theOrderOfCountsDoesNotMatter(kind: VocabularyKind) throws {
    let size = kind == .word ? 40 : 400
    let files = try [Samples.counts, Samples.counts.reversed()].map {
      try VocabularyTrainer.train($0, kind: kind, size: size, symbols: ["<n>"], name: "x").bytes
    }
    #expect(files[0] == files[1])
  }

  @Test(arguments: VocabularyKind.allCases)
  func whatCannotBeLearnedIsRefused(kind: VocabularyKind) {
    #expect(throws: SubwordError.nothingToLearn) {
      try VocabularyTrainer.train([Self.count("a", 0)], kind: kind, size: 400, name: "x")
    }
    #expect(throws: SubwordError.unusableSymbol("<s>")) {
      try VocabularyTrainer.train(Samples.counts, kind: kind, size: 400, symbols: ["<s>"], name: "x")
    }
  }

  @Test func aSizeWithoutRoomIsRefused() {
    #expect(throws: SubwordError.noRoom(size: 260, fixed: 260)) {
      try VocabularyTrainer.train(Samples.counts, kind: .character, size: 260, name: "x")
    }
    #expect(throws: SubwordError.noRoom(size: 6, fixed: 6)) {
      try VocabularyTrainer.train(Samples.counts, kind: .word, size: 6, symbols: ["<n>"], name: "x")
    }
  }

  @Test func anUnwritableTargetIsAnError() throws {
    let file = try VocabularyTrainer.train(Samples.counts, kind: .word, size: 40, name: "x")
    let error = #expect(throws: SubwordError.self) { try file.write(to: "/nowhere/x") }
    #expect(error?.category == .cannotCreate)
  }
}

import Testing

@testable import Subwords

@Suite struct VocabularyCoverageTests {
  private func codec(_ kind: VocabularyKind, _ tokens: [String], size: Int) throws -> SegmentCodec {
    let counts = tokens.map { TokenCount(token: Array($0.utf8), count: 1) }
    return try SegmentCodec(
      language: "en", model: VocabularyTrainer.train(counts, kind: kind, size: size, name: "x").model)
  }

  @Test func wordsAreKnownOrUnknown() throws {
    let codec = try codec(.word, ["the", "▁cat", "."], size: 100)
    var sum = codec.coverage(of: "the cat.")
    #expect(sum.coverage == 1 && sum.unknownRate == 0 && sum.lines == 1 && sum.tokens == 3)
    sum += codec.coverage(of: "the dog")
    #expect(sum.tokens == 5 && sum.pieces == 5 && sum.unknownPieces == 1 && sum.wholeTokens == 4)
    #expect(sum.description == "1.00 pieces a token, coverage 80.0 %, unknown rate 20.0 %, byte pieces 0.0 %")
  }

  @Test func charactersWithoutAPieceAreBytes() throws {
    let codec = try codec(.character, ["ab"], size: 262)
    let coverage = codec.coverage(of: "ab é")
    // a b, and in bytes the mark of the space (3) and é (2).
    #expect(coverage.pieces == 7 && coverage.bytePieces == 5 && coverage.tokens == 2 && coverage.wholeTokens == 0)
  }

  @Test func nothingIsNoTrouble() throws {
    let coverage = try codec(.word, ["a"], size: 9).coverage(of: "  ")
    #expect(coverage.unknownRate == 0 && coverage.coverage == 0 && coverage.lines == 1)
  }

  @Test func ofAnotherMakersModelWordsAreWhatStandsBetweenSpaces() throws {
    let codec = try ForeignModelTests.codec("foreign-unigram")
    let coverage = codec.coverage(of: " the  teacher xyzzy ")
    #expect(coverage.tokens == 3)
    #expect(coverage.wholeTokens == 2)
    #expect(coverage.pieces == codec.encode("the teacher xyzzy").count)
  }
}

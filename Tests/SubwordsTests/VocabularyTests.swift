import Basics
import Testing

@testable import Subwords

@Suite struct VocabularyTests {
  let vocabulary = Vocabulary(
    pieces: SpecialTokens.pieces + [
      "<0x00>", "<0x0A>", "<0x0D>", "<0x41>", "<0xC3>", "<0xA9>", "▁the", "e\u{301}", "é",
    ])

  @Test func piecesAndIDsAreInverse() {
    for (id, piece) in vocabulary.pieces.enumerated() {
      #expect(vocabulary.id(of: piece) == TokenID(id))
      #expect(vocabulary.piece(TokenID(id))?.utf8.elementsEqual(piece.utf8) == true)
    }
    #expect(vocabulary.count == 13)
    #expect(vocabulary.id(of: "absent") == nil)
    #expect(vocabulary.piece(-1) == nil && vocabulary.piece(13) == nil)
  }

  @Test func canonicalEquivalentsAreDifferentPieces() {
    #expect(vocabulary.id(of: "e\u{301}") == 11)
    #expect(vocabulary.id(of: "\u{E9}") == 12)
  }

  @Test func searchMustNotEmitSpecialsAndLineBreaks() {
    #expect(vocabulary.neverGenerated == [0, 1, 2, 4, 5, 6])
  }

  @Test func bytesAndSpecialsAreTold() {
    #expect((0..<13).map(vocabulary.isByte) == (0..<13).map { (4...9).contains($0) })
    #expect((-1..<14).map(vocabulary.isSpecial) == (-1..<14).map { (0...3).contains($0) })
    #expect(!vocabulary.isByte(-1) && !vocabulary.isByte(99))
  }

  @Test(
    arguments: [
      ([10, 12], "▁theé"), ([2, 10, 7, 3], "▁theA"), ([8, 9], "é"), ([8, 10], "\u{FFFD}▁the"), ([9], "\u{FFFD}"),
      ([-5, 7, 99], "A"), ([], ""),
    ] as [([TokenID], String)])
  func textOfIDs(ids: [TokenID], text: String) {
    #expect(vocabulary.text(ids).utf8.elementsEqual(text.utf8))
  }
}

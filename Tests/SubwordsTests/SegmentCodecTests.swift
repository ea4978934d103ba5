import Basics
import Testing
import TextProcessing

@testable import Subwords

@Suite struct SegmentCodecTests {
  static let lines = [
    "The river runs through the old town.", "", "  ", "คนๆ นั้น มาช้าๆ  iPhone 12", "  two  spaces ", "naïve 👩‍👩‍👧",
    "<name>", "<name> มา<name>", "ask <name>, or <name>.", "a<name><name> <name>b", "<<name>> {{0}} %s", "<nam e>",
    "<unk> </s> <0x41> \\t \\", "tab\there", "\u{2047}", "e\u{301}\u{2585}",
  ]
  static let symbols = ["<name>", "{{0}}", "%s", "น"]

  private static func codec(_ kind: VocabularyKind, _ language: String) throws -> SegmentCodec {
    let counts = Samples.counts + [TokenCount(token: Array("<name>".utf8), count: 9)]
    let size = kind == .word ? 60 : 420
    let file = try VocabularyTrainer.train(counts, kind: kind, size: size, symbols: symbols, name: "\(kind)")
    // As it is after writing and reading.
    return try SegmentCodec(language: language, model: VocabularyFile(bytes: file.bytes, name: "x").model)
  }

  @Test(arguments: [VocabularyKind.unigram, .bpe, .character], ["en", "th"])
  func decodingAfterEncodingIsTheNormalizedLine(kind: VocabularyKind, language: String) throws {
    let codec = try Self.codec(kind, language)
    let normalizer = try Normalizer(language: language)
    for line in Self.lines {
      let ids = codec.encode(line)
      #expect(codec.decode(ids).utf8.elementsEqual(normalizer.normalize(line).utf8), "\(line)")
      #expect(!ids.contains(where: codec.vocabulary.isSpecial))
    }
  }

  @Test(arguments: VocabularyKind.allCases)
  func symbolsAreOnePieceWhereverTheyOccur(kind: VocabularyKind) throws {
    let codec = try Self.codec(kind, "en")
    let id = try #require(codec.vocabulary.id(of: "<name>"))
    for line in ["<name>", "ask <name>", "<name>, or <name>", "x<name>x", "<<name>>"] {
      let ids = codec.encode(line)
      let expected = line.components(of: "<name>")
      #expect(ids.count { $0 == id } == expected, "\(line)")
    }
    #expect(codec.encode("<name>") == [id])
  }

  @Test func unknownWordsComeBackAsASignForThem() throws {
    let codec = try Self.codec(.word, "en")
    #expect(codec.decode(codec.encode("the river of unheard words")) == "⁇ river of ⁇ ⁇")
    #expect(
      codec.encode("of unheard") == [codec.vocabulary.id(of: "of") ?? SpecialTokens.unknown, SpecialTokens.unknown])
  }

  @Test(arguments: VocabularyKind.allCases)
  func piecesEndWhereTheirTextEnds(kind: VocabularyKind) throws {
    let codec = try Self.codec(kind, "th")
    let normalizer = try Normalizer(language: "th")
    for line in Self.lines {
      let encoded = codec.encodeWithText(line)
      #expect(encoded.ids == codec.encode(line))
      #expect(encoded.text.elementsEqual(normalizer.normalize(line).utf8))
      #expect(encoded.ends.count == encoded.ids.count && encoded.ends == encoded.ends.sorted())
      #expect(encoded.ends.last ?? 0 == encoded.text.count)
      // Unless a piece is unknown, the text up to its end is that of the pieces.
      for index in encoded.ids.indices where !encoded.ids[...index].contains(SpecialTokens.unknown) {
        let head = String(decoding: encoded.text[..<encoded.ends[index]], as: UTF8.self)
        let isWhole = index + 1 == encoded.ids.count || !codec.vocabulary.isByte(encoded.ids[index])
        if isWhole { #expect(codec.decode(Array(encoded.ids[...index])).utf8.elementsEqual(head.utf8), "\(line)") }
      }
    }
  }

  @Test func lineBreaksOfPiecesBreakNoLine() throws {
    let codec = try Self.codec(.character, "en")
    let feed = try #require(codec.vocabulary.id(of: "<0x0A>"))
    #expect(codec.decode([feed] + codec.encode("a") + [feed]) == " a ")
  }

  @Test func symbolsThatNormalizationChangesAreRefused() throws {
    let tokenizer = try SegmentTokenizer(language: "en", symbols: ["ﬁ"])
    #expect(throws: SubwordError.changedSymbol("ﬁ", language: "en")) { try tokenizer.check(["<name>", "ﬁ"]) }
    try tokenizer.check(Self.symbols)
  }

  @Test func symbolsAreCheckedBeforeTheText() throws {
    let tokenizer = try SegmentTokenizer(language: "en")
    try tokenizer.check(["<name>", String(repeating: "y", count: 100)])
    for symbol in ["", "a b", "<s>", String(repeating: "y", count: 101)] {
      #expect(throws: SubwordError.unusableSymbol(symbol)) { try tokenizer.check([symbol]) }
    }
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    var (count, rest) = (0, self[...])
    while let found = rest.firstRange(of: part) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}

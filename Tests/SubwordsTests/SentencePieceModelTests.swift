import Basics
import Testing

@testable import Subwords

@Suite struct SentencePieceModelTests {
  /// Tokens that have been trouble somewhere: marks, names of pieces, controls, noncharacters, long ones.
  static let peculiar = [
    "", "▁", "▁▁", "a▁b", "▁the", "<s>", "</s>", "▁<unk>", "<pad>", "<0x0A>", "<0x41>", "\u{2585}", "▁\u{2585}x",
    "\u{2047}",
    "\0", "a\0b", "\t", "\n", "\r\n", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{10FFFF}", "\u{E000}", "e\u{301}", "é",
    "ﬁ",
    "\u{0E33}", "\u{0E4D}\u{0E32}", "น้ำ", "\u{200B}", "\u{A0}", "👩‍👩‍👧", String(repeating: "ก", count: 5000),
    String(repeating: "\u{1F600}", count: 300), "\u{3000}", "\u{7F}", "\u{85}",
  ]

  @Test(arguments: SentencePieceTrainer.Kind.allCases)
  func decodingAfterEncodingIsExact(kind: SentencePieceTrainer.Kind) throws {
    let model = try Samples.model(kind)
    var generator = SeededGenerator(seed: 11)
    var tokens = Self.peculiar
    for _ in 0..<1500 { tokens.append(Self.randomToken(&generator)) }
    for token in tokens {
      let ids = model.encode([token])
      #expect(model.decode(ids).utf8.elementsEqual(token.utf8), "\(token.unicodeScalars.map(\.value))")
      #expect(!ids.contains { model.vocabulary.isSpecial($0) })
    }
    #expect(model.decode(model.encode(tokens)).utf8.elementsEqual(tokens.joined().utf8))
  }

  private static func randomToken(_ generator: inout SeededGenerator) -> String {
    var scalars = String.UnicodeScalarView()
    let ranges: [ClosedRange<Int>] = [0x21...0x7E, 0xE01...0xE5B, 0x300...0x36F, 0x2580...0x2586, 0...0x10FFFF]
    let range = ranges[generator.below(ranges.count)]
    for _ in 0...generator.below(12) {
      let value = UInt32(range.lowerBound + generator.below(range.count))
      if let scalar = Unicode.Scalar(value), scalar != " " { scalars.append(scalar) }
    }
    return String(scalars)
  }

  @Test(arguments: SentencePieceTrainer.Kind.allCases)
  func noPieceCrossesATokenBorder(kind: SentencePieceTrainer.Kind) throws {
    let model = try Samples.model(kind)
    #expect(model.encode(["▁the", "▁water"]) == model.encode(["▁the"]) + model.encode(["▁water"]))
    #expect(model.encode(["▁th", "e"]).count > model.encode(["▁the"]).count)
    #expect(model.encode(["▁the"]).count == 1)
  }

  @Test func threadsEncodeAlike() async throws {
    let model = try Samples.model(.unigram)
    let tokens = (0..<4000).map { "▁w\($0 % 977)r\($0)" } + Samples.english.split(separator: " ").map { "▁\($0)" }
    let expected = try Samples.model(.unigram).encode(tokens)
    await withTaskGroup(of: [TokenID].self) { group in
      for _ in 0..<4 { group.addTask { model.encode(tokens) } }
      for await ids in group { #expect(ids == expected) }
    }
  }

  @Test func aFullCacheStillAnswersRight() throws {
    let model = try Samples.model(.bpe, size: 340)
    // More than the cache holds, and some again and again.
    for number in 0..<150_000 where number % 50 == 0 || number > 149_000 {
      let token = "▁\(number)"
      #expect(model.decode(model.encode([token, "▁the"])) == token + "▁the")
    }
    let cache = TokenCache()
    for round in 0..<2 {
      for number in 0..<140_000 {
        let expected = [TokenID(number)]
        let found = cache.ids(of: Array(String(number).utf8)) { _ in expected }
        if found != expected { Issue.record("round \(round): \(number) gave \(found)") }
      }
    }
  }

  @Test func theCacheAsksOnce() {
    let cache = TokenCache()
    #expect(cache.ids(of: [65]) { _ in [7] } == [7])
    #expect(cache.ids(of: [65]) { _ in [8] } == [7])
    #expect(cache.ids(of: []) { _ in [] } == [])
  }

  @Test func filesThatAreNoModelsAreRefused() throws {
    #expect(throws: SubwordError.notAModel(path: "x", reason: "it is empty")) {
      try SentencePieceModel(bytes: [], name: "x")
    }
    let whole = try SentencePieceTrainer.model(counts: Samples.counts, kind: .unigram, size: 400, symbols: [])
    for bytes in [Array("not a model".utf8), Array(whole.prefix(whole.count / 2)), [UInt8](repeating: 0xFF, count: 99)]
    {
      let error = #expect(throws: SubwordError.self) { try SentencePieceModel(bytes: bytes, name: "x") }
      #expect(error?.location == DiagnosticLocation(file: "x"))
    }
  }

  @Test func foreignModelsAreRefused() throws {
    let whole = try SentencePieceTrainer.model(counts: Samples.counts, kind: .unigram, size: 400, symbols: [])
    // In the file the pieces stand as they are spelled: a changed byte makes another model of the same length.
    func changed(_ piece: String, to other: String) -> [UInt8] {
      var bytes = whole
      let spelling = Array(piece.utf8)
      for start in 0...(bytes.count - spelling.count) where bytes[start...].starts(with: spelling) {
        bytes.replaceSubrange(start..<(start + spelling.count), with: other.utf8)
        break
      }
      return bytes
    }
    #expect(throws: SubwordError.foreignSpecials(path: "x", piece: "<pad>", id: 0, found: "[PAD]")) {
      try SentencePieceModel(bytes: changed("<pad>", to: "[PAD]"), name: "x")
    }
    #expect(throws: SubwordError.notAModel(path: "x", reason: "byte piece <0x4G> is invalid.")) {
      try SentencePieceModel(bytes: changed("<0x41>", to: "<0x4G>"), name: "x")
    }
    // A second normalizer specification is merged into the first: it adds a space in front of text.
    #expect(throws: SubwordError.changesText(path: "x")) {
      try SentencePieceModel(bytes: whole + [0x1A, 2, 0x18, 1], name: "x")
    }
  }

  @Test func aModelWithoutBytesIsRefused() {
    // The file is a protocol buffer: field 1 is a piece, of spelling (1), score (2) and type (3).
    let types: [UInt8] = [3, 2, 3, 3, 1]
    let bytes = zip(SpecialTokens.pieces + ["a"], types).flatMap { spelling, type in
      let piece = [0x0A, UInt8(spelling.utf8.count)] + Array(spelling.utf8) + [0x15, 0, 0, 0, 0, 0x18, type]
      return [0x0A, UInt8(piece.count)] + piece
    }
    #expect(throws: SubwordError.noByteFallback(path: "x")) { try SentencePieceModel(bytes: bytes, name: "x") }
  }
}

import Basics
import Testing

@testable import Subwords

@Suite struct VocabularyFileTests {
  private static let head = "<pad>\tspecial\n<unk>\tspecial\n<s>\tspecial\n</s>\tspecial\n"

  private static func read(_ text: String) throws(SubwordError) -> VocabularyFile {
    try VocabularyFile(bytes: Array(text.utf8), name: "v.txt")
  }

  @Test func aTextIsALineForEachPiece() throws {
    let counts = ["a\tb", "c\\d", "e\r"].map { TokenCount(token: Array($0.utf8), count: 1) }
    let file = try VocabularyTrainer.train(counts, kind: .word, size: 20, symbols: ["<n>"], name: "x")
    let text = Self.head + "<n>\tsymbol\n▁\na\\tb\nc\\\\d\ne\\r\n"
    #expect(String(decoding: file.bytes, as: UTF8.self) == text)
    let again = try Self.read(text)
    #expect(again.model.vocabulary.pieces == file.model.vocabulary.pieces)
    #expect(again.symbols == ["<n>"])
    #expect(again.summary == "word")
  }

  @Test(arguments: VocabularyKind.allCases)
  func aFileSaysWhatItIs(kind: VocabularyKind) throws {
    let file = try VocabularyTrainer.train(
      Samples.counts, kind: kind, size: kind == .word ? 30 : 400, symbols: ["<n>", "⟦x⟧"], name: "x")
    let again = try VocabularyFile(bytes: file.bytes, name: "x")
    #expect(again.form == file.form)
    #expect(again.symbols == ["<n>", "⟦x⟧"])
    #expect(again.summary.hasPrefix(kind.rawValue))
    #expect(again.model.vocabulary.pieces == file.model.vocabulary.pieces)
  }

  @Test(arguments: [
    ("<pad>\tspecial\n<unk>\n", 3, "<s> is expected"),
    ("<pad>\n<s>\n", 2, "<unk> is expected"),
    (
      "<pad>\n<unk>\tsymbol\n", 2,
      "the text after a tab must be 'special' (in the first four lines only), 'symbol' or 'byte'"
    ),
    (head + "a\n\n", 6, "it contains no piece"),
    (head + "a\nb\na\n", 7, "the piece 'a' is there already"),
    (head + "a\\x\n", 5, "it is not UTF-8, or has a backslash that escapes nothing"),
    (head + "a\\", 5, "it is not UTF-8, or has a backslash that escapes nothing"),
    (
      head + "a\tspecial", 5,
      "the text after a tab must be 'special' (in the first four lines only), 'symbol' or 'byte'"
    ),
    (head + "a\tword", 5, "the text after a tab must be 'special' (in the first four lines only), 'symbol' or 'byte'"),
    (head + "<0x01>\tbyte", 5, "the bytes are not in their order"),
    (head + "<0x00>\tbyte", 5, "only 1 of 256 bytes are there"),
  ])
  func aDamagedTextIsRefused(text: String, line: Int, reason: String) {
    #expect(throws: SubwordError.notAVocabulary(path: "v.txt", line: line, reason: reason)) { try Self.read(text) }
  }

  @Test func whatIsNoVocabularyIsRefused() {
    #expect(throws: SubwordError.file(.notFound(path: "/nowhere/x.model"))) {
      try VocabularyFile(path: "/nowhere/x.model")
    }
    #expect(throws: SubwordError.notAModel(path: "v.txt", reason: "it is empty")) { try Self.read("") }
    for text in ["not a model", "\u{0A}\u{0A}", "ก"] {
      let error = #expect(throws: SubwordError.self) { try Self.read(text) }
      #expect(error?.category == .badData)
      #expect(error?.location == DiagnosticLocation(file: "v.txt"))
    }
  }
}

import Basics
import FoundationEssentials
import Testing

@testable import Subwords

/// Models of another maker do what the sentencepiece package does: scripts/goldens/subwords.py recorded it.
@Suite struct ForeignModelTests {
  struct Golden: Decodable {
    struct Line: Decodable {
      var text: String
      var pieces: [String]
      var decoded: String
    }

    var model: String
    /// Pieces, as the package counts them.
    var size: Int
    var lines: [Line]
  }

  static let folder = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/scripts/goldens/"

  static func goldens() throws -> [Golden] {
    try JSONDecoder().decode([Golden].self, from: Data(AtomicFile.read(folder + "subwords.json")))
  }

  static func codec(_ name: String) throws -> SegmentCodec {
    let file = try VocabularyFile(path: folder + name + ".model")
    #expect(file.form == .foreign)
    return try SegmentCodec(language: "en", model: file.model)
  }

  @Test func piecesAndTextAreThePackages() throws {
    for golden in try Self.goldens() {
      let codec = try Self.codec(golden.model)
      for line in golden.lines {
        let ids = codec.encode(line.text)
        #expect(ids.map { codec.vocabulary.piece($0) } == line.pieces, "\(golden.model): \(line.text)")
        #expect(codec.decode(ids).utf8.elementsEqual(line.decoded.utf8), "\(golden.model): \(line.text)")
      }
    }
  }

  @Test func specialPiecesComeFirst() throws {
    for golden in try Self.goldens() {
      let vocabulary = try Self.codec(golden.model).vocabulary
      #expect(vocabulary.pieces.starts(with: SpecialTokens.pieces))
      #expect(Set(vocabulary.pieces).count == vocabulary.count)
      // The unigram model has no padding.
      #expect(vocabulary.count == golden.size + (golden.model == "foreign-unigram" ? 1 : 0))
      #expect(vocabulary.neverGenerated.prefix(3) == [0, 1, 2])
    }
  }

  @Test func specialPiecesAreNoText() throws {
    let codec = try Self.codec("foreign-unigram")
    let ids = codec.encode("the teacher")
    #expect(codec.decode([0, 2] + ids + [3, -1, 9999]) == "the teacher")
    #expect(codec.decode([]) == "")
  }

  @Test func piecesEndInTheTextAsItIs() throws {
    for golden in try Self.goldens() {
      let codec = try Self.codec(golden.model)
      for line in golden.lines {
        let encoded = codec.encodeWithText(line.text)
        #expect(encoded.ids == codec.encode(line.text))
        #expect(encoded.ends.count == encoded.ids.count && encoded.ends == encoded.ends.sorted())
        #expect((encoded.ends.last ?? 0) <= encoded.text.count)
      }
    }
  }

  @Test func aFileTellsItsMakersChoices() throws {
    let file = SentencePieceFile(try AtomicFile.read(Self.folder + "foreign-bpe.model"))
    #expect(file.algorithm == "bpe")
    #expect(file.symbols == ["<name>", "▁of▁"])
    #expect(file.hasByteFallback && !file.isOurs)
    #expect(SentencePieceFile([0xFF, 0xFF]).symbols == [])
  }
}

import Basics
import Testing

@testable import Subwords

@Suite struct CharacterMapTests {
  /// A table of one block whose elements lead nowhere, but for one.
  private static func table(element: UInt32 = 0, texts: String = "a\0bc\0") -> [UInt8] {
    let bytes = { (number: UInt32) in (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    let elements = (0..<256).flatMap { bytes($0 == 7 ? element : 0) }
    return bytes(1024) + elements + texts.utf8
  }

  @Test func whatLeadsOutsideIsFound() {
    #expect(CharacterMap.isSound([]))
    #expect(CharacterMap.isSound(Self.table()[...]))
    // A step's begin, in units of 1 and of 256.
    #expect(CharacterMap.isSound(Self.table(element: 255 << 10)[...]))
    #expect(!CharacterMap.isSound(Self.table(element: 256 << 10)[...]))
    #expect(!CharacterMap.isSound(Self.table(element: 1 << 10 | 1 << 9)[...]))
    // The begin of a text.
    #expect(CharacterMap.isSound(Self.table(element: 1 << 31 | 4)[...]))
    #expect(!CharacterMap.isSound(Self.table(element: 1 << 31 | 5)[...]))
    #expect(!CharacterMap.isSound(Self.table(texts: "a\0b")[...]))
    #expect(!CharacterMap.isSound(Self.table(texts: "")[...]))
    for count in 1..<1029 { #expect(!CharacterMap.isSound(Self.table().prefix(count))) }
  }

  @Test func aDamagedModelIsRefused() throws {
    var bytes = try AtomicFile.read(ForeignModelTests.folder + "foreign-unigram.model")
    let map = try #require(SentencePieceFile(bytes).characterMaps.first)
    #expect(CharacterMap.isSound(map))
    bytes[map.endIndex - 1] = 1
    #expect(throws: SubwordError.notAModel(path: "m", reason: "its normalization table is damaged")) {
      try VocabularyFile(bytes: bytes, name: "m")
    }
  }

  @Test func groupsHideNoTable() {
    // A group (field 9), and behind it a normalization (3) with a table (2) of one byte.
    #expect(SentencePieceFile([0x4B, 0x4C, 0x1A, 3, 0x12, 1, 5]).characterMaps == [[5]])
  }
}

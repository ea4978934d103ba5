import Testing

@testable import TextProcessing

@Suite struct CharacterClassesTests {
  @Test func thaiLettersAreTheirRanges() {
    let letters = Set(0x0E01...0x0E3A).union(0x0E40...0x0E4E).subtracting([0x0E2F, 0x0E46])
    let marks = Set(0x0E34...0x0E3A).union(0x0E47...0x0E4E).union([0x0E31])
    for unit in UInt16.min...UInt16.max {
      #expect(unit.isThaiLetter == letters.contains(Int(unit)))
      #expect(unit.isThaiMark == marks.contains(Int(unit)))
      #expect(unit.isThaiFollower == (marks.contains(Int(unit)) || [0x0E30, 0x0E32, 0x0E33, 0x0E45].contains(unit)))
    }
  }

  @Test(arguments: [
    ("a", CharacterKind.letter), ("é", .letter), ("한", .letter), ("𝒜", .letter), ("ก", .unspacedLetter),
    ("ກ", .unspacedLetter), ("漢", .unspacedLetter), ("ー", .unspacedLetter), ("\u{301}", .mark), ("7", .digit),
    ("๗", .digit), ("-", .other), ("😀", .other),
  ])
  func kinds(character: String, expected: CharacterKind) {
    var buffer = LineBuffer(character)
    buffer.withCuts { line in
      #expect(line.kind(at: 0) == expected)
      #expect(line.kind(at: line.count - 1) == expected)
      #expect(line.kind(at: -1) == .other && line.kind(at: line.count) == .other)
    }
  }

  @Test func placesOutsideOfALineAreSafe() {
    var buffer = LineBuffer("ab")
    buffer.withCuts { line in
      line.cut(at: -1)
      line.cut(at: 3)
      line.keepWhole(1..<9)
      #expect(line[-1] == .space && line[2] == .space)
      #expect(line.isCut(at: 1) && !line.isCut(at: 2) && line.isCut(at: 3))
    }
  }
}

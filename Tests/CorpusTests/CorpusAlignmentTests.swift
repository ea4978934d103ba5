import Basics
import Testing

@testable import Corpus

struct CorpusAlignmentTests {
  /// Segments whose translations are about as long as they are.
  private static func alignment(
    _ count: Int, changing change: (inout [String], inout [String]) -> Void = { _, _ in }
  ) -> CorpusAlignment {
    var generator = SeededGenerator(seed: 5)
    var (source, target): ([String], [String]) = ([], [])
    for _ in 0..<count {
      let words = 1 + generator.below(20)
      source.append(String(repeating: "ab ", count: words))
      target.append(String(repeating: "abcd ", count: max(1, words - 2 + generator.below(5))))
    }
    change(&source, &target)
    var evidence = TextEvidence()
    for (index, pair) in zip(source, target).enumerated() {
      evidence.add(SentencePair(source: pair.0, target: pair.1), line: index + 1)
    }
    return CorpusAlignment(evidence.stretches)
  }

  @Test(arguments: [10, 40, 250, 3000])
  func soundTextIsSound(count: Int) throws {
    #expect(Self.alignment(count).firstShift == nil)
  }

  @Test func textWithoutAnyOrderIsNotShifted() throws {
    var generator = SeededGenerator(seed: 6)
    let alignment = Self.alignment(5000) { source, _ in generator.shuffle(&source) }
    #expect(alignment.firstShift == nil)
  }

  @Test(arguments: [(3000, 1, -1), (3000, 1777, -1), (3000, 2700, -1), (120, 30, -1)])
  func aLostTargetIsFound(count: Int, line: Int, offset: Int) throws {
    let alignment = Self.alignment(count) { _, target in
      target.remove(at: line - 1)
      target.append("the end")
    }
    let shift = try #require(alignment.firstShift)
    #expect(shift.offset == offset && abs(shift.line - line) <= 5)
  }

  @Test(arguments: [2, 3])
  func targetsTooManyAreFound(count: Int) throws {
    let alignment = Self.alignment(2000) { _, target in
      target.insert(contentsOf: repeatElement("something else", count: count), at: 999)
      target.removeLast(count)
    }
    let shift = try #require(alignment.firstShift)
    #expect(shift.offset == count && abs(shift.line - 1000) <= 5)
  }

  @Test func aShiftThatEndsIsFound() throws {
    let alignment = Self.alignment(4000) { source, target in
      source.remove(at: 999)
      source.insert("something", at: 1600)
    }
    let shift = try #require(alignment.firstShift)
    #expect(shift.offset == 1 && abs(shift.line - 1000) <= 5)
  }
}

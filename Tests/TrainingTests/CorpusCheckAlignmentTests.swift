import Basics
import Corpus
import FoundationEssentials
import Testing

@testable import Training

struct CorpusCheckAlignmentTests {
  /// Files of segments whose translations are about as long as they are.
  private static func sample(_ count: Int, changing change: (inout [String], inout [String]) -> Void) throws
    -> CorpusSample
  {
    var generator = SeededGenerator(seed: 5)
    var (source, target): ([String], [String]) = ([], [])
    for _ in 0..<count {
      let words = 1 + generator.below(20)
      source.append(String(repeating: "ab ", count: words))
      target.append(String(repeating: "abcd ", count: max(1, words - 2 + generator.below(5))))
    }
    change(&source, &target)
    let run = try TinyRun(pairs: 1)
    for (side, lines) in [("de", source), ("en", target)] {
      try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: run.root + "/lines." + side)
    }
    let sources = try CorpusSource.resolve(run.root + "/lines", languages: LanguagePair(source: "de", target: "en"))
    return try CorpusSample(of: sources[0], languages: LanguagePair(source: "de", target: "en"), limit: 100_000)
  }

  @Test(arguments: [10, 40, 250, 3000])
  func soundTextIsSound(count: Int) throws {
    #expect(CorpusCheckAlignment(try Self.sample(count) { _, _ in }).firstShift == nil)
  }

  @Test func textWithoutAnyOrderIsNotShifted() throws {
    var generator = SeededGenerator(seed: 6)
    let sample = try Self.sample(5000) { source, _ in generator.shuffle(&source) }
    #expect(CorpusCheckAlignment(sample).firstShift == nil)
  }

  @Test(arguments: [(3000, 1, -1), (3000, 1777, -1), (3000, 2700, -1), (120, 30, -1)])
  func aLostTargetIsFound(count: Int, line: Int, offset: Int) throws {
    let sample = try Self.sample(count) { _, target in
      target.remove(at: line - 1)
      target.append("the end")
    }
    let shift = try #require(CorpusCheckAlignment(sample).firstShift)
    #expect(shift.offset == offset && abs(shift.line - line) <= 5)
  }

  @Test(arguments: [2, 3])
  func targetsTooManyAreFound(count: Int) throws {
    let sample = try Self.sample(2000) { _, target in
      target.insert(contentsOf: repeatElement("something else", count: count), at: 999)
      target.removeLast(count)
    }
    let shift = try #require(CorpusCheckAlignment(sample).firstShift)
    #expect(shift.offset == count && abs(shift.line - 1000) <= 5)
  }

  @Test func aShiftThatEndsIsFound() throws {
    let sample = try Self.sample(4000) { source, target in
      source.remove(at: 999)
      source.insert("something", at: 1600)
    }
    let shift = try #require(CorpusCheckAlignment(sample).firstShift)
    #expect(shift.offset == 1 && abs(shift.line - 1000) <= 5)
  }
}

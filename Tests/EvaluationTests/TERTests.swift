import Testing

@testable import Evaluation

@Suite struct TERTests {
  private func edits(_ hypothesis: String, _ reference: String) -> Int {
    var numbers: [Substring: UInt32] = [:]
    func words(_ text: String) -> [UInt32] {
      text.split(separator: " ").map { word in
        let number = numbers[word] ?? UInt32(numbers.count)
        numbers[word] = number
        return number
      }
    }
    var search = ShiftSearch()
    return search.edits(hypothesis: words(hypothesis), reference: words(reference))
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "a b", 2), ("a b", "a b", 0), ("a b c", "a x c", 1), ("a c", "a b c", 1),
    ("a b b c", "a b c", 1),
    // A block that moves is one edit.
    ("d e f a b c", "a b c d e f", 1), ("x a b c d", "a b c d y", 2), ("b a d c", "a b c d", 2),
  ])
  func editsAreCounted(hypothesis: String, reference: String, count: Int) {
    #expect(edits(hypothesis, reference) == count)
  }

  @Test func lengthsThatDifferMuchStayWithinTheBeam() {
    let long = Array(repeating: "a", count: 400).joined(separator: " ")
    #expect(edits("a", long) == 399)
    #expect(edits(long, "a") == 399)
    #expect(edits("b a", long) == 399)
  }

  /// Each word is moved or wrong: without bounds the search would not end in time.
  @Test func aLongShuffledSegmentIsNoTrouble() throws {
    let words = (0..<40_000).map { "w\($0 * 7919 % 40_000 % 500)" }
    let shuffled = words.indices.map { words[$0 ^ 1] }
    let score = try TER().corpusScore(
      hypotheses: [shuffled.joined(separator: " ")], references: [[words.joined(separator: " ")]])
    #expect(score.value > 0 && score.value <= 100)
  }
}

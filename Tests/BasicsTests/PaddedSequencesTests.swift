import Basics
import Testing

struct PaddedSequencesTests {
  @Test func positionsOfOneStepAreNeighbours() {
    let padded = PaddedSequences([[1, 2, 3], [4], [], [5, 6]], padding: 9)
    #expect(padded.ids == [1, 4, 9, 5, 2, 9, 9, 6, 3, 9, 9, 9])
    #expect(padded.lengths == [3, 1, 0, 2])
    #expect(padded.steps == 3)
    #expect(padded.count == 4)
  }

  @Test func emptySequencesFillUpToTheMinimum() {
    let padded = PaddedSequences([[1, 2], [3]], padding: 0, minimumCount: 4)
    #expect(padded.ids == [1, 3, 0, 0, 2, 0, 0, 0])
    #expect(padded.lengths == [2, 1, 0, 0])
    #expect(padded.count == 4)
    #expect(PaddedSequences([[1], [2], [3]], padding: 0, minimumCount: 2).count == 3)
  }

  @Test func nothingHasNoSteps() {
    let padded = PaddedSequences([], padding: 0)
    #expect(padded.ids.isEmpty && padded.lengths.isEmpty && padded.steps == 0 && padded.count == 0)
    #expect(PaddedSequences([[], []], padding: 0).ids.isEmpty)
  }
}

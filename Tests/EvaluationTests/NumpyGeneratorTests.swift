import Testing

@testable import Evaluation

/// The numbers are numpy's, of `default_rng(12345)`.
@Suite struct NumpyGeneratorTests {
  @Test func choiceIsNumpys() {
    var generator = NumpyGenerator()
    let drawn = (0..<30).map { _ in generator.next(below: 10) }
    #expect(drawn == [6, 2, 7, 3, 2, 7, 6, 6, 9, 3, 8, 3, 5, 5, 2, 1, 2, 6, 6, 9, 7, 2, 9, 9, 7, 6, 1, 0, 2, 4])
  }

  /// Where a third of the numbers is drawn again.
  @Test func largeBoundsAreNumpys() {
    var generator = NumpyGenerator()
    let drawn = (0..<6).map { _ in generator.next(below: 3_000_000_000) }
    #expect(drawn == [2_097_645_094, 682_008_066, 2_365_940_964, 950_275_018, 2_392_096_371, 2_028_764_011])
  }

  @Test func bitsAreNumpys() {
    var generator = NumpyGenerator()
    let drawn = (0..<40).map { _ in generator.nextBit() }
    #expect(
      drawn == [
        1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0,
        0, 0, 1,
      ])
  }

  @Test func oneChoiceDrawsNothing() {
    var generator = NumpyGenerator()
    #expect(generator.next(below: 1) == 0)
    #expect(generator.next(below: 10) == 6)
  }
}

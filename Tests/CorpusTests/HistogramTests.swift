import Basics
import Testing

@testable import Corpus

struct HistogramTests {
  private func histogram(_ numbers: [Int]) -> Histogram {
    var histogram = Histogram()
    for number in numbers { histogram.add(number) }
    return histogram
  }

  @Test func ofNothing() {
    let histogram = Histogram()
    #expect(histogram.count == 0 && histogram.mean == 0 && histogram.quantile(0.5) == 0)
    #expect(histogram.counts(from: [0, 10]) == [0, 0])
  }

  @Test func smallNumbersAreExact() {
    let histogram = histogram(Array(0...1000))
    #expect(histogram.quantile(0.5) == 500 && histogram.quantile(0) == 0 && histogram.quantile(1) == 1000)
    #expect(histogram.mean == 500 && histogram.largest == 1000)
    #expect(histogram.counts(from: [0, 10, 999]) == [10, 989, 2])
    #expect(histogram.counts(from: [990]) == [11])
  }

  @Test(arguments: [1023, 1024, 1025, 2047, 2048, 99_999, 1 << 20, 1 << 40])
  func largeNumbersAreNearlyExact(number: Int) {
    let found = histogram([0, number, number + 1]).quantile(0.6)
    #expect(found <= number && number - found <= number / 512)
  }

  @Test func theLargestNumberHasAPlace() {
    var histogram = Histogram()
    histogram.add(.max)
    #expect(histogram.largest == .max && histogram.quantile(1) > .max / 512 * 511)
  }

  @Test func partsAddUp() {
    var generator = SeededGenerator(seed: 4)
    let numbers = (0..<500).map { _ in generator.below(5000) }
    var sum = histogram(Array(numbers[..<100]))
    sum += histogram(Array(numbers[100...]))
    #expect(sum == histogram(numbers))
    var other = histogram(Array(numbers[100...]))
    other += histogram(Array(numbers[..<100]))
    #expect(other == sum)
  }
}

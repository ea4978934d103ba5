import Basics
import Testing

@testable import Corpus

struct DistinctSampleTests {
  private func hash(_ number: Int) -> UInt64 {
    let text = Array("line \(number)".utf8)
    return text.withUnsafeBufferPointer { DistinctSample.hash($0) }
  }

  @Test func fewAreExact() {
    var sample = DistinctSample()
    #expect(sample.duplicateShare == 0)
    for number in [1, 2, 3, 1, 1, 2, 4, 5] { sample.add(hash(number)) }
    #expect(sample.duplicateShare == 3.0 / 8)
  }

  @Test func manyAreEstimated() {
    var sample = DistinctSample(limit: 2000)
    for number in 0..<40_000 { sample.add(hash(number % 30_000)) }
    #expect(abs(sample.duplicateShare - 0.25) < 0.03)
  }

  @Test func partsAddUpInAnyOrder() {
    var whole = DistinctSample(limit: 100)
    var parts = [DistinctSample(limit: 100), DistinctSample(limit: 100), DistinctSample(limit: 100)]
    for number in 0..<3000 {
      whole.add(hash(number % 1000))
      parts[number < 100 ? 0 : number < 150 ? 1 : 2].add(hash(number % 1000))
    }
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      var sum = parts[order[0]]
      for part in order.dropFirst() { sum += parts[part] }
      #expect(sum == whole)
    }
  }

  @Test func hashesOfLikeBytesDiffer() {
    var seen = Set<UInt64>()
    for length in 0..<40 {
      let bytes = [UInt8](repeating: 0, count: length)
      bytes.withUnsafeBufferPointer { _ = seen.insert(DistinctSample.hash($0)) }
    }
    #expect(seen.count == 40)
  }
}

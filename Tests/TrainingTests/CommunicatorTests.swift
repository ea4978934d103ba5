import Basics
import Layers
import Testing

@testable import Training

struct CommunicatorTests {
  @Test(arguments: [1, 2, 3, 5, 16])
  func sharesCoverAllNumbersOnce(workers: Int) {
    let communicator = Communicator(workers: workers)
    #expect(communicator.workers == workers)
    let chunk = Communicator.chunk
    for count in [0, 1, 17, chunk - 1, chunk, chunk + 1, 3 * chunk, 7 * chunk + 5, 100 * chunk - 1] {
      let shares = (0..<workers).map { communicator.share(of: $0, count: count) }
      #expect(shares[0].lowerBound == 0)
      #expect(shares[workers - 1].upperBound == count)
      for (left, right) in zip(shares, shares.dropFirst()) {
        #expect(left.upperBound == right.lowerBound)
        // Whole chunks, so that sums do not depend on who takes them.
        #expect(left.upperBound % chunk == 0 || left.upperBound == count)
      }
      // Nobody has more than a chunk more than another.
      let sizes = shares.map { ($0.count + chunk - 1) / chunk }
      #expect(sizes.max()! - sizes.min()! <= 1, "\(count): \(sizes)")
    }
  }

  /// Blocks of random numbers, the same at each call.
  private static func blocks(_ count: Int, numbers: Int) -> [ParameterBlock<Float>] {
    let store = ParameterStore<Float>()
    _ = store.vector("v", count: numbers)
    store.allocate(training: false)
    var generator = SeededGenerator(seed: 5)
    return (0..<count).map { _ in
      let block = ParameterBlock(like: store)
      for i in 0..<block.values.count { block.values.base[i] = Float(generator.uniform()) - 0.5 }
      return block
    }
  }

  @Test(arguments: [(1, 100), (2, 65536), (3, 200_001), (5, 70_000)])
  func blocksAreSummedInTheirOrder(count: Int, numbers: Int) {
    let original = Self.blocks(count, numbers: numbers).map(\.values.array)
    var sum = original[0]
    for block in original.dropFirst() { for i in sum.indices { sum[i] += block[i] } }
    let squares = sum.reduce(0.0) { $0 + Double($1) * Double($1) }
    var first: Double?
    for workers in 1...4 {
      let blocks = Self.blocks(count, numbers: numbers)
      let result = Communicator(workers: workers).allReduce(blocks)
      #expect(blocks[0].values.array == sum, "\(workers) workers")
      for (block, before) in zip(blocks, original).dropFirst() { #expect(block.values.array == before) }
      #expect(abs(result - squares) < 1e-4 * squares)
      #expect(result == first ?? result)
      first = result
    }
  }
}

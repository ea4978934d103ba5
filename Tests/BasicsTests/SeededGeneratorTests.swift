import Basics
import FoundationEssentials
import Testing

/// The pinned values come from a second implementation of the published algorithms. They must never change: every model
/// that a recipe makes depends on them.
struct SeededGeneratorTests {
  @Test(
    arguments: [
      (0, [0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0, 0x6aa5_94f1_262d_2d2c]),
      (1, [0xb3f2_af6d_0fc7_10c5, 0x853b_5596_4736_4cea, 0x92f8_9756_082a_4514, 0x642e_1c7b_c266_a3a7]),
      (.max, [0x8f55_20d5_2a7e_ad08, 0xc476_a018_caa1_802d, 0x81de_31c0_d260_469e, 0xbf65_8d7e_065f_3c2f]),
    ] as [(UInt64, [UInt64])])
  func firstNumbersOfASeed(seed: UInt64, expected: [UInt64]) {
    var generator = SeededGenerator(seed: seed)
    #expect((0..<4).map { _ in generator.next() } == expected)
  }

  @Test func splitsArePinnedAndDoNotAdvance() {
    let generator = SeededGenerator(seed: 1)
    let firsts = (0..<3 as Range<UInt64>).map { key in
      var split = generator.split(key)
      return split.next()
    }
    #expect(firsts == [0x5dec_2b40_8a44_9017, 0x0f0b_00ee_6f2e_d2df, 0xd4a6_4fea_f92f_4cb3])
    #expect(generator == SeededGenerator(seed: 1))
  }

  /// Neighbouring keys, and a split of a split, share no numbers; bits are set about half of the time.
  @Test func splitsAreIndependent() {
    let generator = SeededGenerator(seed: 9)
    var seen = Set<UInt64>()
    var bits = 0
    for key in 0..<50 as Range<UInt64> {
      for var split in [generator.split(key), generator.split(key).split(key), generator.split(1000).split(key)] {
        for _ in 0..<20 {
          let number = split.next()
          seen.insert(number)
          bits += number.nonzeroBitCount
        }
      }
    }
    #expect(seen.count == 50 * 3 * 20)
    #expect(abs(Double(bits) / Double(64 * seen.count) - 0.5) < 0.01)
  }

  /// What a generator's split gives depends on how far it has come.
  @Test func splitsDependOnTheState() {
    var generator = SeededGenerator(seed: 1)
    let before = generator.split(3)
    _ = generator.next()
    #expect(generator.split(3) != before)
  }

  @Test func belowIsPinnedInBoundsAndEven() {
    var generator = SeededGenerator(seed: 3)
    #expect((0..<12).map { _ in generator.below(10) } == [6, 6, 2, 5, 4, 3, 2, 7, 9, 1, 9, 6])
    #expect((0..<10).allSatisfy { _ in generator.below(1) == 0 })
    for bound in [2, 3, 7, 100] {
      var counts = [Int](repeating: 0, count: bound)
      for _ in 0..<(1000 * bound) { counts[generator.below(bound)] += 1 }
      #expect(counts.allSatisfy { 850...1150 ~= $0 }, "below(\(bound)): \(counts)")
    }
    // 8 draws to 3 numbers: without throwing some away, each third number would come 2 times in 8.
    let thirds = (0..<3000).count { _ in generator.below(3 << 61) % 3 == 2 }
    #expect(900...1100 ~= thirds)
  }

  @Test func uniformNumbersFillTheUnitInterval() {
    var generator = SeededGenerator(seed: 5)
    #expect(generator.uniform() == 0.2884112281702357)
    let numbers = (0..<20_000).map { _ in generator.uniform() }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(numbers.reduce(0, +) / 20_000 - 0.5) < 0.01)
    #expect(numbers.min()! < 0.001 && numbers.max()! > 0.999)
  }

  @Test func shufflesArePinnedPermutations() {
    var generator = SeededGenerator(seed: 7)
    var ten = Array(0..<10)
    generator.shuffle(&ten)
    #expect(ten == [1, 8, 3, 0, 4, 5, 9, 6, 2, 7])
    for count in [0, 1, 2, 257] {
      var elements = Array(0..<count)
      generator.shuffle(&elements)
      #expect(elements.sorted() == Array(0..<count))
    }
  }

  /// Each of the 24 orders of four elements comes up about as often.
  @Test func shufflesAreEven() {
    var generator = SeededGenerator(seed: 8)
    var counts = [[Int]: Int]()
    for _ in 0..<24_000 {
      var elements = [0, 1, 2, 3]
      generator.shuffle(&elements)
      counts[elements, default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { 850...1150 ~= $0 })
  }

  @Test func aCodedGeneratorGoesOn() throws {
    var generator = SeededGenerator(seed: .max)
    for _ in 0..<10 { _ = generator.next() }
    var copy = try JSONDecoder().decode(SeededGenerator.self, from: JSONEncoder().encode(generator))
    #expect((0..<100).allSatisfy { _ in copy.next() == generator.next() })
  }
}

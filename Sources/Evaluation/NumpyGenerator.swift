/// The random numbers that sacreBLEU draws: numpy's `default_rng(12345)`, so that its resamples are drawn again.
///
/// The generator is PCG64 (O'Neill 2014): a 128-bit linear congruential generator, whose state is folded to 64 bits and
/// rotated. A 64-bit number serves as two of 32 bits, the low half first.
struct NumpyGenerator {
  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645
  // The state that numpy's `SeedSequence(12345)` gives; `default_rng(12345).bit_generator.state` shows it.
  private static let increment: UInt128 = 0xC9C7_353E_6E2B_1F28_7D76_1F2D_4027_FAE7

  private var state: UInt128 = 0x1905_E033_5AAE_9634_9199_B0D0_9775_ADD5
  private var highHalf: UInt32?
  private var bits: UInt32 = 0
  private var bitCount = 0

  mutating func next() -> UInt32 {
    if let high = highHalf {
      highHalf = nil
      return high
    }
    state = state &* Self.multiplier &+ Self.increment
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    let number = folded >> rotation | folded << ((64 - rotation) & 63)
    highHalf = UInt32(truncatingIfNeeded: number >> 32)
    return UInt32(truncatingIfNeeded: number)
  }

  /// A number below `bound`, as `integers(bound)` and `choice(bound)` draw it (Lemire 2019).
  /// - Parameter bound: from 1 to 2^32 - 1.
  mutating func next(below bound: UInt32) -> UInt32 {
    if bound == 1 { return 0 }
    var product = UInt64(next()) * UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (UInt32.max - bound + 1) % bound
      while UInt32(truncatingIfNeeded: product) < threshold { product = UInt64(next()) * UInt64(bound) }
    }
    return UInt32(product >> 32)
  }

  /// A bit, as `integers(2, dtype=bool)` draws it: 32 of them from a number, the lowest first.
  mutating func nextBit() -> UInt32 {
    if bitCount == 0 {
      bits = next()
      bitCount = 32
    }
    defer {
      bits >>= 1
      bitCount -= 1
    }
    return bits & 1
  }
}

/// The one random generator: xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64.
///
/// `split` derives an independent generator from a key without advancing this one. So all random numbers are derived from
/// the recipe's seed and counters (epoch, update, slice), and nothing random has to be replayed on resume.
public struct SeededGenerator: RandomNumberGenerator, Codable, Sendable, Equatable {
  private var state0: UInt64
  private var state1: UInt64
  private var state2: UInt64
  private var state3: UInt64

  public init(seed: UInt64) {
    var mixer = seed
    state0 = Self.splitMix(&mixer)
    state1 = Self.splitMix(&mixer)
    state2 = Self.splitMix(&mixer)
    state3 = Self.splitMix(&mixer)
  }

  /// A generator that depends on this one's state and on `key`. This one does not advance.
  public func split(_ key: UInt64) -> SeededGenerator {
    var mixer = state0 ^ Self.rotateLeft(state2, 17)
    let own = Self.splitMix(&mixer)
    mixer = key ^ 0x6a09_e667_f3bc_c909
    return SeededGenerator(seed: own ^ Self.splitMix(&mixer))
  }

  /// The same with a name as the key: the FNV-1a hash of its UTF-8.
  public func split(_ name: String) -> SeededGenerator {
    split(name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
  }

  public mutating func next() -> UInt64 {
    let result = Self.rotateLeft(state1 &* 5, 7) &* 9
    let shifted = state1 << 17
    state2 ^= state0
    state3 ^= state1
    state1 ^= state2
    state0 ^= state3
    state2 ^= shifted
    state3 = Self.rotateLeft(state3, 45)
    return result
  }

  /// A number in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number in 0 ..< `bound`, without bias (Lemire 2019). `bound` is positive.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a random number below \(bound) does not exist")
    let width = UInt64(bound)
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let threshold = (0 &- width) % width
      while product.low < threshold { product = next().multipliedFullWidth(by: width) }
    }
    return Int(product.high)
  }

  /// Fisher and Yates, written out because the standard library's order may change between its versions.
  @inlinable
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
  }

  private static func rotateLeft(_ value: UInt64, _ count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

import Basics
import Glibc

/// Puts hostile numbers in the place of those that stand in a text. The same seed gives the same numbers.
///
/// `MT_FUZZ_SECONDS=600` makes each test that uses it run for so long; `MT_FUZZ_SEED=NUMBER` gives other numbers.
public struct NumberMutator {
  private var generator: SeededGenerator

  private static let hostile = [
    "0", "-0", "1", "-1", "2", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483649", "4294967295",
    "4294967296", "9007199254740992", "1125899906842624", "4611686018427387904", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "18446744073709551615", "1e9", "1e15", "1e18", "1e19", "1e30",
    "1e38",
    "1e39", "1e308", "1e400", "-1e30", "1e-30", "1e-320", "0.5", "1.5", "0.1", "-0.5", "1000", "1001", "nan", "inf",
    "-inf",
    "0x10", "1e", "١", "",
  ]

  public init(seed: UInt64? = nil) {
    let chosen = getenv("MT_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) }
    generator = SeededGenerator(seed: chosen ?? seed ?? 1)
  }

  /// Seconds that a test is to run; nil for a few cases.
  public static var seconds: Int? { getenv("MT_FUZZ_SECONDS").flatMap { Int(String(cString: $0)) } }

  /// Runs `body` for as long as the environment says, or so many times. No single case may take a minute of computing.
  /// - Returns: the number of cases.
  public static func repeating(_ cases: Int, name: String, _ body: () throws -> Void) throws -> Int {
    let clock = ContinuousClock()
    let begin = clock.now
    var count = 0
    while seconds.map({ clock.now - begin < .seconds($0) }) ?? (count < cases) {
      let caseBegin = Glibc.clock()
      try body()
      let seconds = (Glibc.clock() - caseBegin) / 1_000_000
      precondition(seconds < 60, "case \(count) of \(name) takes \(seconds) s")
      count += 1
    }
    if seconds != nil { print("\(name): \(count) cases") }
    fflush(nil)
    return count
  }

  public mutating func below(_ bound: Int) -> Int { generator.below(bound) }

  /// The text with one to four of its numbers replaced. Digits within words, such as those of hashes, are no numbers.
  public mutating func mutate(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...below(4) {
      let numbers = Self.numbers(in: bytes)
      if numbers.isEmpty { return text }
      let range = numbers[below(numbers.count)]
      bytes.replaceSubrange(range, with: number(instead: bytes[range]).utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A hostile number, one near the old one, or any of 64 bits.
  private mutating func number(instead old: ArraySlice<UInt8>) -> String {
    switch below(4) {
    case 0:
      guard let value = Int(String(decoding: old, as: UTF8.self)) else { return "1" }
      return String([value &+ 1, value &- 1, value &* 10, 0 &- value][below(4)])
    case 1: return String(Int(truncatingIfNeeded: generator.next()) >> below(64))
    default: return Self.hostile[below(Self.hostile.count)]
    }
  }

  private static func numbers(in bytes: [UInt8]) -> [Range<Int>] {
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    func isWord(_ byte: UInt8) -> Bool {
      isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        || byte == UInt8(ascii: "_")
    }
    var found: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      guard isWord(bytes[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < bytes.count, isWord(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
      let isNegative = index > 0 && bytes[index - 1] == UInt8(ascii: "-")
      let word = bytes[index..<end]
      let isNumber = isDigit(bytes[index]) && word.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
      if isNumber { found.append((isNegative ? index - 1 : index)..<end) }
      index = end
    }
    return found
  }
}

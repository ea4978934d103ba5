import Basics
import Testing

@testable import TextProcessing

/// The loop of our own and ICU's rules agree. The at sign is left out, where versions of ICU differ: it is cut by a rule.
@Suite struct ASCIIWordsTests {
  private let breaker: Breaker
  private let signs = (0x21..<0x7F).filter { $0 != 0x40 }.map { UInt16($0) }

  init() throws { breaker = try Breaker(.words, language: "en") }

  /// - Returns: whether both cut it alike.
  private func agree(_ units: [UInt16]) -> Bool {
    var ours = [UInt8](repeating: 0, count: units.count + 1)
    var theirs = ours
    units.withUnsafeBufferPointer { units in
      ours.withUnsafeMutableBufferPointer { ASCIIWords.cut(LineCuts(units: units, isCut: $0), 0..<units.count) }
      theirs.withUnsafeMutableBufferPointer { theirs in
        breaker.borrow { $0.cut(LineCuts(units: units, isCut: theirs), 0..<units.count) }
      }
    }
    // ICU cuts at the ends too, which are left to others here.
    return ours[1..<units.count].elementsEqual(theirs[1..<units.count])
  }

  private func expectAgreement(over alphabet: [UInt16], length: Int) {
    var digits = [Int](repeating: 0, count: length)
    var disagreements: [String] = []
    while true {
      let units = digits.map { alphabet[$0] }
      if !agree(units) { disagreements.append(String(decoding: units, as: UTF16.self)) }
      guard let position = digits.firstIndex(where: { $0 < alphabet.count - 1 }) else { break }
      digits[position] += 1
      for lower in 0..<position { digits[lower] = 0 }
    }
    #expect(disagreements.isEmpty)
  }

  @Test func allStringsOfThree() { expectAgreement(over: signs, length: 3) }

  @Test func allStringsOfSixOfSignsThatJoin() { expectAgreement(over: Array("a1_.',-".utf16), length: 6) }

  @Test func randomStrings() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      let units = (0..<1 + generator.below(60)).map { _ in
        generator.below(3) == 0 ? signs[generator.below(signs.count)] : Array("aZ09_.',;:".utf16)[generator.below(10)]
      }
      #expect(agree(units), "\(String(decoding: units, as: UTF16.self))")
    }
  }
}

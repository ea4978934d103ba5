import Decoding
import Testing

@Suite struct LengthPenaltyTests {
  @Test func divisors() {
    #expect(LengthPenalty(alpha: 0).divisor(length: 9) == 1)
    #expect(LengthPenalty(alpha: 1).divisor(length: 9) == 9)
    #expect(LengthPenalty(alpha: 0.5).divisor(length: 9) == 3)
  }
}

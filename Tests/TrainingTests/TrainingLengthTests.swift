import FoundationEssentials
import Testing

@testable import Training

@Suite struct TrainingLengthTests {
  @Test(arguments: [
    ("5000u", TrainingLength.updates(5000), "5000u"), ("7", .updates(7), "7u"), ("0u", .updates(0), "0u"),
    ("10Mt", .targetTokens(10_000_000), "10Mt"), ("1.5Mt", .targetTokens(1_500_000), "1500kt"),
    ("250kt", .targetTokens(250_000), "250kt"), ("12t", .targetTokens(12), "12t"),
    ("2Gt", .targetTokens(2_000_000_000), "2Gt"),
    ("5e", .epochs(5), "5e"), ("0.5e", .epochs(0.5), "0.5e"), ("0.0000001e", .epochs(1e-7), "0.0000001e"),
    ("90m", .time(seconds: 5400), "90m"), ("2h", .time(seconds: 7200), "2h"), ("30s", .time(seconds: 30), "30s"),
    ("0.5h", .time(seconds: 1800), "30m"), ("0s", .time(seconds: 0), "0s"), ("1.5s", .time(seconds: 1.5), "1.5s"),
  ])
  func reads(_ text: String, _ expected: TrainingLength, _ written: String) throws {
    let length = try #require(TrainingLength(text))
    #expect(length == expected)
    #expect(length.description == written)
    #expect(TrainingLength(length.description) == length)
  }

  @Test(arguments: [
    "", "u", "-5u", "+5u", " 5u", "5 u", "5U", "5mt", "0.5u", "0.5t", ".5e", "5.e", "1..5e", "1e3", "0x10u", "inf",
    "nan",
    "5d", "5ue", "๕u", "9007199254740993u", "99999999999999999999999999u",
  ])
  func refuses(_ text: String) {
    #expect(TrainingLength(text) == nil)
  }

  @Test func bareNumbersTakeTheUnitThatIsAskedFor() {
    #expect(TrainingLength("5", bare: .epochs) == .epochs(5))
    #expect(TrainingLength("5", bare: nil) == nil)
    #expect(TrainingLength("5u", bare: .epochs) == .updates(5))
  }

  @Test func amountsStandInTheirUnit() {
    #expect(TrainingLength.time(seconds: 90).amount == 90)
    #expect(TrainingLength.targetTokens(12).amount == 12)
    #expect(TrainingLength(-1, of: .epochs) == nil)
    #expect(TrainingLength(.nan, of: .time) == nil)
  }

  @Test func codesAsAString() throws {
    let lengths: [TrainingLength] = [.updates(5), .targetTokens(1000), .epochs(0.25), .time(seconds: 60)]
    let data = try JSONEncoder().encode(lengths)
    #expect(String(decoding: data, as: UTF8.self) == #"["5u","1kt","0.25e","1m"]"#)
    #expect(try JSONDecoder().decode([TrainingLength].self, from: data) == lengths)
    #expect(try JSONDecoder().decode([TrainingLength].self, from: Data("[7]".utf8)) == [.updates(7)])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([TrainingLength].self, from: Data(#"["7x"]"#.utf8)) }
  }
}

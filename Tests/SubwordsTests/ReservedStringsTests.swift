import Testing

@testable import Subwords

@Suite struct ReservedStringsTests {
  private static func split(_ text: String, _ strings: [String]) -> [String] {
    ReservedStrings(strings).split(Array(text.utf8)).map { part in
      let text = String(decoding: part.bytes, as: UTF8.self)
      return part.isReserved ? "[\(text)]" : text
    }
  }

  @Test func theLongestHolds() {
    let strings = ["a", "ab", "abcd", "bc", "ก", "กข"]
    #expect(Self.split("abcabcdcab", strings) == ["[ab]", "c", "[abcd]", "c", "[ab]"])
    #expect(Self.split("xกกขคก", strings) == ["x", "[ก]", "[กข]", "ค", "[ก]"])
    #expect(Self.split("", strings) == [])
    #expect(Self.split("xyz", strings) == ["xyz"])
    #expect(Self.split("xyz", []) == ["xyz"])
    #expect(Self.split("xyz", [""]) == ["xyz"])
  }

  @Test func partsStandBetween() {
    let parts = ReservedStrings(["<s>", "<s"]).parts(of: Array("a<s>b<s<sc<".utf8))
    #expect(parts.map { String(decoding: $0, as: UTF8.self) } == ["a", "b", "c<"])
  }
}

import Testing

@testable import Training

@Suite struct RecipeSyntaxTests {
  private func parse(_ text: String) throws(RecipeError) -> RecipeValue {
    try RecipeSyntax.parse(Array(text.utf8), file: "r.json")
  }

  @Test(arguments: [
    (#"{"a": 1, "b": [true, false, null]}"#, #"{ "a": 1, "b": [true, false, null] }"#),
    ("// first\n{ /* in\nside */ \"a\": 1, // after\n}", #"{ "a": 1 }"#),
    ("[1, [2,], {\"a\": 3,},]", #"[1, [2], { "a": 3 }]"#), ("{}", "{}"), ("[]", "[]"), ("\u{FEFF}[ ]\r\n", "[]"),
    ("[-1, 0, 2.5, 1e3, -0.25E-2, 1e-7]", "[-1, 0, 2.5, 1000.0, -0.0025, 1e-07]"),
    ("[9223372036854775807, 9223372036854775808]", "[9223372036854775807, 9.223372036854776e+18]"),
    (#""\u0e01\ud83d\ude00\n\t\"\\\/\u0007""#, "\"ก😀\\n\\t\\\"\\\\/\\u0007\""),
    (#""// no comment /* here */""#, #""// no comment /* here */""#), ("\"กำ น้ำ\"", "\"กำ น้ำ\""),
  ])
  func reads(_ text: String, _ expected: String) throws {
    let value = try parse(text)
    // Bytes, because strings that are canonically equivalent are equal.
    #expect(Array(value.compactJSON().utf8) == Array(expected.utf8))
    #expect(Array(try parse(value.prettyJSON()).compactJSON().utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("", "r.json:1: expected a value, found the end of the file"),
    ("{\n  \"a\": 1\n  \"b\": 2\n}", #"r.json:3: expected "," or "}", found "b"#),
    ("{\n a: 1}", "r.json:2: expected a key in double quotes, found a"),
    ("{'a': 1}", "r.json:1: expected a key in double quotes, found 'a'"),
    (#"{"a" 1}"#, #"r.json:1: expected ":" after the key "a", found 1"#),
    ("[1 2]", #"r.json:1: expected "," or "]", found 2"#), ("[,]", "r.json:1: expected a value, found ,"),
    ("[1,,]", "r.json:1: expected a value, found ,"),
    ("[1\n", #"r.json:2: expected "," or "]", found the end of the file"#),
    ("[]\n]", "r.json:2: expected the end, found ]"), ("[True]", "r.json:1: expected a value, found True"),
    ("[\"a\nb\"]", "r.json:1: a string does not end on its line"),
    ("[\n\"a", "r.json:2: a string does not end on its line"),
    ("[\"a\tb\"]", "r.json:1: a string holds a control character"), (#"["\x"]"#, #"r.json:1: \x is no escape of JSON"#),
    (#"["\u12g4"]"#, #"r.json:1: \u12g4 is no escape of JSON"#),
    (#"["\u+123"]"#, #"r.json:1: \u+123 is no escape of JSON"#),
    (#"["\ud83d"]"#, "r.json:1: an escape gives one half of a surrogate pair"),
    (#"["\ude00\ud83d"]"#, "r.json:1: an escape gives one half of a surrogate pair"),
    ("[01]", "r.json:1: 01 is no number of JSON"), ("[1.]", "r.json:1: 1. is no number of JSON"),
    ("[-]", "r.json:1: - is no number of JSON"), ("[5e]", "r.json:1: 5e is no number of JSON"),
    ("[1e999]", "r.json:1: 1e999 is too large"), ("\n/* a\n\n", "r.json:2: a comment that begins here does not end"),
    (#"{"a": 1,"# + "\n" + #""a": 2}"#, "r.json:2: a: the key is given twice"),
    (String(repeating: "[", count: 100_000), "r.json:1: more than 32 levels of brackets"),
  ])
  func refuses(_ text: String, _ message: String) {
    let error = #expect(throws: RecipeError.self) { try parse(text) }
    #expect(error?.message == message)
  }

  @Test func refusesWhatIsNotUTF8() {
    let error = #expect(throws: RecipeError.self) {
      try RecipeSyntax.parse(Array("[\n\"".utf8) + [0xFF] + Array("\"]".utf8), file: "r.json")
    }
    #expect(error?.message == "r.json:2: the text is not valid UTF-8")
  }

  @Test func keysThatAreOnlyCanonicallyEquivalentAreTwo() throws {
    guard case .object(let members) = try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}").content else {
      Issue.record("not an object")
      return
    }
    #expect(members.count == 2)
  }
}

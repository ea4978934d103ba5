import Basics
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

  /// A text, where it is wrong and how, and what to do.
  @Test(arguments: [
    ("", "r.json: the file is empty", least), (" // nothing\n\n", "r.json: the file is empty", least),
    ("# c\n{}", ##"r.json:1:1: expected a recipe, which begins with {, found "#""##, "write // instead of #"),
    (
      "{\n  # c\n}", ##"r.json:2:3: expected a key in double quotes, found "#""##, "write // instead of #"
    ),
    ("{\n  \"a\": 1\n  \"b\": 2\n}", #"r.json:2:9: a comma is missing here, before "b""#, "write a comma here"),
    ("{\n  \"a\": [1, 2]\n\n  b: 2\n}", "r.json:2:14: a comma is missing here, before b", "write a comma here"),
    ("[1 2]", "r.json:1:3: a comma is missing here, before 2", "write a comma here"),
    (#"["a""b"]"#, #"r.json:1:5: a comma is missing here, before "b""#, "write a comma here"),
    (
      #"{"a": "my "best" one"}"#, "r.json:1:11: the string ends here, but text follows without a comma",
      #"write a quote inside a string as \""#
    ),
    ("{\n a: 1}", "r.json:2:2: expected a key in double quotes, found a", #"write "a", in double quotes"#),
    ("{\n ก: 1}", "r.json:2:2: expected a key in double quotes, found ก", #"write "ก", in double quotes"#),
    ("{'a': 1}", "r.json:1:2: expected a key in double quotes, found 'a'", "write \" instead of '"),
    ("{\"a\": 'b'}", "r.json:1:7: expected a value, found 'b'", "write \" instead of '"),
    ("{“a”: 1}", "r.json:1:2: expected a key in double quotes, found “a”", "write \" instead of “"),
    ("{\"ก\": „b“}", "r.json:1:7: expected a value, found „b“", "write \" instead of „"),
    ("{\"a\": th}", "r.json:1:7: expected a value, found th", #"write "th", in double quotes"#),
    (
      "{\"a\": corpora/my train , \"b\": 1}", "r.json:1:7: expected a value, found corpora/my",
      #"write "corpora/my train", in double quotes"#
    ),
    (#"{"a" 1}"#, #"r.json:1:6: expected ":" after the key "a", found 1"#, "write : between the key and its value"),
    (#"{"a" = 1}"#, ##"r.json:1:6: expected ":" after the key "a", found "=""##, "write : instead of ="),
    (#"{"a" => 1}"#, ##"r.json:1:6: expected ":" after the key "a", found =>"##, "write : instead of =>"),
    (#"{"a"}"#, #"r.json:1:5: the key "a" has no value"#, #"write one, as in "a": 1, or remove the key"#),
    (#"{"a": , "b": 1}"#, #"r.json:1:7: the key "a" has no value"#, #"write one, as in "a": 1, or remove the key"#),
    ("[,]", #"r.json:1:2: expected a value, found ",""#, "remove one comma"),
    ("[1,,]", #"r.json:1:4: expected a value, found ",""#, "remove one comma"),
    (#"{"a": 1,, "b": 2}"#, #"r.json:1:9: expected a key in double quotes, found ",""#, "remove one comma"),
    (
      "{\n\"a\": {\n\"b\": [1,\n2]\n}\n", "r.json:1:1: the { that opens here is never closed",
      "add the } that belongs to it"
    ),
    ("[1\n", "r.json:1:1: the [ that opens here is never closed", "add the ] that belongs to it"),
    ("{\n \"a\":", "r.json:1:1: the { that opens here is never closed", "add the } that belongs to it"),
    ("{\"a\": [\n1}", #"r.json:2:2: found "}", but the [ of line 1 is still open"#, "close it with ]"),
    ("{\n\"a\": {\n]", #"r.json:3:1: found "]", but the { of line 2 is still open"#, "close it with }"),
    ("[]\n]", #"r.json:2:1: expected the end, found "]""#, "remove \"]\""),
    (
      "{}\n{}", "r.json:2:1: the recipe has ended, and another value begins here",
      "keep one of the two, or check the brackets: an earlier } may close too much"
    ),
    (
      "\n\"a\": {}", "r.json:2:1: a recipe begins with {, and this one begins with a key",
      "put { before it, and } at the end of the file"
    ),
    (
      #"{"a": ["b": 1]}"#, ##"r.json:1:11: expected "," or "]", found ":""##,
      "write { before the first of these keys and } after the last value"
    ),
    (#"{"a": 1; "b": 2}"#, ##"r.json:1:8: expected "," or "}", found ";""##, "write , instead of ;"),
    (#"{"a": (1, 2)}"#, #"r.json:1:7: expected a value, found (1"#, "write [ instead of ("),
    ("{\"a\": True}", "r.json:1:7: expected a value, found True", "write true instead of True"),
    ("{\"a\": FALSE}", "r.json:1:7: expected a value, found FALSE", "write false instead of FALSE"),
    ("{\"a\": None}", "r.json:1:7: expected a value, found None", "write null instead of None"),
    ("{\"a\": trueish}", "r.json:1:7: expected a value, found trueish", #"write "trueish", in double quotes"#),
    ("{\"a\": NaN}", "r.json:1:7: NaN is not a number that a recipe can have", finite),
    ("{\"a\": -Infinity}", "r.json:1:7: -Infinity is not a number that a recipe can have", finite),
    ("{\"a\": inf}", "r.json:1:7: inf is not a number that a recipe can have", finite),
    (
      "{\n\"a\":\u{A0}1}", "r.json:2:5: there is an invisible character here: U+00A0",
      "remove it, or write a plain space instead"
    ),
    (
      "{\u{200B}\"a\": 1}", "r.json:1:2: there is an invisible character here: U+200B",
      "remove it, or write a plain space instead"
    ),
    (
      "[\u{C}1]", "r.json:1:2: there is an invisible character here: U+000C",
      "remove it, or write a plain space instead"
    ),
    ("[\"a\nb\"]", "r.json:1:2: a string is not closed on its line", closed),
    ("[\n\"a", "r.json:2:1: a string is not closed on its line", closed),
    (
      "[\"a\tb\"]", "r.json:1:4: a string contains a control character",
      "write it as an escape, for example \\t or \\u0007"
    ),
    (#"["C:\xy"]"#, #"r.json:1:5: \x is not an escape that JSON has"#, #"write a backslash as \\"#),
    (#"["\u12g4"]"#, #"r.json:1:3: \u12g4 is not an escape that JSON has"#, #"write a backslash as \\"#),
    (#"["\u+123"]"#, #"r.json:1:3: \u+123 is not an escape that JSON has"#, #"write a backslash as \\"#),
    (
      #"["\ud83d"]"#, "r.json:1:3: an escape gives one half of a surrogate pair",
      "write the character itself, or both halves"
    ),
    (
      #"["\ude00\ud83d"]"#, "r.json:1:3: an escape gives one half of a surrogate pair",
      "write the character itself, or both halves"
    ),
    ("[01]", "r.json:1:2: 01 is not a number in JSON", "write 1"),
    ("[1.]", "r.json:1:2: 1. is not a number in JSON", "write 1.0"),
    ("[-.5]", "r.json:1:2: -.5 is not a number in JSON", "write -0.5"),
    ("[+5]", "r.json:1:2: +5 is not a number in JSON", "write 5"),
    ("[1_000]", "r.json:1:2: 1_000 is not a number in JSON", "write 1000"),
    ("[0x1F]", "r.json:1:2: 0x1F is not a number in JSON", "write 31"),
    ("[-]", "r.json:1:2: - is not a number in JSON", "write digits, as in 5, 0.5 or 1e-4"),
    ("[5e]", "r.json:1:2: expected a value, found 5e", #"write "5e", in double quotes"#),
    ("[90m]", "r.json:1:2: expected a value, found 90m", #"write "90m", in double quotes"#),
    (
      #"{"a": 10,000}"#, "r.json:1:10: expected a key in double quotes, found 000",
      "write a number without a comma, as in 10000 or 0.5"
    ),
    ("[1e999]", "r.json:1:2: 1e999 is too large", "write a number below 1.8e308"),
    ("\n/* a\n\n", "r.json:2:1: the comment that begins here is never closed", "end it with */"),
    (#"{"a": 1,"# + "\n" + #""a": 2}"#, "r.json:2: a: the key is given twice, first on line 1", "keep one of the two"),
    (
      String(repeating: "[", count: 100_000), "r.json:1:33: more than 32 levels of brackets",
      "a recipe needs four levels at most: check the brackets"
    ),
    ("สวัสดี", "r.json:1:1: expected a recipe, which begins with {, found สวัสดี", json),
    ("[1 ? 2]", #"r.json:1:4: expected "," or "]", found "?""#, json),
  ])
  func refuses(_ text: String, _ message: String, _ help: String) {
    for text in [text, "\u{FEFF}" + text] {
      let error = #expect(throws: RecipeError.self) { try parse(text) }
      #expect(error?.message == message)
      #expect(error?.remedy == help)
    }
  }

  private static let least =
    #"begin with { "languages": { "source": "th", "target": "en" }, "corpora": { "train": [{ "path": "train" }] } }"#
  private static let finite = "write a finite number; for no limit, write null where the key allows it"
  private static let closed = #"end it with a double quote; a quote inside is written \""#
  private static let json = #"a recipe is JSON: "key": value, with a comma between two of them"#

  /// The start of a file, and what it is.
  @Test(arguments: [
    ("languages:\n  source: th\n", RecipeFileKind.yaml), ("# mine\n\n  languages: {source: th}\n", .yaml),
    ("---\na: 1", .yaml),
    ("- a\n- b", .yaml), ("\u{FEFF}a-b.c :\r\n", .yaml), ("[languages]\nsource = \"th\"\n", .toml), ("[[a.b]]", .toml),
    ("a = 1", .toml), ("[ true ]", nil), ("[1]", nil), ("{ a: 1 }", nil), ("// a: 1\n{}", nil),
    ("/*\na: 1 */{}", nil),
    ("\"a\": 1", nil), ("<?xml version=\"1.0\"?>", .xml), ("PK\u{3}\u{4}", .zip), ("{\0\n\0", .utf16),
    ("\0{\0\n", .utf16),
    ("{\0", .binary), ("{\"a\": \"\0\"}", .binary), ("", nil), ("a", nil), (":", nil), ("a b: c", nil),
  ])
  func otherFormatsAreTold(_ text: String, _ kind: RecipeFileKind?) {
    #expect(RecipeFileKind(bytes: Array(text.utf8)) == kind)
  }

  @Test func otherFormatsAreNamedWithTheWayToJSON() {
    let yaml = #expect(throws: RecipeError.self) { try parse("languages:\n  source: th\n") }
    #expect(yaml?.message == "r.json: this is YAML, and a recipe is JSON")
    #expect(
      yaml?.remedy
        == "convert it: python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout, indent=2)' < 'r.json' > recipe.json"
    )
    for (bytes, summary, remedy) in [
      (
        [0x1F, 0x8B, 8, 0], "the file is compressed (gzip), and a recipe is plain text",
        "gzip -dc 'r.json' > recipe.json"
      ),
      (
        [0xFF, 0xFE, 0x7B, 0], "the text is UTF-16, and a recipe is UTF-8",
        "iconv -f UTF-16 -t UTF-8 'r.json' > recipe.json"
      ),
    ] as [([UInt8], String, String)] {
      let error = #expect(throws: RecipeError.self) { try RecipeSyntax.parse(bytes, file: "r.json") }
      #expect(error?.summary == summary)
      #expect(error?.remedy == remedy)
    }
  }

  @Test func refusesWhatIsNotUTF8() {
    let error = #expect(throws: RecipeError.self) {
      try RecipeSyntax.parse(Array("[\n\"ก".utf8) + [0xFF] + Array("\"]".utf8), file: "r.json")
    }
    #expect(error?.message == "r.json:2:3: the text is not valid UTF-8")
    #expect(error?.remedy == "save the file as UTF-8")
  }

  /// No input traps, however a recipe is cut or changed.
  @Test func brokenRecipesAreErrors() {
    let whole = Array(Recipe(languages: .init(source: "th", target: "en"), corpora: .init(train: [])).toJSON().utf8)
    var generator = SeededGenerator(seed: 1)
    let signs = Array("{}[],:\"'#=/*\\\n\r\t 0-+.eNé\u{FEFF}\u{A0}“\0".utf8)
    for _ in 0..<3000 {
      var bytes = Array(whole[..<generator.below(whole.count - 1)])
      for _ in 0..<generator.below(4) where !bytes.isEmpty {
        bytes[generator.below(bytes.count)] = signs[generator.below(signs.count)]
      }
      let error = #expect(throws: RecipeError.self) { try RecipeSyntax.parse(bytes, file: "r.json") }
      #expect(error?.remedy != nil)
    }
  }

  @Test func keysThatAreOnlyCanonicallyEquivalentAreTwo() throws {
    guard case .object(let members) = try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}").content else {
      Issue.record("not an object")
      return
    }
    #expect(members.count == 2)
  }
}

import Testing

@testable import Corpus

struct PluralRuleTests {
  @Test(arguments: [
    ("nplurals=1; plural=0;", [0, 0, 0, 0, 0]),
    ("nplurals=2; plural=n != 1;", [1, 0, 1, 1, 1]),
    (" nplurals=2; plural=(n > 1)", [0, 0, 1, 1, 1]),
    (
      "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
      [2, 0, 1, 2, 2]
    ),
    (
      "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
      [0, 1, 2, 3, 5]
    ),
    ("nplurals=4; plural=(n%100==1 ? 1 : n%100==2 ? 2 : n%100==3 || n%100==4 ? 3 : 0);", [0, 1, 2, 0, 0]),
  ])
  func rulesOfLanguages(field: String, forms: [Int]) throws {
    let rule = try #require(PluralRule(field))
    #expect([0, 1, 2, 5, 100].map { rule.form(for: $0) } == forms)
  }

  @Test(arguments: [
    "plural=", "plural=n ? 1", "plural=(n", "plural=n % 0", "plural=m", "plural=n == 1)", "plural=0 - 1",
  ])
  func whatIsNoRuleHasNoForm(field: String) {
    #expect(PluralRule(field)?.form(for: 1) == nil)
  }

  @Test func deepNestingIsRefused() {
    #expect(PluralRule("plural=" + String(repeating: "(", count: 100_000) + "n")?.form(for: 1) == nil)
    #expect(PluralRule("plural=" + String(repeating: "!", count: 100_000) + "n")?.form(for: 1) == nil)
    #expect(PluralRule("nplurals=2") == nil)
  }
}

import Testing

@testable import TextProcessing

/// What the golden tables of tokens leave out: the borders of each rule.
@Suite struct SpanRulesTests {
  private func expect(
    _ line: String, _ tokens: String, language: String = "en", _ location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try Tokenizers.make(language: language).tokenize(line).joined(separator: " ")
    #expect(found.utf8.elementsEqual(tokens.utf8), "\(found)", sourceLocation: location)
  }

  @Test func addresses() throws {
    try expect("http:// x://y WWW.A.ORG awww.b", "http : / / ▁x://y ▁WWW.A.ORG ▁awww.b")
    try expect("a.b.c@x.org, @x.org a@b. _@c.d", "a.b.c@x.org , ▁@x . org ▁a @ b . ▁_ @c . d")
    try expect("to.see-https://x, -https://x", "to.see - https://x , ▁- https://x")
    try expect("aaaaaaaaaaaaaaaaaaaaaaaaa://b", "aaaaaaaaa aaaaaaaaaaaaaaaa://b")
  }

  @Test func timesAndDates() throws {
    try expect("1:2:3 a1:2 :3 4:", "1:2:3 ▁a1:2 ▁: 3 ▁4 :")
    try expect("1/2/34 1/2/2034/5 1-2-34 1-2-2034", "1/2/34 ▁1 / 2 / 2034 / 5 ▁1 - 2 - 34 ▁1-2-2034")
    try expect("2024-5-1. 2024/05 12345/1/1 2024-05-12T", "2024-5-1 . ▁2024 / 05 ▁12345 / 1 / 1 ▁2024 - 05 - 12T")
    try expect("1/2-2034", "1 / 2 - 2034")
  }

  @Test func compounds() throws {
    try expect("ISO-8859-1 B2-3C 10-20km 1990s-2000s", "ISO-8859-1 ▁B2-3C ▁10 - 20km ▁1990s - 2000s")
    try expect("3.5-inch 10-fold -a b- c--d", "3.5-inch ▁10-fold ▁- a ▁b - ▁c - - d")
    try expect("#tag-x {a}-b é-è", "#tag - x ▁{a} - b ▁é-è")
    try expect("the 1990's, 5's 6'x", "the ▁1990's , ▁5's ▁6 ' x")
  }

  @Test func abbreviations() throws {
    try expect("the U.S.A, U.S.A. e.g.Linux Ph.D. x", "the ▁U.S.A , ▁U.S.A. ▁e.g. Linux ▁Ph.D. ▁x")
    try expect("Mr.Lee co. No.x No. 5 Art. III", "Mr.Lee ▁co . ▁No.x ▁No. ▁5 ▁Art . ▁III")
    try expect("ศ.ดร.ก พล.ต.อ. ผศ.นพ. ไม่มี.", "ศ. ดร. ก ▁พล.ต.อ. ▁ผศ. นพ. ▁ไม่มี .", language: "th")
    try expect("ไทย.com Mr. Lee U.S.", "ไทย . com ▁Mr. ▁Lee ▁U.S.", language: "th")
  }

  @Test func tags() throws {
    try expect("#_ #_a #1a x#b @@a ##b", "# _ ▁#_a ▁#1a ▁x # b ▁@ @a ▁# #b")
  }

  @Test func placeholders() throws {
    try expect("%ld %5.1f %-3d %sales %l %(a b)s", "%ld ▁%5.1f ▁%-3d ▁% sales ▁% l ▁% ( a ▁b ) s")
    try expect("{} {a.b} {a b} {{a} $1 $$a ${a {$a}", "{ } ▁{a.b} ▁{ a ▁b } ▁{ {a} ▁$ 1 ▁$ $a ▁$ { a ▁{$a}")
  }

  @Test func markup() throws {
    try expect("a <b and c> d<e >", "a ▁< b ▁and ▁c > ▁d <e▁>")
    try expect(
      "<a\u{E9}> <br /> </a x=1> &; &#; &#x2; &#z; &a", "< a\u{E9} > ▁<br▁/> ▁</a▁x=1> ▁& ; ▁& # ; ▁&#x2; ▁& #z ; ▁& a")
    let long = "<a x=\"" + String(repeating: "y", count: 92) + "\">"
    try expect(long, "<a▁" + long.dropFirst(3))
    let longer = "<a x=\"" + String(repeating: "y", count: 93) + "\">"
    #expect(try Tokenizers.make(language: "en").tokenize(longer).count > 1)
  }

  @Test func keycaps() throws {
    try expect(
      "12\u{FE0F}\u{20E3}#\u{FE0F}\u{20E3}3\u{20E3} a\u{20E3}",
      "1 2\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3} 3\u{20E3} ▁a\u{20E3}")
  }

  @Test func signsOfThai() throws {
    try expect("ๆๆ ฯฯ ฯล ฯพณ aๆb", "ๆ ๆ ▁ฯ ฯ ▁ฯ ล ▁ฯ พณ ▁a ๆ b", language: "th")
  }

  /// A character of two units is not cut in two.
  @Test func longTokensAreCutBetweenCharacters() throws {
    let tokens = try Tokenizers.make(language: "en").tokenize("a" + String(repeating: "𝒜", count: 120))
    #expect(tokens.map(\.utf16.count) == [99, 100, 42])
  }
}

import Testing

@testable import Corpus

struct XMLRepairTests {
  private func repaired(_ bytes: [UInt8], pieces: Int) -> (text: [UInt8], tallies: CorpusTallies) {
    var repair = XMLRepair(path: "a")
    var text: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let piece = Array(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      piece.withUnsafeBytes { repair.take($0, isFinal: false) }
      text += repair.output
    } while !rest.isEmpty
    repair.take(UnsafeRawBufferPointer(start: nil, count: 0), isFinal: true)
    return (text + repair.output, repair.tallies)
  }

  @Test(arguments: [
    ("a\tb\r\n<c>&amp;&#x41;&#10;</c>", "a\tb\r\n<c>&amp;&#x41;&#10;</c>", 0), ("a\u{1}b\0", "a\u{fffd}b\u{fffd}", 2),
    ("&#1;&#x1F;&#xFFFF;&#xD83D;&#9;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}&#9;", 4), ("\u{ffff}ก", "\u{fffd}ก", 1),
    ("<![CDATA[&#1;\u{2}]]>&#1;", "<![CDATA[&#1;\u{fffd}]]>\u{fffd}", 2),
    ("<![CDATA[a]]b]]>&#2;", "<![CDATA[a]]b]]>\u{fffd}", 1), ("&#99999999999;&#x110000;", "\u{fffd}\u{fffd}", 2),
    ("&#" + String(repeating: "0", count: 40) + "1;", "&#" + String(repeating: "0", count: 40) + "1;", 0),
  ])
  func whatXMLDoesNotAllowIsReplaced(text: String, expected: String, count: Int) {
    for pieces in [1, 2, 3, 5, 1000] {
      let found = repaired(Array(text.utf8), pieces: pieces)
      #expect(found.text == Array(expected.utf8), "in pieces of \(pieces)")
      #expect(found.tallies.count(.illegalCharacter) == count)
    }
  }

  @Test(arguments: [
    ("a&nbsp;b&eacute;&Eacute;&alefsym;", "a\u{a0}béÉ\u{2135}", 4), ("b & c AT&T &", "b &amp; c AT&amp;T &amp;", 3),
    ("&foo;&nbsp", "&amp;foo;&amp;nbsp", 2), ("a < b <3 <= <", "a &lt; b &lt;3 &lt;= <", 3),
    (
      "<a b=\"x & y\"/></a><_:b><ก>&amp;&lt;&gt;&quot;&apos;",
      "<a b=\"x &amp; y\"/></a><_:b><ก>&amp;&lt;&gt;&quot;&apos;", 1
    ),
    ("<!-- a & b < c - -- &nbsp; -->&", "<!-- a & b < c - -- &nbsp; -->&amp;", 1),
    ("<?a & < ? ?>&", "<?a & < ? ?>&amp;", 1),
    ("<![CDATA[& < -->?>]]>&<!DOCTYPE a>", "<![CDATA[& < -->?>]]>&amp;<!DOCTYPE a>", 1),
    ("&#x;&#;&# 1;&#+1;&#-1;&1;&", "&amp;#x;&amp;#;&amp;# 1;&amp;#+1;&amp;#-1;&amp;1;&amp;", 7),
  ])
  func whatIsTextIsEscaped(text: String, expected: String, count: Int) {
    for pieces in [1, 2, 3, 5, 1000] {
      let found = repaired(Array(text.utf8), pieces: pieces)
      #expect(found.text == Array(expected.utf8), "in pieces of \(pieces)")
      #expect(found.tallies.count(.unescaped) == count)
    }
  }

  @Test func bytesThatAreNotUTF8AreReplaced() {
    let bytes: [UInt8] = [0x61, 0xff, 0xe0, 0xb8, 0x0a, 0xe0, 0xb8, 0x81, 0x0a, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98]
    for pieces in [1, 2, 3, 1000] {
      let found = repaired(bytes, pieces: pieces)
      #expect(String(validating: found.text, as: UTF8.self) != nil)
      #expect(Array(String(decoding: bytes, as: UTF8.self).utf8) == found.text)
      #expect(found.tallies.findings[.invalidUTF8] == .init(count: 2, path: "a", line: 1))
    }
  }
}

import Testing

@testable import Corpus

struct MarkupLeftoversTests {
  private func areIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { MarkupLeftovers.areIn($0) }
  }

  @Test(arguments: [
    "<b>bold</b>", "end</p>", "line<br/>", "line<br />", "<BR>", "<a href=\"x\">here", "<font color=red>",
    "</anything>",
    "<x/>", "<x id='1'>", "<w:t xml:space=\"preserve\">", "<!-- note -->", "<!DOCTYPE html>", "<![CDATA[x]]>",
    "<?xml version=\"1.0\"?>", "a&nbsp;b", "&lt;b&gt;", "&amp;", "&AMP;", "&#160;", "&#xA0;", "&amp;lt;",
    "{\\i1}ไปกันเถอะ", "{\\an8}Go",
    "{\\pos(1,2)}x", "{y:i}Go", "[[Bangkok]]", "ดู [[กรุงเทพ|เมือง]]", "said[/quote]", "สวัสดี<br>ครับ",
  ])
  func leftovers(text: String) {
    #expect(areIn(text))
  }

  @Test(arguments: [
    "", "a < b and c > d", "I <3 you", "<name>", "<your name>", "Hello <user>!", "<code>", "{0}", "{count} files",
    "{$name}",
    "{ -brand-name }", "{{name}}", "[1]", "[[ -f x ]]", "[[]]", "[[", "[/", "[[[[", "AT&T;", "R&D", "&File", "&x;",
    "&#;", "&#x;", "&# 1;",
    "Tom & Jerry; and", "<", "</", "<a", "<b", "</b", "x <b", "<!", "<? ?>", "{\\", "{\\i1", "{y:", "a<b c>",
    "<b and c> d", "->", "-->",
    "<<<>>>", "<ก>", "&ก;", "1</2", "{\\ }",
  ])
  func whatIsNone(text: String) {
    #expect(!areIn(text))
  }
}

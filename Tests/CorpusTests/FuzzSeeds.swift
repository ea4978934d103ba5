import FoundationEssentials

@testable import Corpus

/// A kind of input that is read, with small sound files of it.
enum FuzzedFormat: String, CaseIterable, Sendable {
  case moses, tsv, csv, jsonl, tmx, xliff, po, mo, zip, shards

  /// What the names of files of the format end in.
  var endings: [String] { self == .xliff ? ["xliff", "xlf"] : self == .moses ? ["txt"] : [rawValue] }

  var seeds: [[UInt8]] {
    switch self {
    case .moses: [Array("one\nสอง\n\nfour \u{85}\r\n".utf8), Array("\u{feff}a b c\nd\u{2028}e\nf\n\n".utf8)]
    case .tsv: [Array("one\tหนึ่ง\t0.5\n\ta\\tb\r\nthree\tสาม\n".utf8), Array("source\ttarget\tscore\na\tb\t1\n".utf8)]
    case .csv:
      [
        Array("th,\"en\",note\r\nก,\"a \"\"b\"\"\",x\r\n\"ข\nค\",c,\n\nง,d,e\n".utf8),
        Array("one,\"หนึ่ง,\"\ntwo,สอง\n".utf8),
      ]
    case .jsonl:
      [
        Array(#"{"en":"a \u0e01\ud83d\ude00","th":"ก\n\t\"","id":[1,-2.5e3,{"x":null}]}"#.utf8) + [0x0a],
        Array(
          "{\"translation\": {\"th\": \"ข\", \"en\": \"b\"}}\n\n{\"source\":\"c\",\"target\":\"ค\",\"ok\":true}\n".utf8),
      ]
    case .zip: [ZipSample.bytes, ZipSample.archive([("x.en", "a\nb\n"), ("README", "c"), ("x.th", "ก\nข\n")])]
    case .tmx: [Self.memory, Self.utf16(Self.memory)]
    case .xliff: [Self.xliff12, Self.xliff20, Self.cut]
    case .po: [Self.catalogueText, Self.plurals]
    case .mo:
      [
        compiledCatalogue(Self.catalogue), compiledCatalogue(Self.catalogue, isBigEndian: true),
        compiledCatalogue(Self.catalogue + [("%\u{1} a", "%\u{2}\u{1} ก")], names: ["PRIu64", "I"]),
      ]
    case .shards: []
    }
  }

  var tokens: [String] {
    switch self {
    case .moses: ["\n", "\r\n", "\u{2028}"]
    case .tsv: ["\t", "\n", "\r\n", "1e400", "nan", "-1", "source", "target", "\\t"]
    case .csv: [",", "\"", "\"\"", "\n", "\r\n", "\",\"", "th,en\n", "\"\n\""]
    case .jsonl:
      [
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\udc00", "null", "true", "1e999", "\"th\":",
        "\"translation\":{",
        "\"source\":\"", "\n",
      ]
    case .zip:
      [
        "PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{6}\u{6}", "PK\u{6}\u{7}", "\u{1}\0\u{8}\0", "x.en",
        "x.th", "../x.th",
      ]
    case .tmx:
      [
        "<tu>", "</tu>", "<tuv xml:lang=\"th\">", "<tuv lang='en-US'>", "</tuv>", "<seg>", "</seg>", "<seg/>", "<ph>",
        "</ph>",
        "<bpt>", "&#x0;", "&#xd800;", "\u{1}", "&#31;", "<ph type='lb'/>", "\u{ffff}", "&lt;", "&nbsp;", "<![CDATA[",
        "]]>", "<!--", "-->", "<?", "?>", "xml:lang=\"",
        "<", ">", "&",
        "<!DOCTYPE tmx [<!ENTITY a \"&b;\">]>", "<!ATTLIST tuv lang CDATA 'th'>", "encoding=\"UTF-16\"", "<x:seg>",
        "\r\n",
      ]
    case .xliff:
      [
        "<trans-unit>", "</trans-unit>", "<source>", "</source>", "<target>", "<target state='new'>", "</target>",
        "<segment>",
        "</segment>", "<alt-trans>", "</alt-trans>", "<cp hex='1F600'/>", "<cp hex='FFFFFFFFF'/>",
        "<file target-language='en'>",
        "</file>", "<mrk mtype='seg' mid='1'>", "<mrk mtype='x-sdl-deleted'>", "</mrk>", "<seg-source>",
        "</seg-source>", "mid='2'",
        "<x ctype='lb'/>", "<sdl:seg id='1' conf='Draft'/>", "state-qualifier='fuzzy-match'", "&#x1;", "\u{2}",
        "xml:lang='de'", "<ph>", "</ph>", "<g>", "&amp;", "srcLang='th'", "<!--", "<![CDATA[", "\n",
      ]
    case .po:
      [
        "msgid", "msgstr", "msgstr[0]", "msgstr[99999999999999999999]", "msgctxt", "msgid_plural", "\"", "\"\"", "\n",
        "\\", "\\x",
        "\\377", "\\0", "#, fuzzy\n", "#~ ", "#~| ", "#", "domain", "msgid \"\"\nmsgstr \"Language: en\\n\"\n",
        "charset=",
      ]
    case .mo: ["\0", "\u{4}", "charset=TIS-620", "Language: en\n"]
    case .shards:
      ["\"pairs\":", "\"frames\":[]", "-1", "9223372036854775807", "1e99", "null", "{", "]", ",", "\\", "\t", "\n"]
    }
  }

  private static let memory = Array(
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4"><header srclang="en" datatype="plaintext"/><body>
      <tu tuid="1"><prop type="x">y</prop>
        <tuv xml:lang="en-US"><seg>One &amp; <bpt i="1">&lt;b></bpt>two<ept i="1"/></seg></tuv>
        <tuv xml:lang="th"><seg>หนึ่ง
          <hi>สอง</hi>&#xe01;</seg></tuv></tu>
      <tu><tuv lang="de"><seg>drei</seg></tuv><tuv lang="en"><seg><![CDATA[three]]></seg></tuv></tu>
      <tu><tuv xml:lang="TH"><seg/></tuv><tuv xml:lang="EN"><seg>four</seg></tuv></tu>
    </body></tmx>

    """.utf8)

  private static func utf16(_ text: [UInt8]) -> [UInt8] {
    let text = String(decoding: text, as: UTF8.self).replacing(" encoding=\"UTF-8\"", with: "")
    return [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
  }

  private static let xliff12 = Array(
    """
    <xliff version="1.2"><file source-language="en" target-language="th" original="a"><body><group>
    <trans-unit id="1"><source>One <g id="1">two</g><x id="2"/></source><seg-source>x</seg-source>
    <target state="translated">หนึ่ง <ph id="1">code</ph></target><alt-trans><target>no</target></alt-trans></trans-unit>
    <trans-unit id="2"><source>three</source><target state="new">สาม</target></trans-unit>
    <trans-unit id="3"><source>four</source></trans-unit></group></body></file></xliff>
    """.utf8)

  private static let cut = Array(
    """
    <xliff version="1.2" xmlns:sdl="s"><file source-language="en-US" target-language="th-TH" original="a"><body>
    <trans-unit id="1"><source>One. Two.</source><seg-source><g id="1"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></g></seg-source>
    <target><g id="1"><mrk mtype="seg" mid="1">หนึ่ง<mrk mtype="x-sdl-deleted" sdl:revid="r">ผิด</mrk></mrk> <mrk mtype="seg" mid="2">สอง<x id="2" ctype="lb"/></mrk></g></target>
    <sdl:seg-defs><sdl:seg id="1" conf="Translated"/><sdl:seg id="2" conf="Draft"/></sdl:seg-defs></trans-unit>
    </body></file></xliff>
    """.utf8)

  private static let xliff20 = Array(
    """
    <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="th" trgLang="en"><file id="f"><unit id="u">
    <segment state="translated"><source>ก<pc id="1">ข</pc><cp hex="001A"/></source><target>a <mrk id="m">b</mrk></target></segment>
    <segment><source>ค</source></segment></unit></file></xliff>
    """.utf8)

  private static let catalogueText = Array(
    #"""
    msgid ""
    msgstr ""
    "Language: th\n"
    "Content-Type: text/plain; charset=UTF-8\n"

    #: a.c:1
    #, c-format
    msgctxt "menu"
    msgid "One\t\"two\"\x41\101\n"
    "three"
    msgstr "หนึ่ง\n"
    #, fuzzy
    msgid "four"
    msgstr "สี่"
    #~ msgid "five"
    #~ msgstr "ห้า"
    msgid "six"
    msgstr ""

    """#.utf8)

  private static let plurals = Array(
    "msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"a\"\nmsgstr[1] \"b\"\nmsgid \"c\"\nmsgstr \"d\"\r\n".utf8
  )

  private static let catalogue = [
    ("", "Language: th\nContent-Type: text/plain; charset=UTF-8\n"), ("%d file\0%d files", "a\0b"), ("c\u{4}d", "จ"),
    ("e", ""),
  ]
}

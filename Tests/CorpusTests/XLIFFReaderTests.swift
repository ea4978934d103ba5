import Testing

@testable import Corpus

struct XLIFFReaderTests {
  let scratch = Scratch()

  private func reader(_ text: String, languages: LanguagePair = thaiEnglish) throws -> XLIFFReader {
    try XLIFFReader(path: scratch.write("t.xlf", text), languages: languages)
  }

  private func version12(_ languages: String, _ units: String) -> String {
    "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n<file \(languages)><body>\n\(units)</body></file></xliff>"
  }

  private let thaiToEnglish = "source-language=\"th\" target-language=\"en-US\""

  @Test func unitsOf12ArePairs() throws {
    let reader = try reader(
      version12(
        thaiToEnglish,
        """
        <trans-unit id="1"><source>ก<g id="1">ข</g><x id="2"/></source><seg-source><mrk mtype="seg">no</mrk></seg-source>
        <target state="translated">a <mrk mtype="seg">b</mrk><ph id="1">code<sub>sub</sub></ph><bpt id="2">c</bpt>
         d</target><alt-trans><source>x</source><target state="new">y</target></alt-trans></trans-unit>
        <trans-unit id="2"><source>ค</source></trans-unit>
        <trans-unit id="3"><source>ง</source><target/></trans-unit>
        <group><trans-unit id="4"><source>จ</source><target state="needs-translation">e</target></trans-unit></group>
        <trans-unit id="5"><source>ฉ</source><target state="final">f</target><target>g</target></trans-unit>
        """))
    #expect(try reader.next() == SentencePair(source: "กข", target: "a b  d"))
    #expect(reader.line == 3)
    #expect(try reader.next() == SentencePair(source: "ฉ", target: "f"))
    #expect(try reader.next() == nil)
    #expect(reader.tallies.readPairs == 2)
    #expect(reader.tallies.findings[.untranslated] == .init(count: 2, path: reader.files[0].path, line: 6))
    #expect(reader.tallies.findings[.unsure] == .init(count: 1, path: reader.files[0].path, line: 8))
  }

  @Test func segmentsOf20ArePairs() throws {
    let reader = try reader(
      """
      <x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="th">
      <x:file id="f"><x:unit id="u"><mtc:matches xmlns:mtc="m"><mtc:match><x:source>m</x:source><x:target>m</x:target></mtc:match></mtc:matches>
      <x:segment state="initial"><x:source>a</x:source></x:segment>
      <x:ignorable><x:source> </x:source><x:target> </x:target></x:ignorable>
      <x:segment><x:source>b<x:pc id="1">c</x:pc><x:ph id="2"/><x:cp hex="001A"/></x:source><x:target>ก<x:cp hex="D800"/></x:target></x:segment>
      </x:unit></x:file></x:xliff>
      """)
    #expect(try allPairs(reader) == [SentencePair(source: "ก\u{fffd}", target: "bc\u{1a}")])
    #expect(reader.line == 5)
    #expect(reader.tallies.findings[.untranslated] == .init(count: 1, path: reader.files[0].path, line: 3))
  }

  @Test func whatIsNewOrNotToBeTranslatedIsPassedOver() throws {
    func unit(_ attributes: String, _ text: String) -> String {
      "<trans-unit \(attributes)><source>\(text)</source><target>\(text)</target></trans-unit>"
    }
    let old = try reader(
      version12(
        thaiToEnglish,
        unit("translate=\"no\"", "a") + unit("translate=\"yes\"", "b")
          + "<group translate=\"no\">\(unit("", "c"))<group>\(unit("", "d"))\(unit("translate=\"yes\"", "e"))</group></group>"
          + unit("", "f<mrk translate=\"no\">g</mrk>")))
    #expect(try allPairs(old).map(\.source) == ["b", "e", "fg"])
    #expect(old.tallies.count(.unsure) == 3)
    func segment(_ state: String, _ text: String) -> String {
      "<segment \(state)><source>\(text)</source><target>\(text)</target></segment>"
    }
    let new = try reader(
      "<xliff version=\"2.0\" srcLang=\"th\" trgLang=\"en\"><file id=\"f\"><unit id=\"1\">"
        + segment("state=\"initial\"", "a") + segment("state=\"translated\"", "b") + segment("", "c")
        + "</unit><unit id=\"2\" translate=\"no\">" + segment("", "d") + "</unit><unit id=\"3\">" + segment("", "e")
        + "</unit></file><file id=\"g\" translate=\"no\"><unit id=\"4\">" + segment("", "f")
        + "</unit></file><file id=\"h\"><unit id=\"5\">" + segment("", "g") + "</unit></file></xliff>")
    #expect(try allPairs(new).map(\.source) == ["b", "c", "e", "g"])
    #expect(new.tallies.findings == [.unsure: .init(count: 3, path: new.files[0].path, line: 1)])
  }

  @Test(arguments: [
    ("source-language=\"th\" target-language=\"en\"", "th", "en", false),
    ("source-language=\"en-GB\" target-language=\"th-TH\"", "th", "en", true),
    ("source-language=\"en\"", "th", "en", true),
    ("source-language=\"en\"", "en", "th", false), ("", "en", "th", false),
    ("target-language=\"en\"", "en", "th", true),
    ("source-language=\"pt\" target-language=\"pt-BR\"", "pt-BR", "pt", true),
  ])
  func theFileSaysWhichSideIsWhich(attributes: String, source: String, target: String, isTurned: Bool) throws {
    let text = version12(attributes, "<trans-unit><source>one</source><target>two</target></trans-unit>")
    let pairs = try allPairs(reader(text, languages: LanguagePair(source: source, target: target)))
    #expect(
      pairs == [isTurned ? SentencePair(source: "two", target: "one") : SentencePair(source: "one", target: "two")])
  }

  @Test func otherLanguagesArePassedOverOrRefused() throws {
    let unit = "<trans-unit><source>one</source><target>two</target></trans-unit>"
    let german = "<file source-language=\"en\" target-language=\"de\"><body>\(unit)</body></file>"
    let reader = try reader("<xliff>\(german)<file \(thaiToEnglish)><body>\(unit)</body></file></xliff>")
    #expect(try allPairs(reader) == [SentencePair(source: "one", target: "two")])
    #expect(reader.tallies.count(.missingLanguage) == 1)
    let other = try self.reader("<xliff>\(german)</xliff>")
    #expect(throws: CorpusError.languageNotFound(path: other.files[0].path, language: "th", present: ["en", "de"])) {
      try allPairs(other)
    }
    #expect(throws: CorpusError.self) { try allPairs(self.reader("<tmx/>")) }
  }
}

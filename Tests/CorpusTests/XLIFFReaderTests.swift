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
        <trans-unit id="1"><source>ก<g id="1">ข</g><x id="2"/></source><seg-source>no</seg-source>
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

  @Test func segmentsOfAUnitArePairsByTheirNames() throws {
    let reader = try reader(
      version12(
        thaiToEnglish,
        """
        <trans-unit id="1"><source>ก ข ค ง</source><seg-source><g id="1"><mrk mtype="seg" mid="1">ก</mrk> <mrk mid="2" mtype="seg">ข</mrk></g>
          <mrk mtype="seg" mid="3">ค</mrk><mrk mtype="seg" mid="4">ง<x id="2"/></mrk></seg-source>
        <target>(<mrk mtype="seg" mid="4">d <mrk mtype="x-sdl-comment">e</mrk></mrk><g id="1"><mrk mtype="seg" mid="1">a</mrk></g>
          <mrk mtype="seg" mid="3"/><mrk mtype="seg" mid="9">z</mrk></target></trans-unit>
        <trans-unit id="2"><source>จ ฉ</source><seg-source><mrk mtype="seg">จ</mrk><mrk mtype="seg">ฉ</mrk></seg-source>
        <target><mrk mtype="seg">f</mrk><mrk mtype="seg">g</mrk></target></trans-unit>
        <trans-unit id="3"><source>ช</source><seg-source><mrk mtype="seg" mid="1">ช</mrk></seg-source></trans-unit>
        <trans-unit id="4"><source>ซ ฌ</source><seg-source><mrk mtype="seg" mid="1">ซ</mrk> <mrk mtype="seg" mid="2">ฌ</mrk></seg-source>
        <target>h i</target></trans-unit>
        <trans-unit id="5"><source>ญ ฎ</source><target><mrk mtype="seg" mid="1">j</mrk> k</target></trans-unit>
        """))
    #expect(
      try allPairs(reader) == [
        SentencePair(source: "ก", target: "a"), SentencePair(source: "ง", target: "d e"),
        SentencePair(source: "จ", target: "f"), SentencePair(source: "ฉ", target: "g"),
        SentencePair(source: "ซ ฌ", target: "h i"), SentencePair(source: "ญ ฎ", target: "j k"),
      ])
    #expect(reader.tallies.readPairs == 6)
    #expect(reader.tallies.count(.untranslated) == 3)
    #expect(reader.tallies.count(.missingLanguage) == 1)
  }

  @Test func trackedChangesAreApplied() throws {
    let reader = try reader(
      version12(
        thaiToEnglish,
        """
        <trans-unit id="1"><source>ก</source><target>a<mrk mtype="x-sdl-deleted" sdl:revid="1"> old <g id="1">text</g><mrk mtype="x-sdl-comment">c</mrk></mrk>\
        <mrk mtype="x-sdl-added" sdl:revid="2"> new</mrk><mrk mtype="x-sdl-feedback-deleted">gone</mrk></target></trans-unit>
        """))
    #expect(try allPairs(reader) == [SentencePair(source: "ก", target: "a new")])
  }

  @Test(arguments: [
    ("", false), ("state=\"translated\"", false), ("state=\"final\"", false), ("state=\"signed-off\"", false),
    ("state=\"new\"", true), ("state=\"needs-translation\"", true), ("state=\"needs-adaptation\"", true),
    ("state=\"needs-l10n\"", true), ("state=\"needs-review-translation\"", true), ("state=\"needs-review-l10n\"", true),
    ("state=\"needs-review-adaptation\"", false), ("state-qualifier=\"fuzzy-match\"", true),
    ("state-qualifier=\"exact-match\"", false), ("state=\"translated\" state-qualifier=\"mt-suggestion\"", true),
    ("state-qualifier=\"leveraged-mt\" state=\"final\"", false), ("state-qualifier=\"rejected-grammar\"", true),
  ])
  func statesSayWhatIsUnsure(attributes: String, isUnsure: Bool) throws {
    let unit = "<trans-unit><source>ก</source><target \(attributes)>a</target></trans-unit>"
    let reader = try reader(version12(thaiToEnglish, unit))
    #expect(try allPairs(reader).count == (isUnsure ? 0 : 1))
    #expect(reader.tallies.count(.unsure) == (isUnsure ? 1 : 0))
  }

  @Test(arguments: [("no", 0), ("yes", 1)])
  func whatIsNotApprovedIsUnsure(approved: String, count: Int) throws {
    let reader = try reader(
      version12(
        thaiToEnglish, "<trans-unit approved=\"\(approved)\"><source>ก</source><target>a</target></trans-unit>"))
    #expect(try allPairs(reader).count == count)
    #expect(reader.tallies.count(.unsure) == 1 - count)
  }

  @Test func otherMakersHaveStatesToo() throws {
    func unit(_ attributes: String, _ text: String) -> String {
      "<trans-unit \(attributes)><source>\(text)</source><target>\(text)</target></trans-unit>"
    }
    let cut =
      "<trans-unit><source>f g h</source><seg-source><mrk mtype=\"seg\" mid=\"1\">f</mrk><mrk mtype=\"seg\" mid=\"2\">g</mrk>"
      + "<mrk mtype=\"seg\" mid=\"3\">h</mrk></seg-source><target><mrk mtype=\"seg\" mid=\"1\">f</mrk><mrk mtype=\"seg\" mid=\"2\">g</mrk>"
      + "<mrk mtype=\"seg\" mid=\"3\">h</mrk></target><sdl:seg-defs><sdl:seg id=\"1\" conf=\"Draft\"/><sdl:seg conf=\"Translated\" id=\"2\"/>"
      + "<sdl:seg id=\"3\"/></sdl:seg-defs></trans-unit>"
    let reader = try reader(
      version12(
        thaiToEnglish,
        unit("mq:status=\"ManuallyConfirmed\"", "a") + unit("mq:status=\"MachineTranslated\"", "b")
          + unit("m:confirmed=\"0\"", "c") + unit("m:confirmed=\"1\"", "d") + cut))
    #expect(try allPairs(reader).map(\.source) == ["a", "d", "g", "h"])
    #expect(reader.tallies.count(.unsure) == 3)
  }

  @Test func codesThatEndLinesAreSpaces() throws {
    let old = try reader(
      version12(
        thaiToEnglish,
        """
        <trans-unit><source>ก<x id="1" ctype="lb"/>ข<x id="2"/>ค</source><target><x id="0" ctype="lb"/>a<x id="1" ctype="lb"/>b<ph id="2" ctype="lb">&lt;br></ph>\
         c <it pos="open" id="3" ctype="pb"/>d<ph id="4" ctype="image">e</ph>f<x id="1" ctype="lb"/></target></trans-unit>
        """))
    #expect(try allPairs(old) == [SentencePair(source: "ก ขค", target: "a b c df")])
    let new = try reader(
      "<xliff version=\"2.0\" srcLang=\"th\" trgLang=\"en\"><file id=\"f\"><unit id=\"1\"><segment><source>ก<ph id=\"1\" type=\"fmt\" subType=\"xlf:lb\"/>ข</source>"
        + "<target>a<ph id=\"1\" type=\"lb\"/>b<ph id=\"2\" type=\"fmt\" subType=\"xlf:b\"/>c</target></segment></unit></file></xliff>"
    )
    #expect(try allPairs(new) == [SentencePair(source: "ก ข", target: "a bc")])
  }

  @Test func whoSaysNoLanguageIsNamed() throws {
    let unit = "<trans-unit><source>one</source><target>สอง</target></trans-unit>"
    let languages = LanguagePair(source: "en", target: "th")
    func reader(_ name: String, _ text: String, _ unsaid: UnsaidLanguage) throws -> XLIFFReader {
      XLIFFReader(try ByteReader(path: scratch.write(name, text)), languages: languages, unsaid: unsaid)
    }
    let text = version12("source-language=\"en\"", unit)
    #expect(try allPairs(reader("messages.th.xlf", text, .refused)).count == 1)
    let taken = try reader("messages.xlf", text, .taken)
    #expect(try allPairs(taken).count == 1)
    #expect(taken.tallies.count(.languageUnsaid) == 1)
    #expect(throws: CorpusError.languageNotSaid(path: "\(scratch.path)/messages.xlf")) {
      try allPairs(reader("messages.xlf", text, .refused))
    }
    let own = unit.replacing("<target>", with: "<target xml:lang=\"th\">")
    #expect(try allPairs(reader("messages.xlf", version12("source-language=\"en\"", own), .refused)).count == 1)
    let other = try reader("no.xlf", text, .taken)
    #expect(try allPairs(other) == [SentencePair(source: "one", target: "สอง")])
    #expect(other.tallies.findings[.otherName]?.path == "\(scratch.path)/no.xlf")
    #expect(
      throws: CorpusError.languageNotFound(path: "\(scratch.path)/de.xlf", language: "th", present: ["en", "de"])
    ) {
      try allPairs(reader("de.xlf", text, .refused))
    }
    let brazil = try XLIFFReader(
      path: scratch.write("t.xlf", version12("source-language=\"en\" target-language=\"pt-PT\"", unit)),
      languages: LanguagePair(source: "en", target: "pt-BR"))
    #expect(try allPairs(brazil).count == 1)
    #expect(brazil.tallies.count(.otherRegion) == 1)
  }

  @Test func segmentsThatAreTooLongAreCounted() throws {
    let long = String(repeating: "x", count: LineReader.lineLimit)
    let reader = try reader(
      version12(
        thaiToEnglish,
        "<trans-unit><source>a</source><target>\(long)</target></trans-unit>"
          + "<trans-unit><source>\(long)<x ctype=\"lb\"/>y</source><target>b</target></trans-unit>"
          + "<trans-unit><source>c</source><target>c</target></trans-unit>"))
    #expect(try allPairs(reader).map(\.source) == ["a", "c"])
    #expect(reader.tallies.count(.tooLong) == 1)
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

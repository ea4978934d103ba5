import Basics
import Testing

@testable import Corpus

struct TextFaultTests {
  private static let words = [("หนึ่ง", "one"), ("สอง", "two"), ("สาม", "three"), ("สี่", "four"), ("ห้า", "five")]

  /// Thai and English numbers in words.
  private static func pairs(_ count: Int = 200, _ change: (Int, inout SentencePair) -> Void = { _, _ in })
    -> [SentencePair]
  {
    var generator = SeededGenerator(seed: 3)
    return (0..<count).map { index in
      let numbers = (0...generator.below(15)).map { _ in words[generator.below(words.count)] }
      var pair = SentencePair(
        source: numbers.map(\.0).joined(separator: " "), target: numbers.map(\.1).joined(separator: " "))
      change(index, &pair)
      return pair
    }
  }

  private static func faults(
    _ pairs: [SentencePair], _ languages: LanguagePair = thaiEnglish, isHeldOut: Bool = false
  ) -> [TextFault] {
    var evidence = TextEvidence()
    for (index, pair) in pairs.enumerated() { evidence.add(pair, line: index + 1) }
    return TextFault.all(evidence, path: "a.th", languages: languages, isHeldOut: isHeldOut)
  }

  /// What UTF-8 becomes when it is read as Latin-1.
  private static func mojibake(_ text: String) -> String {
    String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
  }

  @Test func soundTextHasNone() {
    #expect(Self.faults(Self.pairs()) == [])
    #expect(Self.faults([]) == [])
    // Text of numbers alone is in no language.
    #expect(Self.faults(Self.pairs { ($1.source, $1.target) = ("\($0)", "\($0)") }) == [])
  }

  @Test func lostLettersAreFound() {
    let half = Self.faults(Self.pairs { if $0 % 2 == 1 { $1.source = "\u{fffd}\u{fffd}\u{fffd}" } })
    #expect(half == [.lostLetters(path: "a.th", line: 2, count: 100, pairs: 200)])
    #expect(half[0].isCertain)
    #expect(
      half[0].words { "\($0)" } == "0.5 of the segments held bytes that are not UTF-8, and their letters are lost")
  }

  /// Damage here and there is none of the whole: it is warned of, beside what else there is.
  @Test func someLostLettersAreADoubt() {
    let faults = Self.faults(Self.pairs { if $0 % 20 == 1 { $1.source += "\u{fffd}" } })
    #expect(faults == [.lostLetters(path: "a.th", line: 2, count: 10, pairs: 200)])
    #expect(!faults[0].isCertain)
    #expect(
      faults[0].warning
        == "a.th:2: 10 segments of 200 pairs (5 %) hold U+FFFD in place of bytes that are not UTF-8 (the first is here); "
        + "name the encoding of the text: --encoding windows-874 for most Thai text, or \"encoding\" in a recipe")
    let few = Self.faults(Self.pairs(500) { if $0 == 4 { $1.source += "\u{fffd}" } })
    #expect(
      few.first?.warning.hasPrefix("a.th:5: 1 segment of 500 pairs (under 1 %) holds U+FFFD in place of bytes") == true)
    let one = Self.pairs(2000) { if $0 == 4 { $1.source += "\u{fffd}" } }
    #expect(Self.faults(one) == [])
    // What is certain comes first.
    let ruined = Self.faults(
      Self.pairs {
        if $0 % 20 == 1 { $1.source += "\u{fffd}" }
        $1.target = $1.source
      })
    #expect(ruined.map(\.isCertain) == [true, false] && ruined.leading.count == 1)
  }

  @Test(arguments: [1, 2]) func mojibakeIsFound(step: Int) {
    let faults = Self.faults(Self.pairs { if $0 % step == 0 { $1.source = Self.mojibake($1.source) } })
    #expect(faults == [.mojibake(path: "a.th", line: 1, isSource: true, share: 1 / Double(step))])
  }

  @Test(arguments: [
    ("cafÃ©", true), ("à¸™", true), ("donâ€™t", true), ("ðŸ˜€", true), ("café", false), ("É…", true),
    ("à la carte", false),
    // Sound text that holds such a run by chance, beside other letters and marks.
    ("LE CAFÉ\u{a0}! LA SOCIÉTÉ\u{a0}:", false), ("Das Wort „Spaß“ steht da", false), ("« Il est raté\u{a0}»", false),
    ("BÃI “CÔNG TÁC XÔ”", false), ("L’option «\u{a0}Activé\u{a0}»", false),
    // Bytes for which windows-1252 has no character.
    ("à¸\u{81}à¸²", true), ("à¸\u{fffd}à¸²", true),
    ("naïf»", false), ("Ελλάδα", false), ("น้ำ", false), ("Ã", false), ("", false),
  ])
  func charactersOfMojibake(text: String, expected: Bool) {
    var text = text
    #expect(text.withUTF8(Mojibake.isIn) == expected)
  }

  /// The tag of a language may name the script that the text is written in.
  @Test(arguments: [
    ("hi-Latn", [LetterScript.latin]), ("sr_Cyrl", [.cyrillic]), ("hi", [.devanagari]), ("en-GB", [.latin]),
    ("kk", [.cyrillic, .latin]),
    ("zh-Hant", [.han]), ("ff-Adlm", nil), ("sl-1994", [.latin]), ("", nil),
  ])
  func scriptsOfTags(tag: String, scripts: [LetterScript]?) {
    #expect(LetterScript.scripts(of: tag) == scripts)
  }

  @Test func swappedSidesAndOtherScriptsAreFound() {
    let swapped = Self.pairs { swap(&$1.source, &$1.target) }
    #expect(Self.faults(swapped) == [.script(path: "a.th", .swappedSides(thaiEnglish), isCertain: true)])
    #expect(Self.faults(Array(swapped[..<20]), isHeldOut: true).map(\.isCertain) == [true])
    let same = Self.faults(Self.pairs { $1.target = $1.source })
    #expect(
      same.map { $0.words { "\(Int(100 * $0)) %" } } == [
        "of the target's letters only 0 % are of en's script, and 100 % Thai"
      ])
  }

  /// Names, terms and phonemes may be in another script, and so may a whole held-out set be.
  @Test(arguments: [(99, false, false), (100, false, true), (200, true, false)])
  func anotherScriptIsADoubtInFewPairs(pairs: Int, isHeldOut: Bool, isCertain: Bool) {
    let phonemes = Self.pairs(pairs) { $1.source = $1.target }
    let faults = Self.faults(phonemes, isHeldOut: isHeldOut)
    #expect(faults.map(\.isCertain) == [isCertain])
    #expect(faults[0].remedy.hasSuffix("a tag may name the script, as th-Latn does"))
    #expect(Self.faults(phonemes, LanguagePair(source: "th-Latn", target: "en"), isHeldOut: isHeldOut) == [])
  }

  /// A corpus may be made of numbers, signs or emoji on one side. What a conversion left of letters shows damage.
  @Test(arguments: [
    ("12", false), ("3.14 + 2 = ?", false), ("🙂👍", false), ("???", false), ("{ } ;", false), ("1\t2", false),
    ("?????? ????", true), ("1 ?????", true), ("\u{1}\u{2}", true), ("\u{85}\u{96}", true),
  ])
  func aSideWithoutLettersIsFound(text: String, isDamaged: Bool) {
    let pairs = Self.pairs { $1.source = text }
    let expected = TextFault.noLetters(path: "a.th", isSource: true, share: 1, isDamaged: isDamaged)
    #expect(Self.faults(pairs) == [expected])
    #expect(expected.isCertain == isDamaged)
    let unwritten = Self.faults(pairs, LanguagePair(source: "zxx", target: "en"))
    #expect(unwritten == [.noLetters(path: "a.th", isSource: true, share: 1, isDamaged: false)])
  }

  @Test func aShiftIsFound() {
    var pairs = Self.pairs(1000)
    for index in 500..<999 { pairs[index].target = pairs[index + 1].target }
    guard case .shifted("a.th", let line, -1)? = Self.faults(pairs).first else {
      Issue.record("\(Self.faults(pairs))")
      return
    }
    #expect((495...506).contains(line))
  }

  @Test(arguments: [1, 3]) func aBuildMeetsEachSourceOnce(workers: Int) throws {
    let scratch = Scratch()
    let line = { (pair: SentencePair) in "\(pair.source)\t\(pair.target)\n" }
    try scratch.write("a.tsv", Self.pairs(30_000).map(line).joined())
    try scratch.write("b.tsv", Self.pairs(30_000) { $1.target = $1.source }.map(line).joined())
    try scratch.write("c.tsv", Self.pairs(50) { $1.source = "\($0)" }.map(line).joined())
    let sources = try ["a", "b", "c"].flatMap {
      try CorpusSource.resolve("\(scratch.path)/\($0).tsv", languages: thaiEnglish)
    }
    var build = CorpusBuild(languages: thaiEnglish)
    build.workers = workers
    var met: [String] = []
    try build.run(sources, folder: scratch.path + "/all", onFault: { met.append(String($0.path.suffix(5))) })
    #expect(met == ["b.tsv", "c.tsv"])
    #expect(throws: CorpusError.self) {
      try build.run(
        sources, folder: scratch.path + "/none", onFault: { fault throws(CorpusError) in throw .unfitText(fault) })
    }
    #expect(!AtomicFile.exists(scratch.path + "/none"))
    // What a filter takes out does no harm.
    build.filters = .recommended
    met = []
    let mixed = scratch.path + "/mixed.tsv"
    try AtomicFile.write(Self.pairs(100) { if $0 > 30 { $1.target = $1.source } }.map(line).joined(), to: mixed)
    let source = try CorpusSource.resolve(mixed, languages: thaiEnglish)
    try build.run(source, folder: scratch.path + "/kept", onFault: { met.append($0.path) })
    #expect(met == [])
  }
}

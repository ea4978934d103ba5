import TextProcessing

/// The translated segments of an XLIFF 1.2 file (`<trans-unit>`) or of one of 2.0 and later (`<segment>`), and of the forms that
/// translation programs make of 1.2 (SDLXLIFF, MQXLIFF, MXLIFF).
///
/// - The file says which language is which: a file from the target language to the source language is turned round. If
///   `<file>` says nothing, `xml:lang` of the texts does, and then the file's name. See `UnsaidLanguage` for
///   a file that does not say its languages at all.
/// - A unit that is cut into segments gives a pair for each; see `XLIFFUnit`.
/// - A segment without a target, or with an empty one, is counted as untranslated; one whose state says so (see `XLIFFStates`) or
///   that is marked by `translate="no"`, itself or by what it is in, as unsure; one of a `<file>` in other languages as lacking a
///   language. All are passed over.
/// - `<alt-trans>` and the elements of modules are not read, nor is text that a tracked change has deleted. The inline
///   elements `<bpt>`, `<ept>`, `<ph>` and `<it>` are left out with their content, `<cp>` is the character that it
///   names, and the text in all others is kept. A code that ends a line becomes a space.
/// - A line feed within a segment becomes a space; other white space is kept.
public final class XLIFFReader: ParallelReader {
  private enum Name: String, CaseIterable {
    case xliff, file, group, unit, segment, source, target, bpt, ept, ph, it, x, cp, mrk, seg
    case state, translate, hex, mid, mtype, ctype, type, subType, id, conf, approved
    case transUnit = "trans-unit"
    case cutSource = "seg-source"
    case stateQualifier = "state-qualifier"
    case sourceLanguage = "source-language"
    case targetLanguage = "target-language"
    case rootSourceLanguage = "srcLang"
    case rootTargetLanguage = "trgLang"
    case language = "xml:lang"
    case memoQStatus = "mq:status"
    case isConfirmed = "m:confirmed"
  }

  /// A `<mrk>` that one is in.
  private struct Mark {
    var isSegment = false
    var isDeleted = false
    var name: [UInt8]?
  }

  private let scanner: XMLScanner<Name>
  private var tags: LanguageTags
  private let unsaid: UnsaidLanguage
  private var rootLanguages = XLIFFLanguages()
  private var languages = XLIFFLanguages()
  private var unitLanguages = XLIFFLanguages()
  /// The fit of the language that the file's name gives for its translations.
  private lazy var fitsOfPath = LanguageOfPath.tag(scanner.path, tags.languages).map { tags.fits($0) }
  private var hasReadableFile = false
  private var hasUnsaidFile = false
  private var unit = XLIFFUnit()
  /// The name of the element of a segment's state.
  private var stateName: [UInt8] = []
  private var isStateUnsure = false
  /// For each element that one can be in, whether its text is to be translated.
  private var areTranslated: [Bool] = []
  private var marks: [Mark] = []
  /// The last mark has begun, and its attributes are still to come.
  private var isMarkOpen = false
  private var codeDepth = 0
  private var waiting: ArraySlice<SentencePair> = []
  public private(set) var line = 0
  private var ownTallies = CorpusTallies()

  /// - Parameter chunkBytes: how much is read at a time.
  init(
    _ reader: ByteReader, languages: LanguagePair, encoding: TextEncoding? = nil, unsaid: UnsaidLanguage = .taken,
    chunkBytes: Int = 1 << 16
  ) {
    scanner = XMLScanner(reader, encoding: encoding, root: .xliff, format: "XLIFF", chunkBytes: chunkBytes)
    tags = LanguageTags(languages)
    self.unsaid = unsaid
  }

  /// The file is plain, or compressed.
  public convenience init(path: String, languages: LanguagePair) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages)
  }

  /// Throws `languageNotFound` or `languageNotSaid` at the end of a file of which no segment is in the languages that were asked
  /// for.
  public func next() throws(CorpusError) -> SentencePair? {
    while waiting.isEmpty {
      guard let event = try scanner.next() else { return try finish() }
      if case .attribute = event {} else { settleMark() }
      switch event {
      case .text(let text): append(text)
      case .start(let name, let parent, let line): start(name, in: parent, line)
      case .attribute(let name, let owner, let value): readAttribute(name, of: owner, value)
      case .end(let name, let parent): end(name, in: parent)
      }
    }
    ownTallies.readPairs += 1
    return waiting.removeFirst()
  }

  public var tallies: CorpusTallies { scanner.tallies + ownTallies }
  public var files: [SourceFile] { [scanner.file] }

  private func finish() throws(CorpusError) -> SentencePair? {
    if hasUnsaidFile && !hasReadableFile { throw .languageNotSaid(path: scanner.path) }
    if tallies.count(.missingLanguage) > 0 && !hasReadableFile {
      throw .languageNotFound(
        path: scanner.path, language: tags.missing ?? tags.languages.target, present: tags.present)
    }
    return nil
  }

  private func start(_ name: Name, in parent: Name?, _ line: Int) {
    if Self.isMarked(name) { areTranslated.append(areTranslated.last ?? true) }
    switch name {
    case .file: languages = rootLanguages
    case .transUnit, .segment:
      self.line = line
      unit = XLIFFUnit()
      unitLanguages = XLIFFLanguages()
    case .source where Self.isUnit(parent) && !unit.hasSource: begin(.source)
    case .cutSource where parent == .transUnit: begin(.cutSource)
    case .target where Self.isUnit(parent) && !unit.hasTarget: begin(.target)
    case .mrk where unit.isReading:
      marks.append(Mark())
      isMarkOpen = true
    case .seg: (stateName, isStateUnsure) = ([], false)
    case .bpt, .ept, .ph, .it: codeDepth += 1
    default: break
    }
  }

  private func begin(_ part: XLIFFUnit.Part) {
    unit.begin(part)
    marks = []
    codeDepth = 0
  }

  /// Decides what a mark is, once its attributes are known.
  private func settleMark() {
    guard isMarkOpen, let mark = marks.last else { return }
    isMarkOpen = false
    if mark.isSegment { unit.beginSegment(mark.name) }
  }

  private func readAttribute(_ name: Name, of owner: Name, _ value: UnsafeRawBufferPointer) {
    switch (owner, name) {
    case (.xliff, .rootSourceLanguage) where !value.isEmpty: rootLanguages.source = tags.fits(value)
    case (.xliff, .rootTargetLanguage) where !value.isEmpty: rootLanguages.target = tags.fits(value)
    case (.file, .sourceLanguage) where !value.isEmpty: languages.source = tags.fits(value)
    case (.file, .targetLanguage) where !value.isEmpty: languages.target = tags.fits(value)
    case (.source, .language) where unit.isReading && !value.isEmpty: unitLanguages.source = tags.fits(value)
    case (.target, .language) where unit.isReadingTarget && !value.isEmpty: unitLanguages.target = tags.fits(value)
    case (.target, .state) where unit.isReadingTarget, (.segment, .state):
      if XLIFFStates.isUnsure(state: value) { unit.isUnsure = true }
      if XLIFFStates.isFinal(state: value) { unit.isFinal = true }
    case (.target, .stateQualifier) where unit.isReadingTarget:
      unit.hasUnsureQualifier = XLIFFStates.isUnsure(qualifier: value)
    case (.transUnit, .approved): if value.elementsEqual("no".utf8) { unit.isUnsure = true }
    case (.transUnit, .memoQStatus): if XLIFFStates.isUnsure(memoQStatus: value) { unit.isUnsure = true }
    case (.transUnit, .isConfirmed): if value.elementsEqual("0".utf8) { unit.isUnsure = true }
    case (.seg, .id): stateName = Array(value)
    case (.seg, .conf): isStateUnsure = XLIFFStates.isUnsure(confirmation: value)
    case (.mrk, _) where isMarkOpen: readMark(name, value)
    case (.x, .ctype) where codeDepth == 0, (.ph, .ctype) where codeDepth == 1, (.ph, .type) where codeDepth == 1,
      (.ph, .subType) where codeDepth == 1, (.it, .ctype) where codeDepth == 1, (.bpt, .ctype) where codeDepth == 1:
      if XLIFFStates.breaksLine(value) { unit.breakLine() }
    case (_, .translate) where Self.isMarked(owner):
      areTranslated[areTranslated.count - 1] = !value.elementsEqual("no".utf8)
    case (.cp, .hex):
      let scalar = UInt32(String(decoding: value, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
      var character = String(Character(scalar ?? "\u{fffd}"))
      character.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    default: break
    }
  }

  private func readMark(_ name: Name, _ value: UnsafeRawBufferPointer) {
    switch name {
    case .mtype:
      marks[marks.count - 1].isSegment = value.elementsEqual("seg".utf8)
      marks[marks.count - 1].isDeleted = XLIFFStates.isDeleted(value)
    case .mid: marks[marks.count - 1].name = Array(value)
    default: break
    }
  }

  private func append(_ text: UnsafeRawBufferPointer) {
    if codeDepth == 0 && !marks.contains(where: \.isDeleted) { unit.append(text) }
  }

  private func end(_ name: Name, in parent: Name?) {
    defer { if Self.isMarked(name) { areTranslated.removeLast() } }
    switch name {
    case .source, .target, .cutSource: if Self.isUnit(parent) { unit.end() }
    case .mrk where unit.isReading:
      if marks.popLast()?.isSegment == true { unit.endSegment() }
    case .seg: if isStateUnsure { unit.markUnsure(segment: stateName) }
    case .bpt, .ept, .ph, .it: codeDepth -= 1
    case .transUnit, .segment: finishUnit()
    default: break
    }
  }

  /// The pairs of a unit that is complete.
  private func finishUnit() {
    var languages = languages.overridden(by: unitLanguages)
    var hasOtherName = false
    if languages.target == nil, let fitsOfPath {
      // A name alone is no reason to refuse a file that somebody named.
      hasOtherName =
        unsaid == .taken && languages.direction != nil && languages.with(target: fitsOfPath).direction == nil
      if !hasOtherName { languages.target = fitsOfPath }
    }
    guard let direction = languages.direction else { return note(.missingLanguage) }
    let isUnsaid = languages.source == nil || languages.target == nil
    if isUnsaid && unsaid == .refused {
      hasUnsaidFile = true
      return note(.missingLanguage)
    }
    hasReadableFile = true
    let outcome = unit.outcome(isTranslated: areTranslated.last ?? true)
    note(.untranslated, outcome.untranslated)
    note(.unsure, outcome.unsure)
    note(.tooLong, outcome.tooLong)
    note(.missingLanguage, outcome.withoutSource)
    if isUnsaid { note(hasOtherName ? .otherName : .languageUnsaid, outcome.pairs.count) }
    if direction.isOtherRegion { note(.otherRegion, outcome.pairs.count) }
    waiting =
      outcome.pairs.map { source, target in
        let pair = SentencePair(source: decoded(source), target: decoded(target))
        return direction.isTurned ? pair.reversed : pair
      }[...]
  }

  private func note(_ finding: Finding, _ count: Int = 1) {
    if count > 0 { ownTallies.note(finding, path: scanner.path, line: line, count: count) }
  }

  private func decoded(_ segment: XMLSegment) -> String {
    ownTallies.text(of: segment.bytes, path: scanner.path, line: line)
  }

  /// Whether the element says for all that is in it whether it is to be translated.
  private static func isMarked(_ name: Name) -> Bool {
    name == .file || name == .group || name == .unit || name == .transUnit
  }

  private static func isUnit(_ name: Name?) -> Bool { name == .transUnit || name == .segment }
}

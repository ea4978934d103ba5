import TextProcessing

/// The translated segments of an XLIFF 1.2 file (`<trans-unit>`) or of one of 2.0 (`<segment>`).
///
/// - Of the languages, the file says which is which: a file from the target language to the source language is turned
///   round. A language that it does not name is taken to be the one that was asked for.
/// - A segment without a target, or with an empty one, is counted as untranslated; one whose target has the state `new`
///   or `needs-translation` (in 2.0: whose `<segment>` has the state `initial`) or that is marked by `translate="no"`, itself or by
///   what it is in, as unsure; one of a `<file>` in other languages as lacking a language. All are passed over.
/// - `<seg-source>`, `<alt-trans>` and what modules add are not read. Of inline elements, `<bpt>`, `<ept>`, `<ph>` and
///   `<it>` are left out with their content, `<cp>` is the character that it names, and the text in all others is kept.
/// - A line feed within a segment becomes a space; other white space is kept.
public final class XLIFFReader: ParallelReader {
  private enum Name: String, CaseIterable {
    case xliff, file, group, unit, segment, source, target, bpt, ept, ph, it, cp, state, translate, hex
    case transUnit = "trans-unit"
    case sourceLanguage = "source-language"
    case targetLanguage = "target-language"
    case rootSourceLanguage = "srcLang"
    case rootTargetLanguage = "trgLang"
  }

  private enum Side { case source, target }

  /// What a file says its languages are; nil where it says nothing.
  private struct FileLanguages {
    var source: LanguageTags.Fits?
    var target: LanguageTags.Fits?

    /// Whether source and target have to change places; nil if the languages are others.
    var isTurned: Bool? {
      func fit(_ left: LanguageTags.Fit?, _ right: LanguageTags.Fit?) -> Int {
        let (left, right) = (left ?? .partly, right ?? .partly)
        return left > .none && right > .none ? left.rawValue + right.rawValue : 0
      }
      let straight = fit(source?.source, target?.target)
      let turned = fit(source?.target, target?.source)
      return straight == 0 && turned == 0 ? nil : turned > straight
    }
  }

  private let scanner: XMLScanner<Name>
  private var tags: LanguageTags
  private var rootLanguages = FileLanguages()
  private var languages = FileLanguages()
  private var hasReadableFile = false
  private var source = XMLSegment()
  private var target = XMLSegment()
  private var hasSource = false
  private var hasTarget = false
  private var isUnsure = false
  /// For each element that one can be in, whether its text is to be translated.
  private var areTranslated: [Bool] = []
  /// The text that is being read.
  private var reading: Side?
  private var codeDepth = 0
  public private(set) var line = 0
  public private(set) var tallies = CorpusTallies()

  /// - Parameter chunkBytes: how much is read at a time.
  init(
    _ reader: ByteReader, languages: LanguagePair, encoding: TextEncoding? = nil, chunkBytes: Int = 1 << 16
  ) {
    scanner = XMLScanner(reader, encoding: encoding, root: .xliff, format: "XLIFF", chunkBytes: chunkBytes)
    tags = LanguageTags(languages)
  }

  /// The file is plain, or compressed.
  public convenience init(path: String, languages: LanguagePair) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages)
  }

  /// Throws `languageNotFound` at the end of a file of which no segment is in the languages that were asked for.
  public func next() throws(CorpusError) -> SentencePair? {
    while let event = try scanner.next() {
      switch event {
      case .text(let text):
        if codeDepth == 0 && !append(text) { throw tooLong() }
      case .start(let name, let parent, let line): start(name, in: parent, line)
      case .attribute(let name, let owner, let value): try readAttribute(name, of: owner, value)
      case .end(let name, let parent):
        if let pair = end(name, in: parent) { return pair }
      }
    }
    if tallies.count(.missingLanguage) > 0 && !hasReadableFile {
      throw .languageNotFound(
        path: scanner.path, language: tags.missing ?? tags.languages.target, present: tags.present)
    }
    return nil
  }

  public var files: [SourceFile] { [scanner.file] }

  private func decoded(_ segment: XMLSegment) -> String {
    tallies.text(of: segment.bytes, path: scanner.path, line: line)
  }

  private func start(_ name: Name, in parent: Name?, _ line: Int) {
    if Self.isMarked(name) { areTranslated.append(areTranslated.last ?? true) }
    switch name {
    case .file: languages = rootLanguages
    case .transUnit, .segment:
      self.line = line
      (hasSource, hasTarget, isUnsure) = (false, false, false)
      source.removeAll()
      target.removeAll()
      reading = nil
    case .source where Self.isUnit(parent) && !hasSource:
      hasSource = true
      begin(.source)
    case .target where Self.isUnit(parent) && !hasTarget:
      hasTarget = true
      begin(.target)
    case .bpt, .ept, .ph, .it: codeDepth += 1
    default: break
    }
  }

  private func begin(_ side: Side) {
    reading = side
    codeDepth = 0
  }

  private func readAttribute(_ name: Name, of owner: Name, _ value: UnsafeRawBufferPointer) throws(CorpusError) {
    switch (owner, name) {
    case (.xliff, .rootSourceLanguage): rootLanguages.source = tags.fits(value)
    case (.xliff, .rootTargetLanguage): rootLanguages.target = tags.fits(value)
    case (.file, .sourceLanguage): languages.source = tags.fits(value)
    case (.file, .targetLanguage): languages.target = tags.fits(value)
    case (.target, .state) where reading == .target && codeDepth == 0:
      isUnsure = value.elementsEqual("new".utf8) || value.elementsEqual("needs-translation".utf8)
    case (.segment, .state): isUnsure = value.elementsEqual("initial".utf8)
    case (_, .translate) where Self.isMarked(owner):
      areTranslated[areTranslated.count - 1] = !value.elementsEqual("no".utf8)
    case (.cp, .hex) where codeDepth == 0:
      let scalar = UInt32(String(decoding: value, as: UTF8.self), radix: 16).flatMap(Unicode.Scalar.init)
      var character = String(Character(scalar ?? "\u{fffd}"))
      guard character.withUTF8({ append(UnsafeRawBufferPointer($0)) }) else { throw tooLong() }
    default: break
    }
  }

  /// Adds to the text that is being read, if there is one; false if it becomes too long.
  private func append(_ text: UnsafeRawBufferPointer) -> Bool {
    switch reading {
    case .source: source.append(text)
    case .target: target.append(text)
    case nil: true
    }
  }

  private func tooLong() -> CorpusError {
    scanner.malformed("a segment has more than \(LineReader.lineLimit) bytes", line: line)
  }

  private func end(_ name: Name, in parent: Name?) -> SentencePair? {
    defer { if Self.isMarked(name) { areTranslated.removeLast() } }
    switch name {
    case .source, .target:
      if Self.isUnit(parent) { reading = nil }
    case .bpt, .ept, .ph, .it: codeDepth -= 1
    case .transUnit, .segment: return pair()
    default: break
    }
    return nil
  }

  /// The pair of a unit that is complete, if it has one.
  private func pair() -> SentencePair? {
    guard let isTurned = languages.isTurned else {
      tallies.note(.missingLanguage, path: scanner.path, line: line)
      return nil
    }
    hasReadableFile = true
    guard !target.bytes.isEmpty else {
      tallies.note(.untranslated, path: scanner.path, line: line)
      return nil
    }
    guard !isUnsure && areTranslated.last ?? true else {
      tallies.note(.unsure, path: scanner.path, line: line)
      return nil
    }
    tallies.readPairs += 1
    return isTurned
      ? SentencePair(source: decoded(target), target: decoded(source))
      : SentencePair(source: decoded(source), target: decoded(target))
  }

  /// Whether the element says for all that is in it whether it is to be translated.
  private static func isMarked(_ name: Name) -> Bool {
    name == .file || name == .group || name == .unit || name == .transUnit
  }

  private static func isUnit(_ name: Name?) -> Bool { name == .transUnit || name == .segment }
}

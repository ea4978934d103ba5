import TextProcessing

/// The units of a translation memory (TMX 1.4, and 1.1 to 1.3 with their `lang` attributes) that have both languages.
///
/// - A unit's text of a language is its first `<tuv>` whose tag fits (see `LanguageTags`), one that fits fully before one
///   that fits partly. A unit without one of the two languages is counted and passed over.
/// - The content of `<bpt>`, `<ept>`, `<ph>`, `<it>` and `<ut>` is code of the format that the text came from, and is
///   left out; what is within other elements is text.
///   A code whose type says that a line ends there becomes a space.
/// - A line feed within a segment becomes a space; other white space is kept.
public final class TMXReader: ParallelReader {
  private enum Name: String, CaseIterable {
    case tmx, tu, tuv, seg, bpt, ept, ph, it, ut
    case type
    case language = "xml:lang"
    case oldLanguage = "lang"
  }

  private enum Side { case source, target }

  private let scanner: XMLScanner<Name>
  private var tags: LanguageTags
  private var source = XMLSegment()
  private var target = XMLSegment()
  /// The fit of the texts that have been found in the unit.
  private var found = LanguageTags.Fits.none
  private var variant = LanguageTags.Fits.none
  /// The text that is being read.
  private var reading: Side?
  private var codeDepth = 0
  public private(set) var line = 0
  private var ownTallies = CorpusTallies()

  /// - Parameter chunkBytes: how much is read at a time.
  init(
    _ reader: ByteReader, languages: LanguagePair, encoding: TextEncoding? = nil, chunkBytes: Int = 1 << 16
  ) {
    scanner = XMLScanner(reader, encoding: encoding, root: .tmx, format: "TMX", chunkBytes: chunkBytes)
    tags = LanguageTags(languages)
  }

  /// The file is plain, or compressed.
  public convenience init(path: String, languages: LanguagePair) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages)
  }

  /// Throws `languageNotFound` at the end of a file that has tags, but none for one of the languages.
  public func next() throws(CorpusError) -> SentencePair? {
    while let event = try scanner.next() {
      switch event {
      case .text(let text):
        if codeDepth == 0 { change { $0.append(text) } }
      case .start(let name, _, let line): start(name, line)
      case .attribute(let name, of: .tuv, let tag) where name != .type: readTag(name, tag)
      case .attribute(.type, of: .ph, let type), .attribute(.type, of: .it, let type):
        if codeDepth == 1, XLIFFStates.breaksLine(type) { change { $0.breakLine() } }
      case .attribute: break
      case .end(let name, _):
        if let pair = end(name) { return pair }
      }
    }
    if let language = tags.missing {
      throw .languageNotFound(path: scanner.path, language: language, present: tags.present)
    }
    return nil
  }

  public var tallies: CorpusTallies { scanner.tallies + ownTallies }
  public var files: [SourceFile] { [scanner.file] }

  private func decoded(_ segment: XMLSegment) -> String {
    ownTallies.text(of: segment.bytes, path: scanner.path, line: line)
  }

  private func start(_ name: Name, _ line: Int) {
    switch name {
    case .tu:
      self.line = line
      found = .none
      variant = .none
      reading = nil
    case .tuv:
      variant = .none
      reading = nil
    case .seg:
      codeDepth = 0
      reading = nil
      if variant.source > found.source {
        reading = .source
        found.source = variant.source
        source.removeAll()
      } else if variant.target > found.target {
        reading = .target
        found.target = variant.target
        target.removeAll()
      }
    case .bpt, .ept, .ph, .it, .ut: codeDepth += 1
    case .tmx, .language, .oldLanguage, .type: break
    }
  }

  private func readTag(_ name: Name, _ tag: UnsafeRawBufferPointer) {
    if name == .language || (variant.source == .none && variant.target == .none) { variant = tags.fits(tag) }
  }

  /// Changes the text that is being read, if there is one.
  private func change(_ body: (inout XMLSegment) -> Void) {
    switch reading {
    case .source: body(&source)
    case .target: body(&target)
    case nil: break
    }
  }

  private func end(_ name: Name) -> SentencePair? {
    switch name {
    case .seg: reading = nil
    case .bpt, .ept, .ph, .it, .ut: codeDepth -= 1
    case .tu: return pair()
    default: break
    }
    return nil
  }

  /// The pair of a unit that is complete, if it has both sides.
  private func pair() -> SentencePair? {
    guard found.source > .none && found.target > .none else {
      note(.missingLanguage)
      return nil
    }
    if source.isTooLong || target.isTooLong {
      note(.tooLong)
      return nil
    }
    if found.source == .otherRegion || found.target == .otherRegion { note(.otherRegion) }
    ownTallies.readPairs += 1
    return SentencePair(source: decoded(source), target: decoded(target))
  }

  private func note(_ finding: Finding) { ownTallies.note(finding, path: scanner.path, line: line) }
}

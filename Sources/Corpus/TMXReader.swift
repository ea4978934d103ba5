import TextProcessing

/// The units of a translation memory (TMX 1.4, and 1.1 to 1.3 with their `lang` attributes) that have both languages.
///
/// - A unit's text of a language is its first `<tuv>` whose tag fits (see `LanguageTags`), one that fits fully before one
///   that fits partly. A unit without one of the two languages is counted and passed over.
/// - The content of `<bpt>`, `<ept>`, `<ph>`, `<it>` and `<ut>` is code of the format that the text came from, and is
///   left out; what is within other elements is text.
/// - A line feed within a segment becomes a space; other white space is kept.
public final class TMXReader: ParallelReader {
  private enum Name: String, CaseIterable {
    case tmx, tu, tuv, seg, bpt, ept, ph, it, ut
    case language = "xml:lang"
    case oldLanguage = "lang"
  }

  private enum Side { case source, target }

  private let scanner: XMLScanner<Name>
  private var tags: LanguageTags
  private var source = XMLSegment()
  private var target = XMLSegment()
  /// How well the texts that have been found in the unit fit.
  private var found = LanguageTags.Fits(source: .none, target: .none)
  private var variant = LanguageTags.Fits(source: .none, target: .none)
  /// The text that is being read.
  private var reading: Side?
  private var codeDepth = 0
  public private(set) var line = 0
  public private(set) var tallies = CorpusTallies()

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
        if let side = reading, codeDepth == 0 { try append(text, to: side) }
      case .start(let name, _, let line): start(name, line)
      case .attribute(let name, of: .tuv, let tag): readTag(name, tag)
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

  public var files: [SourceFile] { [scanner.file] }

  private func decoded(_ segment: XMLSegment) -> String {
    tallies.text(of: segment.bytes, path: scanner.path, line: line)
  }

  private func start(_ name: Name, _ line: Int) {
    switch name {
    case .tu:
      self.line = line
      found = .init(source: .none, target: .none)
      variant = found
      reading = nil
    case .tuv:
      variant = .init(source: .none, target: .none)
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
    case .tmx, .language, .oldLanguage: break
    }
  }

  private func readTag(_ name: Name, _ tag: UnsafeRawBufferPointer) {
    if name == .language || (variant.source == .none && variant.target == .none) { variant = tags.fits(tag) }
  }

  private func append(_ text: UnsafeRawBufferPointer, to side: Side) throws(CorpusError) {
    guard side == .source ? source.append(text) : target.append(text) else {
      throw scanner.malformed("a segment has more than \(LineReader.lineLimit) bytes", line: line)
    }
  }

  private func end(_ name: Name) -> SentencePair? {
    switch name {
    case .seg: reading = nil
    case .bpt, .ept, .ph, .it, .ut: codeDepth -= 1
    case .tu:
      if found.source > .none && found.target > .none {
        tallies.readPairs += 1
        return SentencePair(source: decoded(source), target: decoded(target))
      }
      tallies.note(.missingLanguage, path: scanner.path, line: line)
    default: break
    }
    return nil
  }
}

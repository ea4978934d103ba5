import TextProcessing

/// The entries of a compiled gettext catalogue (MO). See `Catalogue` for what pairs an entry gives, and `MOFile` for what
/// is read. The file is held in memory, decompressed.
public final class MOReader: ParallelReader {
  private let reader: ByteReader
  private var catalogue: Catalogue
  private var file: MOFile?
  /// The encoding that the strings are decoded from.
  private var encoding: TextEncoding
  private var waiting: ArraySlice<SentencePair> = []
  /// The number of the entry, from 1.
  public private(set) var line = 0
  public private(set) var tallies = CorpusTallies()

  /// - Parameter encoding: of a catalogue that does not name its own; nil is UTF-8.
  init(
    _ reader: ByteReader, languages: LanguagePair, encoding: TextEncoding? = nil, unsaid: UnsaidLanguage = .taken
  ) {
    self.reader = reader
    self.encoding = encoding ?? .utf8
    catalogue = Catalogue(path: reader.path, format: "MO", languages: languages, unsaid: unsaid)
  }

  /// The file is plain, or compressed.
  public convenience init(path: String, languages: LanguagePair) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages)
  }

  /// Throws `languageNotFound` for a catalogue in a third language.
  public func next() throws(CorpusError) -> SentencePair? {
    if file == nil { file = try MOFile(reader) }
    guard let file else { return nil }
    while waiting.isEmpty {
      guard line < file.entryCount else { return nil }
      line += 1
      if let entry = try file.entry(line) { try read(entry) } else { note(.tooLong) }
    }
    tallies.readPairs += 1
    return waiting.removeFirst()
  }

  public var files: [SourceFile] { [reader.file] }

  private func read(_ entry: (text: [UInt8], translation: [UInt8])) throws(CorpusError) {
    if entry.text.isEmpty {
      encoding = try catalogue.readHeader(entry.translation, encoding: nil) ?? encoding
      return
    }
    try catalogue.settleLanguage()
    // A context comes before the text, and U+0004 between them.
    let text = entry.text.firstIndex(of: 4).map { entry.text[($0 + 1)...] } ?? entry.text[...]
    let forms = text.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let found = catalogue.pairs(
      text: decoded(forms[0]), plural: forms.count > 1 ? decoded(forms[1]) : nil,
      translations: entry.translation.split(
        separator: 0, maxSplits: forms.count > 1 ? Int.max : 0, omittingEmptySubsequences: false
      ).map(decoded))
    waiting = found.pairs[...]
    note(.untranslated, found.untranslated)
    if let remark = catalogue.remark { note(remark, found.pairs.count) }
  }

  private func note(_ finding: Finding, _ count: Int = 1) {
    if count > 0 { tallies.note(finding, path: reader.path, line: line, count: count) }
  }

  private func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    encoding.isUTF8
      ? tallies.text(of: bytes, path: reader.path, line: line)
      : tallies.text(of: TextDecoder.decode(bytes, from: encoding), path: reader.path, line: line)
  }
}

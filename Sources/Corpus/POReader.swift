import TextProcessing

/// The translated entries of a gettext catalogue (PO). See `Catalogue` for what pairs an entry gives. An entry that is
/// fuzzy or commented out is counted and passed over, and so is one without a translation, or with one that is too long.
///
/// Escapes are resolved as in C; a line feed within a text stays one.
public final class POReader: ParallelReader {
  private let lines: LineReader
  private var catalogue: Catalogue
  private var entry: POEntry?
  /// A comment has said that the next entry is fuzzy.
  private var isNextFuzzy = false
  private var waiting: ArraySlice<SentencePair> = []
  private var isAtEnd = false
  public private(set) var line = 0
  private var ownTallies = CorpusTallies()

  /// - Parameter encoding: of a catalogue that does not name its own; nil is UTF-8.
  init(
    _ reader: ByteReader, languages: LanguagePair, encoding: TextEncoding? = nil, unsaid: UnsaidLanguage = .taken
  ) {
    let path = reader.path
    lines = LineReader(
      TextReader(reader) { start throws(CorpusError) in
        try DeclaredEncoding.choose(
          DeclaredEncoding.po(start), given: encoding, start: start, path: path, format: "PO")
      })
    catalogue = Catalogue(path: reader.path, format: "PO", languages: languages, unsaid: unsaid)
  }

  /// The file is plain, or compressed.
  public convenience init(path: String, languages: LanguagePair) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages)
  }

  /// Throws `languageNotFound` for a catalogue in a third language.
  public func next() throws(CorpusError) -> SentencePair? {
    while waiting.isEmpty {
      if isAtEnd { return nil }
      if let line = try lines.next() {
        if lines.isTooLong { try readLongLine(line) } else { try read(line) }
      } else {
        isAtEnd = true
        try finishEntry()
      }
    }
    ownTallies.readPairs += 1
    return waiting.removeFirst()
  }

  public var tallies: CorpusTallies { lines.tallies + ownTallies }
  public var files: [SourceFile] { [lines.file] }

  private func read(_ line: UnsafeRawBufferPointer) throws(CorpusError) {
    var rest = Self.trimmed(line)
    var isObsolete = false
    if rest.first == UInt8(ascii: "#") {
      guard rest.dropFirst().first == UInt8(ascii: "~"), rest.dropFirst(2).first != UInt8(ascii: "|") else {
        return try readComment(rest.dropFirst())
      }
      isObsolete = true
      rest = Self.trimmed(rest.dropFirst(2))
    }
    if rest.isEmpty { return }
    if rest.first != UInt8(ascii: "\"") {
      let end = rest.firstIndex { Self.isSpace($0) || $0 == UInt8(ascii: "\"") } ?? rest.endIndex
      // `domain "name"` begins a part of the file and concerns no entry.
      if rest[..<end].elementsEqual("domain".utf8) { return try finishEntry() }
      try begin(try field(rest[..<end]), isObsolete: isObsolete)
      rest = Self.trimmed(rest[end...])
    }
    while !rest.isEmpty {
      if rest.first != UInt8(ascii: "\"") { throw malformed("a string does not begin with a quotation mark") }
      guard let string = POString(rest.dropFirst()) else { throw malformed("a string does not end on its line") }
      guard entry != nil else { throw malformed("a string follows no keyword") }
      if let problem = entry?.append(string.bytes) { throw malformed(problem) }
      rest = Self.trimmed(string.rest)
    }
  }

  /// A line that is too long to be read costs the entry that it stands in, unless it is a comment.
  private func readLongLine(_ start: UnsafeRawBufferPointer) throws(CorpusError) {
    let start = Self.trimmed(start)
    if start.first == UInt8(ascii: "#") { return try readComment(start.dropFirst()) }
    if start.first != UInt8(ascii: "\"") {
      let keyword = start.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "\"") }
      try begin(try field(keyword), isObsolete: false)
    }
    guard entry != nil else { throw malformed("a string follows no keyword") }
    if let problem = entry?.append([]) { throw malformed(problem) }
    entry?.isTooLong = true
  }

  /// `#, fuzzy, c-format` are flags; whatever other comments say is left alone.
  private func readComment(_ comment: Slice<UnsafeRawBufferPointer>) throws(CorpusError) {
    if let entry, !entry.translations.isEmpty { try finishEntry() }
    guard comment.first == UInt8(ascii: ",") else { return }
    for flag in comment.split(separator: UInt8(ascii: ",")) where Self.trimmed(flag).elementsEqual("fuzzy".utf8) {
      isNextFuzzy = true
    }
  }

  private func field(_ keyword: Slice<UnsafeRawBufferPointer>) throws(CorpusError) -> POEntry.Field {
    let name = String(decoding: keyword, as: UTF8.self)
    switch name {
    case "msgctxt": return .context
    case "msgid": return .text
    case "msgid_plural": return .plural
    case "msgstr": return .translation(0)
    default:
      guard name.hasPrefix("msgstr["), name.hasSuffix("]"), let number = Int(name.dropFirst(7).dropLast()),
        (0..<100).contains(number)
      else {
        throw malformed("a line begins with none of #, msgctxt, msgid, msgid_plural, msgstr and a quotation mark")
      }
      return .translation(number)
    }
  }

  private func begin(_ field: POEntry.Field, isObsolete: Bool) throws(CorpusError) {
    if let entry, entry.ends(before: field) { try finishEntry() }
    if entry == nil {
      entry = POEntry(line: lines.lineCount, isUnsure: isNextFuzzy || isObsolete)
      isNextFuzzy = false
    }
    if let problem = entry?.begin(field) { throw malformed(problem) }
  }

  /// Makes pairs of the entry that is complete.
  private func finishEntry() throws(CorpusError) {
    guard let entry else { return }
    self.entry = nil
    if entry.lacksString { throw malformed("a keyword without a string") }
    guard let text = entry.text, !entry.translations.isEmpty else { throw malformed("an entry has no msgstr") }
    if text.isEmpty && !entry.hasContext && !entry.isTooLong {
      try catalogue.readHeader(entry.translations[0], encoding: lines.encoding)
      return
    }
    line = entry.line
    try catalogue.settleLanguage()
    if entry.isTooLong { return note(.tooLong) }
    if entry.isUnsure { return note(.unsure) }
    let found = catalogue.pairs(
      text: decoded(text), plural: entry.plural.map(decoded), translations: entry.translations.map(decoded))
    waiting = found.pairs[...]
    note(.untranslated, found.untranslated)
    if let remark = catalogue.remark { note(remark, found.pairs.count) }
  }

  private func note(_ finding: Finding, _ count: Int = 1) {
    if count > 0 { ownTallies.note(finding, path: lines.path, line: line, count: count) }
  }

  private func decoded(_ bytes: [UInt8]) -> String { ownTallies.text(of: bytes, path: lines.path, line: line) }

  private func malformed(_ problem: String) -> CorpusError {
    .malformed(path: lines.path, line: lines.lineCount, format: "PO", problem: problem)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> { trimmed(bytes[...]) }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    var bytes = bytes.drop(while: isSpace)
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return bytes
  }
}

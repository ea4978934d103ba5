import TextProcessing

/// The formats in which one file holds both sides of a corpus.
public enum CorpusFormat: String, Sendable, CaseIterable {
  /// Columns with a tab between them.
  case tsv = "TSV"
  /// A translation memory.
  case tmx = "TMX"
  case xliff = "XLIFF"
  /// A catalogue of gettext.
  case po = "PO"
  /// A compiled catalogue of gettext.
  case mo = "MO"
  /// Fields with commas between them, some in quotation marks.
  case csv = "CSV"
  /// An object of JSON a line.
  case jsonl = "JSONL"

  /// The format that a path's ending names, before an ending that names a compression.
  init?(path: String) {
    let path = Compression.droppingEnding(path)
    guard let named = Self.allCases.first(where: { $0.endings.contains { path.dropping(ending: $0) != nil } }) else {
      return nil
    }
    self = named
  }

  /// The path without what names a format and a compression.
  static func droppingEnding(_ path: String) -> String {
    let plain = Compression.droppingEnding(path)
    return Self.allCases.lazy.flatMap(\.endings).compactMap { plain.dropping(ending: $0) }.first ?? plain
  }

  /// The format that a file's first bytes show. Only a table can be taken for one by mistake.
  init?(start: UnsafeRawBufferPointer) {
    if start.starts(with: [0xde, 0x12, 0x04, 0x95]) || start.starts(with: [0x95, 0x04, 0x12, 0xde]) {
      self = .mo
      return
    }
    let text = WideEncoding.narrowed(start)
    let element = Self.outermostElement(text[...]).map { String(decoding: $0, as: UTF8.self) }
    if element == "tmx" {
      self = .tmx
    } else if element == "xliff" {
      self = .xliff
    } else if Self.beginsCatalogue(text) {
      self = .po
    } else if text.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "{") {
      self = .jsonl
    } else if text.prefix(while: { $0 != UInt8(ascii: "\n") }).contains(UInt8(ascii: "\t")) {
      self = .tsv
    } else {
      return nil
    }
  }

  /// The format of a file, by its name and by its first bytes, which must not say different things.
  /// - Parameter encoding: of the text, where it is not UTF-8.
  init(of reader: ByteReader, encoding: TextEncoding? = nil) throws(CorpusError) {
    let start = try reader.peek()
    let found = CorpusFormat(start: start)
    if let named = CorpusFormat(path: reader.path) {
      self = named
      guard let found, found != named, !named.mayBeginLike(found) else { return }
      throw .nameAgainstContent(path: reader.path, ending: named.ending(of: reader.path), content: found.rawValue)
    }
    if found == nil, Self.isList(start) { throw .jsonList(path: reader.path) }
    if start.isEmpty { throw .noPairs(path: reader.path) }
    if found == nil, encoding == nil {
      if let name = WideEncoding.name(start: start) { throw .notUTF8(path: reader.path, encoding: name) }
      if let kind = FileKind.notText(start: start) { throw .notText(path: reader.path, kind: kind) }
    }
    guard let found else { throw .formatNotKnown(path: reader.path) }
    self = found
  }

  /// Whether a sound file of this format may be taken for another by its first bytes.
  private func mayBeginLike(_ other: CorpusFormat) -> Bool {
    switch self {
    case .po: other == .tsv
    case .tsv: other == .jsonl
    case .csv: other == .tsv || other == .jsonl
    case .tmx, .xliff, .mo, .jsonl: false
    }
  }

  private var endings: [String] {
    switch self {
    case .tsv: [".tsv", ".tab"]
    case .tmx: [".tmx"]
    case .xliff: [".xliff", ".xlf", ".sdlxliff", ".mqxliff", ".mxliff"]
    case .po: [".po", ".pot"]
    case .mo: [".mo", ".gmo"]
    case .csv: [".csv"]
    case .jsonl: [".jsonl", ".ndjson"]
    }
  }

  private func ending(of path: String) -> String {
    endings.first { Compression.droppingEnding(path).dropping(ending: $0) != nil } ?? ""
  }

  /// The name of an XML file's outermost element, without a prefix; nil if this is not the beginning of one, or if the
  /// element comes later.
  private static func outermostElement(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = text.drop(while: isSpace)
    while rest.first == UInt8(ascii: "<") {
      if rest.starts(with: "<?".utf8) {
        rest = after("?>", in: rest)
      } else if rest.starts(with: "<!--".utf8) {
        rest = after("-->", in: rest)
      } else if rest.starts(with: "<!".utf8) {
        let hasSubset = rest.prefix { $0 != UInt8(ascii: ">") }.contains(UInt8(ascii: "["))
        rest = after(">", in: hasSubset ? after("]", in: rest) : rest)
      } else {
        let name = rest.dropFirst().prefix { !isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        return name.split(separator: UInt8(ascii: ":")).last
      }
      rest = rest.drop(while: isSpace)
    }
    return nil
  }

  /// The text after `end`; empty if `end` is not there.
  private static func after(_ end: String, in text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = Array(end.utf8)
    var rest = text
    while !rest.isEmpty && !rest.starts(with: end) { rest = rest.dropFirst() }
    return rest.dropFirst(end.count)
  }

  /// Whether a text is JSON that begins with a list of objects or lists.
  private static func isList(_ start: UnsafeRawBufferPointer) -> Bool {
    let text = WideEncoding.narrowed(start).drop(while: isSpace)
    guard text.first == UInt8(ascii: "["), let second = text.dropFirst().first(where: { !isSpace($0) }) else {
      return false
    }
    return "{[".utf8.contains(second)
  }

  /// Whether the first line that is neither empty nor a comment is one of a catalogue.
  private static func beginsCatalogue(_ text: [UInt8]) -> Bool {
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let words = line.drop(while: isSpace)
      if words.isEmpty || words.first == UInt8(ascii: "#") { continue }
      return ["msgid", "msgctxt", "domain"].contains { keyword in
        words.starts(with: keyword.utf8)
          && words.dropFirst(keyword.utf8.count).drop(while: isSpace).first == UInt8(ascii: "\"")
      }
    }
    return false
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
}

import TextProcessing

/// Lines of JSON, an object each, of which two members are the source and the target. If nobody has named them, they
/// are those that `SideNames` knows: `{"th": …, "en": …}` or `{"source": …, "target": …}`, in the object itself or in
/// its member `translation`. A line without one of the two is counted, and so is one where it is null.
public final class JSONLinesReader: ParallelReader {
  private let lines: LineReader
  private let columns: TableColumns
  private let languages: LanguagePair
  private var sideNames: SideNames
  private var names: [String] = []
  private var ownTallies = CorpusTallies()

  private typealias Members = [(name: [UInt8], value: JSONValue)]

  /// The largest number of a file's names that an error lists.
  private static let mostNames = 16

  /// - Parameter encoding: of a text without a byte order mark; nil is UTF-8.
  init(
    _ reader: ByteReader, languages: LanguagePair, columns: TableColumns = TableColumns(),
    encoding: TextEncoding? = nil
  ) {
    lines = LineReader(reader, encoding: encoding)
    self.languages = languages
    self.columns = columns
    sideNames = SideNames(languages)
  }

  /// The file is plain, or compressed.
  public convenience init(
    path: String, languages: LanguagePair, columns: TableColumns = TableColumns()
  ) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages, columns: columns)
  }

  /// Throws `languageNotFound` at the end of a file in which no object has both sides.
  public func next() throws(CorpusError) -> SentencePair? {
    while let line = try lines.next() {
      if lines.isTooLong {
        note(.tooLong)
        continue
      }
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      guard let value = JSONValue(line) else { throw malformed("the line is not JSON, or nested too deep") }
      guard case .object(let members) = value else { throw malformed("the line is not an object") }
      if let pair = try pair(members) {
        ownTallies.readPairs += 1
        return pair
      }
    }
    if ownTallies.readPairs == 0, ownTallies.count(.untranslated) == 0, ownTallies.count(.missingLanguage) > 0 {
      throw .languageNotFound(path: lines.path, language: languages.target, present: names)
    }
    return nil
  }

  public var line: Int { lines.lineCount }
  public var tallies: CorpusTallies { lines.tallies + ownTallies }
  public var files: [SourceFile] { [lines.file] }

  private func pair(_ members: Members) throws(CorpusError) -> SentencePair? {
    guard let (source, target) = try sides(members) else {
      if names.isEmpty {
        names = members.prefix(Self.mostNames).map { String(decoding: $0.name.prefix(64), as: UTF8.self) }
      }
      note(.missingLanguage)
      return nil
    }
    guard case .string(let source) = source, case .string(let target) = target else {
      note(.untranslated)
      return nil
    }
    var pair = SentencePair(source: decoded(source), target: decoded(target))
    if let column = columns.score { pair.score = try number(column, members) }
    if let column = columns.weight {
      pair.weight = try TableNumber.weight(of: number(column, members), lines.path, lines.lineCount)
    }
    return pair
  }

  /// The values of both sides; nil if they are not both there.
  private func sides(_ members: Members) throws(CorpusError) -> (source: JSONValue, target: JSONValue)? {
    if columns.areChosen {
      let (source, target) = (try member(columns.source, members), try member(columns.target, members))
      return source.flatMap { source in target.map { (source, $0) } }
    }
    if let found = namedSides(members) { return found }
    for (name, value) in members where name.elementsEqual("translation".utf8) {
      if case .object(let inner) = value { return namedSides(inner) }
    }
    return nil
  }

  private func namedSides(_ members: Members) -> (source: JSONValue, target: JSONValue)? {
    let found = sideNames.find(in: members.map { String(decoding: $0.name.prefix(64), as: UTF8.self) })
    return found.map { (members[$0.source].value, members[$0.target].value) }
  }

  /// The member of a name. An object has no numbers of columns.
  private func member(_ column: TableColumns.Column, _ members: Members) throws(CorpusError) -> JSONValue? {
    guard case .name(let name) = column else {
      throw .columnNotFound(
        path: lines.path, column: column.description,
        present: members.prefix(Self.mostNames).map { String(decoding: $0.name.prefix(64), as: UTF8.self) })
    }
    return members.first { $0.name.elementsEqual(name.utf8) }?.value
  }

  private func number(_ column: TableColumns.Column, _ members: Members) throws(CorpusError) -> Double {
    guard case .number(let digits) = try member(column, members) else {
      throw .notANumber(path: lines.path, line: lines.lineCount, column: column.description, text: "")
    }
    return try TableNumber.number(digits, column.description, lines.path, lines.lineCount)
  }

  private func decoded(_ text: [UInt8]) -> String {
    ownTallies.text(of: text, path: lines.path, line: lines.lineCount)
  }

  private func note(_ finding: Finding) { ownTallies.note(finding, path: lines.path, line: lines.lineCount) }

  private func malformed(_ problem: String) -> CorpusError {
    .malformed(path: lines.path, line: lines.lineCount, format: CorpusFormat.jsonl.rawValue, problem: problem)
  }
}

import TextProcessing

/// The records of a CSV file, of which two fields are the source and the target. Columns are chosen as for other tables; where
/// nobody has chosen, a first record that names both (`source` and `target`, or the languages) is a header, and one that names
/// languages otherwise is refused.
public final class CSVReader: ParallelReader {
  private let records: CSVRecords
  private let columns: TableColumns
  private let languages: LanguagePair
  private var layout: TableLayout?
  /// A first record that turned out to be a pair is still to be handed out.
  private var isWaiting = false
  /// Nobody has chosen columns, and the first record did.
  private var hasFoundColumns = false
  /// The number of fields of the first record.
  private var fieldCount: Int?
  private var readPairs = 0

  /// - Parameter encoding: of a text without a byte order mark; nil is UTF-8.
  init(
    _ reader: ByteReader, languages: LanguagePair, columns: TableColumns = TableColumns(),
    encoding: TextEncoding? = nil
  ) throws(CorpusError) {
    let separator = CSVSeparator(start: try reader.peek())
    records = CSVRecords(LineReader(reader, encoding: encoding), separator)
    self.languages = languages
    self.columns = columns
  }

  /// The file is plain, or compressed.
  public convenience init(
    path: String, languages: LanguagePair, columns: TableColumns = TableColumns()
  ) throws(CorpusError) {
    try self.init(ByteReader(path: path), languages: languages, columns: columns)
  }

  public func next() throws(CorpusError) -> SentencePair? {
    let layout = if let layout { layout } else { try readLayout() }
    repeat {
      if !isWaiting, !(try records.next()) { return nil }
      isWaiting = false
    } while passesOver(layout)
    if !columns.areChosen && !hasFoundColumns && records.fields.count > layout.columnCount {
      records.note(.furtherColumns)
    }
    var pair = SentencePair(source: try text(layout.source), target: try text(layout.target))
    if let column = layout.score { pair.score = try number(column) }
    if let column = layout.weight {
      pair.weight = try TableNumber.weight(of: number(column), records.path, records.line)
    }
    readPairs += 1
    return pair
  }

  /// Whether the record is passed over: its end is certain, but not its columns. The first one says how many there are.
  private func passesOver(_ layout: TableLayout) -> Bool {
    let count = records.fields.count
    guard let fieldCount else {
      fieldCount = count
      return false
    }
    if count >= layout.columnCount && count <= fieldCount { return false }
    records.note(.brokenRecord)
    return true
  }

  public var line: Int { records.line }

  public var tallies: CorpusTallies {
    var tallies = records.tallies
    tallies.readPairs = readPairs
    return tallies
  }

  public var files: [SourceFile] { [records.file] }

  private func readLayout() throws(CorpusError) -> TableLayout {
    var columns = columns
    // No table of this form is written as shards are.
    columns.isEscaped = false
    var names: [String]?
    if try records.next() {
      let first = records.fields.map(records.string)
      if !first.isEmpty, columns.areNamed || columns.hasHeader { fieldCount = first.count }
      if columns.areNamed {
        names = first
      } else if let sides = try columns.sides(inHeader: first, path: records.path, languages) {
        (columns.source, columns.target) = sides
        hasFoundColumns = true
        fieldCount = first.count
      } else if !columns.hasHeader {
        isWaiting = true
      }
    }
    let layout = try TableLayout(columns, names: names, path: records.path)
    self.layout = layout
    return layout
  }

  private func field(_ column: TableLayout.Column) throws(CorpusError) -> Range<Int> {
    guard column.index < records.fields.count else {
      throw .missingColumn(
        path: records.path, line: records.line, count: records.fields.count,
        missing: "\(column.role) in column \(column.label)")
    }
    return records.fields[column.index]
  }

  private func text(_ column: TableLayout.Column) throws(CorpusError) -> String { records.string(try field(column)) }

  private func number(_ column: TableLayout.Column) throws(CorpusError) -> Double {
    try TableNumber.number(records.text[try field(column)], column.label, records.path, records.line)
  }
}

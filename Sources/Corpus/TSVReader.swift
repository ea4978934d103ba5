import TextProcessing

/// Lines of columns with a tab between them, of which two are the source and the target; the others are left alone. The text
/// is taken as it is; a first line is a header where that of a CSV file is one, but not in a table of escapes. There are no quotes, and escapes only where `TableColumns.isEscaped` says so. A blank line is an error, but for
/// one at the end.
public final class TSVReader: ParallelReader {
  private let lines: LineReader
  private let columns: TableColumns
  private let languages: LanguagePair
  /// A first line that turned out to be a pair is still to be handed out.
  private var waiting: UnsafeRawBufferPointer?
  /// Nobody has chosen columns, and the first line did.
  private var hasFoundColumns = false
  /// nil until the first line has been read.
  private var layout: TableLayout?
  /// Lines that are no pair: the header, and a blank one at the end.
  private var otherLines = 0
  /// The places of the line's columns, as far as they are needed.
  private var cells: [Range<Int>] = []

  /// - Parameter encoding: of a text without a byte order mark; nil is UTF-8.
  init(
    _ reader: ByteReader, languages: LanguagePair, columns: TableColumns = TableColumns(),
    encoding: TextEncoding? = nil
  ) {
    self.languages = languages
    lines = LineReader(reader, encoding: encoding)
    self.columns = columns
  }

  /// The file is plain, or compressed.
  public convenience init(
    path: String, languages: LanguagePair, columns: TableColumns = TableColumns()
  ) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages, columns: columns)
  }

  public func next() throws(CorpusError) -> SentencePair? {
    let layout = if let layout { layout } else { try readLayout() }
    var next = if let waiting { waiting } else { try lines.next() }
    waiting = nil
    while next != nil && lines.isTooLong {
      lines.note(.tooLong)
      otherLines += 1
      next = try lines.next()
    }
    guard let line = next else { return nil }
    if line.isEmpty {
      try passBlankLine()
      return nil
    }
    split(line, atMost: layout.columnCount)
    if !columns.areChosen && !hasFoundColumns && cells[cells.count - 1].upperBound < line.count {
      lines.note(.furtherColumns)
    }
    var pair = SentencePair(source: try text(layout.source, of: line), target: try text(layout.target, of: line))
    if let column = layout.score { pair.score = try number(column, of: line) }
    if let column = layout.weight, !layout.isWeightOptional || column.index < cells.count {
      pair.weight = try TableNumber.weight(of: number(column, of: line), lines.path, lines.lineCount)
    }
    return pair
  }

  public var line: Int { lines.lineCount }

  public var tallies: CorpusTallies {
    var tallies = lines.tallies
    tallies.readPairs = lines.lineCount - otherLines
    return tallies
  }

  public var files: [SourceFile] { [lines.file] }

  private func passBlankLine() throws(CorpusError) {
    let line = lines.lineCount
    otherLines += 1
    if try lines.next() != nil { throw .blankLine(path: lines.path, line: line) }
  }

  /// Finds the columns, in the first line if need be.
  private func readLayout() throws(CorpusError) -> TableLayout {
    var columns = columns
    var names: [String]?
    if let first = try lines.next() {
      if columns.areNamed {
        names = self.names(of: first)
      } else if !lines.isTooLong,
        let sides = try columns.sides(inHeader: self.names(of: first), path: lines.path, languages)
      {
        (columns.source, columns.target) = sides
        hasFoundColumns = true
      } else if !columns.hasHeader {
        waiting = first
      }
      if waiting == nil { otherLines = 1 }
    }
    let layout = try TableLayout(columns, names: names, path: lines.path)
    self.layout = layout
    return layout
  }

  /// No header has more columns.
  private static let mostNames = 1 << 16

  private func names(of header: UnsafeRawBufferPointer) -> [String] {
    split(header, atMost: Self.mostNames)
    // Oddities of this line are counted later, where it is read as a pair: so each counts once.
    return cells.map { String(decoding: header[$0], as: UTF8.self) }
  }

  private func split(_ line: UnsafeRawBufferPointer, atMost limit: Int) {
    cells.removeAll(keepingCapacity: true)
    var start = 0
    while cells.count < limit {
      let rest = UnsafeRawBufferPointer(rebasing: line[start...])
      guard let count = rest.offset(of: UInt8(ascii: "\t")) else {
        cells.append(start..<line.count)
        return
      }
      cells.append(start..<(start + count))
      start += count + 1
    }
  }

  private func cell(
    _ column: TableLayout.Column, of line: UnsafeRawBufferPointer
  ) throws(CorpusError) -> UnsafeRawBufferPointer {
    guard column.index < cells.count else {
      throw .missingColumn(
        path: lines.path, line: lines.lineCount, count: cells.count, missing: "\(column.role) in column \(column.label)"
      )
    }
    return UnsafeRawBufferPointer(rebasing: line[cells[column.index]])
  }

  private func text(_ column: TableLayout.Column, of line: UnsafeRawBufferPointer) throws(CorpusError) -> String {
    let bytes = try cell(column, of: line)
    guard columns.isEscaped, bytes.offset(of: UInt8(ascii: "\\")) != nil else { return lines.text(bytes) }
    guard let text = ShardLine.unescaped(bytes.bindMemory(to: UInt8.self)) else {
      throw .unknownEscape(path: lines.path, line: lines.lineCount)
    }
    return text.withUnsafeBytes(lines.text)
  }

  private func number(_ column: TableLayout.Column, of line: UnsafeRawBufferPointer) throws(CorpusError) -> Double {
    try TableNumber.number(cell(column, of: line), column.label, lines.path, lines.lineCount)
  }
}

import TextProcessing

/// Lines of columns with a tab between them, of which two are the source and the target; the others are left alone. The text
/// is taken as it is: there are no quotes, and escapes only where `TableColumns.isEscaped` says so. A blank line is an error, but for
/// one at the end.
public final class TSVReader: ParallelReader {
  private let lines: LineReader
  private let columns: TableColumns
  /// nil until the first line has been read where that is not a pair.
  private var layout: Layout?
  /// Lines that are no pair: the header, and a blank one at the end.
  private var otherLines = 0
  /// Where the columns of the line begin and end, as far as they are needed.
  private var cells: [Range<Int>] = []

  /// - Parameter encoding: of a text without a byte order mark; nil is UTF-8.
  init(_ reader: ByteReader, columns: TableColumns = TableColumns(), encoding: TextEncoding? = nil) {
    lines = LineReader(reader, encoding: encoding)
    self.columns = columns
  }

  /// The file is plain, or compressed.
  public convenience init(path: String, columns: TableColumns = TableColumns()) throws(CorpusError) {
    self.init(try ByteReader(path: path), columns: columns)
  }

  public func next() throws(CorpusError) -> SentencePair? {
    let layout = if let layout { layout } else { try readLayout() }
    guard let line = try lines.next() else { return nil }
    if line.isEmpty {
      try passBlankLine()
      return nil
    }
    split(line, atMost: layout.columnCount)
    if !columns.areChosen && cells[cells.count - 1].upperBound < line.count { lines.note(.furtherColumns) }
    var pair = SentencePair(source: try text(layout.source, of: line), target: try text(layout.target, of: line))
    if let column = layout.score { pair.score = try number(column, of: line) }
    if let column = layout.weight, !layout.isWeightOptional || column.index < cells.count {
      pair.weight = Float(try number(column, of: line))
      guard SentencePair.weights.contains(pair.weight) else {
        throw .unusableWeight(path: lines.path, line: lines.lineCount, weight: "\(pair.weight)")
      }
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
  private func readLayout() throws(CorpusError) -> Layout {
    var names: [String]?
    if columns.areNamed || columns.hasHeader {
      let header = try lines.next()
      otherLines = lines.lineCount
      if columns.areNamed { names = header.map(names(of:)) ?? [] }
    }
    let layout = try Layout(columns, names: names, path: lines.path)
    self.layout = layout
    return layout
  }

  private func names(of header: UnsafeRawBufferPointer) -> [String] {
    split(header, atMost: .max)
    return cells.map { lines.text(UnsafeRawBufferPointer(rebasing: header[$0])) }
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
    _ column: Layout.Column, of line: UnsafeRawBufferPointer
  ) throws(CorpusError) -> UnsafeRawBufferPointer {
    guard column.index < cells.count else {
      throw .missingColumn(
        path: lines.path, line: lines.lineCount, count: cells.count, missing: "\(column.role) in column \(column.label)"
      )
    }
    return UnsafeRawBufferPointer(rebasing: line[cells[column.index]])
  }

  private func text(_ column: Layout.Column, of line: UnsafeRawBufferPointer) throws(CorpusError) -> String {
    let bytes = try cell(column, of: line)
    guard columns.isEscaped, bytes.offset(of: UInt8(ascii: "\\")) != nil else { return lines.text(bytes) }
    guard let text = ShardLine.unescaped(bytes.bindMemory(to: UInt8.self)) else {
      throw .unknownEscape(path: lines.path, line: lines.lineCount)
    }
    return text.withUnsafeBytes(lines.text)
  }

  /// A decimal number, in the same form whatever the locale.
  private func number(_ column: Layout.Column, of line: UnsafeRawBufferPointer) throws(CorpusError) -> Double {
    let bytes = try cell(column, of: line)
    let text = String(decoding: bytes.prefix(40), as: UTF8.self)
    guard bytes.count <= 40, bytes.allSatisfy(Self.isOfNumbers), let number = Double(text),
      Float(number).isFinite
    else {
      throw .notANumber(path: lines.path, line: lines.lineCount, column: column.label, text: text)
    }
    return number
  }

  private static func isOfNumbers(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}

/// Where the columns of one table are.
private final class Layout {
  struct Column {
    /// From 0.
    var index: Int
    /// What it is for.
    var role: String
    /// What the user calls it.
    var label: String
  }

  let source: Column
  let target: Column
  let score: Column?
  let weight: Column?
  let isWeightOptional: Bool
  /// No column behind so many is needed.
  let columnCount: Int

  /// - Parameter names: what stands in the first line, if that is needed.
  init(_ columns: TableColumns, names: [String]?, path: String) throws(CorpusError) {
    var seen = Set<[UInt8]>()
    for name in names ?? [] where !name.isEmpty && !seen.insert(Array(name.utf8)).inserted {
      throw .duplicateColumn(path: path, column: name)
    }
    func find(_ column: TableColumns.Column, _ role: String) throws(CorpusError) -> Column {
      switch column {
      case .number(let number): return Column(index: number - 1, role: role, label: column.description)
      case .name(let name):
        guard let index = (names ?? []).firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
          throw .columnNotFound(path: path, column: name, present: names ?? [])
        }
        return Column(index: index, role: role, label: name)
      }
    }
    source = try find(columns.source, "the source")
    target = try find(columns.target, "the target")
    score = if let score = columns.score { try find(score, "the score") } else { nil }
    weight =
      if let weight = columns.weight ?? (columns.isEscaped ? .number(3) : nil) {
        try find(weight, "the weight")
      } else { nil }
    isWeightOptional = columns.weight == nil
    if source.index == target.index {
      throw .sameColumn(path: path, first: source.label, second: target.label)
    }
    columnCount = 1 + max(source.index, target.index, score?.index ?? 0, weight?.index ?? 0)
  }
}

/// The records of a CSV file (RFC 4180): fields with commas, or else semicolons or tabs, between them. A field in quotation
/// marks may hold those, ends of lines, and quotation marks that are written twice. Blank lines are no records.
final class CSVRecords {
  /// The text of all fields of the record that was read last, without the marks around it.
  private(set) var text: [UInt8] = []
  /// The place of each field in `text`; there is at least one.
  private(set) var fields: [Range<Int>] = []
  /// The line on which the record begins, from 1.
  private(set) var line = 0
  private(set) var recordCount = 0
  private let lines: LineReader
  private let separator: CSVSeparator
  private var ownTallies = CorpusTallies()

  init(_ lines: LineReader, _ separator: CSVSeparator) {
    self.lines = lines
    self.separator = separator
    if let finding = separator.finding { ownTallies.note(finding, path: lines.path, line: 0) }
  }

  var path: String { lines.path }
  var file: SourceFile { lines.file }
  var tallies: CorpusTallies { lines.tallies + ownTallies }

  func note(_ finding: Finding) { ownTallies.note(finding, path: path, line: line) }

  /// The text of a field, with bytes that are not UTF-8 repaired.
  func string(_ field: Range<Int>) -> String { ownTallies.text(of: text[field], path: path, line: line) }

  /// Reads the next record; false after the last. A line that is too long is counted and passed over.
  func next() throws(CorpusError) -> Bool {
    text.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    while let bytes = try lines.next() {
      line = lines.lineCount
      if lines.isTooLong {
        note(.tooLong)
      } else if !bytes.isEmpty {
        recordCount += 1
        try read(bytes)
        return true
      }
    }
    return false
  }

  /// Reads a record that begins on a line, and further lines as long as a quotation mark is open.
  private func read(_ line: UnsafeRawBufferPointer) throws(CorpusError) {
    var rest = line[...]
    while true {
      let start = text.count
      if rest.first == UInt8(ascii: "\"") {
        rest = try readQuoted(rest.dropFirst())
      } else {
        let field = rest.prefix { $0 != separator.rawValue }
        text += field
        rest = rest[field.endIndex...]
      }
      fields.append(start..<text.count)
      if rest.isEmpty { return }
      rest.removeFirst()
    }
  }

  /// Reads to the closing quotation mark. Returns what follows it on its line: nothing, or a separator and more.
  private func readQuoted(
    _ start: Slice<UnsafeRawBufferPointer>
  ) throws(CorpusError) -> Slice<UnsafeRawBufferPointer> {
    var rest = start
    while true {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else {
        text += rest
        text.append(UInt8(ascii: "\n"))
        guard let next = try lines.next() else { throw malformed("a quotation mark is not closed") }
        if lines.isTooLong || text.count > LineReader.lineLimit {
          throw malformed("a record has more than \(LineReader.lineLimit) bytes; is a quotation mark not closed?")
        }
        rest = next[...]
        continue
      }
      text += rest[..<end]
      rest = rest[(end + 1)...]
      switch rest.first {
      case UInt8(ascii: "\""):
        text.append(UInt8(ascii: "\""))
        rest.removeFirst()
      case nil, separator.rawValue: return rest
      default: throw malformed("text follows a closing quotation mark")
      }
    }
  }

  private func malformed(_ problem: String) -> CorpusError {
    .malformed(path: path, line: line, format: CorpusFormat.csv.rawValue, problem: problem)
  }
}

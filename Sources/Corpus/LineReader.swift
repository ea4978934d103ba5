import Glibc

/// The lines of a file, as bytes, in bounded memory. Only LF ends a line; a last line without one is a line too.
final class LineReader {
  /// A longer line is refused: it is no segment.
  static let lineLimit = 1 << 20

  private let reader: ByteReader
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * LineReader.lineLimit, alignment: 16)
  /// The bytes of `buffer` that have been read from the file and not handed out.
  private var waiting = 0..<0
  private var isAtEnd = false
  /// The number of lines handed out.
  private(set) var lineCount = 0
  private(set) var tallies = CorpusTallies()

  init(_ reader: ByteReader) {
    self.reader = reader
  }

  convenience init(path: String) throws(CorpusError) {
    self.init(try ByteReader(path: path))
  }

  deinit { buffer.deallocate() }

  var path: String { reader.path }
  var file: SourceFile { reader.file }

  /// The next line without its LF and without a CR before it; nil after the last one. The bytes are valid until the next call.
  func next() throws(CorpusError) -> UnsafeRawBufferPointer? {
    var searched = 0
    while true {
      let unsearched = UnsafeRawBufferPointer(rebasing: buffer[(waiting.lowerBound + searched)..<waiting.upperBound])
      if let offset = Self.lineFeed(in: unsearched) {
        let end = waiting.lowerBound + searched + offset
        let line = try hand(out: waiting.lowerBound..<end, endsInLineFeed: true)
        waiting = (end + 1)..<waiting.upperBound
        return line
      }
      searched = waiting.count
      if searched > Self.lineLimit { throw .lineTooLong(path: path, line: lineCount + 1, limit: Self.lineLimit) }
      if isAtEnd {
        if waiting.isEmpty { return nil }
        let line = try hand(out: waiting, endsInLineFeed: false)
        waiting = waiting.upperBound..<waiting.upperBound
        return line
      }
      try fill()
    }
  }

  /// Reads on to the end and returns the number of all lines, of whatever length.
  func countToEnd() throws(CorpusError) -> Int {
    var endsInLineFeed = true
    while true {
      var rest = UnsafeRawBufferPointer(rebasing: buffer[waiting])
      while let offset = Self.lineFeed(in: rest) {
        lineCount += 1
        endsInLineFeed = true
        rest = UnsafeRawBufferPointer(rebasing: rest[(offset + 1)...])
      }
      if !rest.isEmpty { endsInLineFeed = false }
      waiting = 0..<0
      if isAtEnd { break }
      try fill()
    }
    if !endsInLineFeed { lineCount += 1 }
    return lineCount
  }

  /// The text of a line, with bytes that are not UTF-8 repaired and counted.
  func text(_ line: UnsafeRawBufferPointer) -> String {
    let bytes = line.bindMemory(to: UInt8.self)
    if memchr(line.baseAddress ?? UnsafeRawPointer(buffer.baseAddress!), 0, line.count) != nil {
      tallies.note(.null, path: path, line: lineCount)
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    tallies.note(.invalidUTF8, path: path, line: lineCount)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func hand(out line: Range<Int>, endsInLineFeed: Bool) throws(CorpusError) -> UnsafeRawBufferPointer {
    lineCount += 1
    if line.count > Self.lineLimit { throw .lineTooLong(path: path, line: lineCount, limit: Self.lineLimit) }
    var line = line
    if endsInLineFeed && !line.isEmpty && buffer[line.upperBound - 1] == UInt8(ascii: "\r") {
      line = line.lowerBound..<(line.upperBound - 1)
      tallies.note(.carriageReturn, path: path, line: lineCount)
    }
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[line])
    if lineCount == 1 && bytes.starts(with: [0xef, 0xbb, 0xbf]) { tallies.note(.byteOrderMark, path: path, line: 1) }
    return bytes
  }

  /// Moves what waits to the front of the buffer and reads more behind it. There is room: no more than a line waits.
  private func fill() throws(CorpusError) {
    if waiting.lowerBound > 0 {
      if !waiting.isEmpty { memmove(buffer.baseAddress!, buffer.baseAddress! + waiting.lowerBound, waiting.count) }
      waiting = 0..<waiting.count
    }
    let count = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[waiting.upperBound...]))
    isAtEnd = count == 0
    waiting = 0..<(waiting.upperBound + count)
  }

  private static func lineFeed(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress, let found = memchr(start, 0x0a, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - start
  }
}

import Glibc
import TextProcessing

/// The lines of a file, as bytes, in bounded memory. Only LF ends a line; a last line without one is a line too. A byte
/// order mark before the first line is taken off.
final class LineReader {
  /// A longer line is no segment: it is passed over.
  static let lineLimit = 1 << 20
  static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  private let reader: TextReader
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * LineReader.lineLimit, alignment: 16)
  private let longLineStart = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 16)
  /// The bytes of `buffer` that have been read from the file and not handed out.
  private var waiting = 0..<0
  private var isAtEnd = false
  /// The line that was handed out last was too long, and what was handed out is its beginning.
  private(set) var isTooLong = false
  /// The number of lines handed out.
  private(set) var lineCount = 0
  private(set) var tallies = CorpusTallies()

  init(_ reader: TextReader) {
    self.reader = reader
  }

  /// - Parameter encoding: of a text without a byte order mark; nil is UTF-8.
  convenience init(_ reader: ByteReader, encoding: TextEncoding? = nil) {
    self.init(TextReader(reader, encoding: encoding))
  }

  convenience init(path: String, encoding: TextEncoding? = nil) throws(CorpusError) {
    self.init(try ByteReader(path: path), encoding: encoding)
  }

  deinit {
    buffer.deallocate()
    longLineStart.deallocate()
  }

  var path: String { reader.path }
  var file: SourceFile { reader.file }
  /// The encoding that the text is decoded from, once it is read.
  var encoding: TextEncoding { reader.encoding }

  /// The next line without its LF and without a CR before it; nil after the last one. The bytes are valid until the next call.
  func next() throws(CorpusError) -> UnsafeRawBufferPointer? {
    var searched = 0
    isTooLong = false
    while true {
      let unsearched = UnsafeRawBufferPointer(rebasing: buffer[(waiting.lowerBound + searched)..<waiting.upperBound])
      if let offset = unsearched.offset(of: 0x0a) {
        let end = waiting.lowerBound + searched + offset
        let line = try hand(out: waiting.lowerBound..<end, endsInLineFeed: true)
        waiting = (end + 1)..<waiting.upperBound
        return line
      }
      searched = waiting.count
      if searched > Self.lineLimit { return try passLongLine() }
      if isAtEnd {
        if waiting.isEmpty { return nil }
        let line = try hand(out: waiting, endsInLineFeed: false)
        waiting = waiting.upperBound..<waiting.upperBound
        return line
      }
      try fill()
    }
  }

  /// Reads on to the end of a line of which more waits than a line may have.
  private func passLongLine() throws(CorpusError) -> UnsafeRawBufferPointer {
    try checkLineEnds(waiting)
    lineCount += 1
    isTooLong = true
    longLineStart.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[waiting].prefix(longLineStart.count)))
    while true {
      if let offset = UnsafeRawBufferPointer(rebasing: buffer[waiting]).offset(of: 0x0a) {
        waiting = (waiting.lowerBound + offset + 1)..<waiting.upperBound
        break
      }
      waiting = 0..<0
      if isAtEnd { break }
      try fill()
    }
    return UnsafeRawBufferPointer(longLineStart)
  }

  /// Refuses a file without LF that has CR in its place: it would be one line.
  private func checkLineEnds(_ line: Range<Int>) throws(CorpusError) {
    if lineCount == 0, buffer[line.dropLast()].contains(UInt8(ascii: "\r")) { throw .onlyCarriageReturns(path: path) }
  }

  /// Reads on to the end and returns the number of all lines, of whatever length.
  func countToEnd() throws(CorpusError) -> Int {
    var endsInLineFeed = true
    while true {
      var rest = UnsafeRawBufferPointer(rebasing: buffer[waiting])
      while let offset = rest.offset(of: 0x0a) {
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

  /// The text of a line or of a part of it, with bytes that are not UTF-8 repaired. Oddities in it are counted.
  func text(_ line: UnsafeRawBufferPointer) -> String { tallies.text(of: line, path: path, line: lineCount) }

  /// Counts something odd of the line that was handed out last.
  func note(_ finding: Finding) { tallies.note(finding, path: path, line: lineCount) }

  private func hand(out line: Range<Int>, endsInLineFeed: Bool) throws(CorpusError) -> UnsafeRawBufferPointer {
    if !endsInLineFeed { try checkLineEnds(line) }
    lineCount += 1
    if line.count > Self.lineLimit {
      isTooLong = true
      return UnsafeRawBufferPointer(rebasing: buffer[line].prefix(longLineStart.count))
    }
    var line = line
    if endsInLineFeed && !line.isEmpty && buffer[line.upperBound - 1] == UInt8(ascii: "\r") {
      line = line.lowerBound..<(line.upperBound - 1)
      tallies.note(.carriageReturn, path: path, line: lineCount)
    }
    return UnsafeRawBufferPointer(rebasing: buffer[line])
  }

  /// Moves what waits to the front of the buffer and reads more behind it. There is room: no more than a line waits.
  private func fill() throws(CorpusError) {
    if waiting.lowerBound > 0 {
      if !waiting.isEmpty { memmove(buffer.baseAddress!, buffer.baseAddress! + waiting.lowerBound, waiting.count) }
      waiting = 0..<waiting.count
    }
    let count = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[waiting.upperBound...]))
    isAtEnd = count == 0
    waiting = waiting.lowerBound..<(waiting.upperBound + count)
    if reader.hasByteOrderMark && tallies.count(.byteOrderMark) == 0 {
      tallies.note(.byteOrderMark, path: path, line: 1)
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The offset of the first `byte`.
  @inline(__always)
  func offset(of byte: UInt8) -> Int? {
    guard let start = baseAddress, let found = memchr(start, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - start
  }
}

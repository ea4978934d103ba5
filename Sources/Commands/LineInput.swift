import Corpus
import Glibc
import TextProcessing

/// Some lines on end, as bytes.
struct LineChunk: Sendable {
  let bytes: [UInt8]
  /// Each line's place in `bytes`, without its LF.
  let lines: [Range<Int>]
}

/// The lines of a file or of standard input, as they come: decompressed and decoded, see `TextReader`. Only LF ends a line; a
/// last line without one is a line too.
///
/// A line that is longer than memory should hold is an error. Bytes that are not UTF-8 are replaced, and counted. Whatever else is in a line stays in it.
final class LineInput {
  /// A chunk is returned when it has this many lines or bytes, or when there is nothing more to read.
  private static let chunkLines = 1024
  private static let chunkBytes = 1 << 20
  /// The time to wait for a writer in the middle of its work before returning the lines that are there.
  private static let patienceMilliseconds: Int32 = 3

  /// Lines with bytes that are not UTF-8. Whoever takes lines as bytes counts them himself.
  var repairedLines = 0
  /// The length above which a line is refused, in bytes.
  private let longestLine: Int
  private let path: String
  /// Lines that were taken from the text.
  private var lineCount = 0
  private let reader: TextReader
  private var bytes: [UInt8] = []
  /// The start of the first line that was not returned.
  private var start = 0
  /// The start of the first line that is not in the current chunk either.
  private var next = 0
  /// There is no LF between `next` and this position.
  private var searched = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - path: nil or `-` for standard input.
  ///   - encoding: of a text without a byte order mark; nil is UTF-8.
  init(path: String?, encoding: TextEncoding? = nil, longestLine: Int = 1 << 26) throws(CorpusError) {
    self.longestLine = longestLine
    self.path = path.flatMap { $0 == "-" ? nil : $0 } ?? "standard input"
    reader = try TextReader(path: path, encoding: encoding)
  }

  /// More lines, as text; nil after the last.
  func nextChunk() throws(CorpusError) -> [String]? {
    guard let chunk = try nextBytes(lineLimit: Self.chunkLines) else { return nil }
    return chunk.lines.map { line in
      let (text, replacements) = UTF8Repair.decode(chunk.bytes[line])
      if replacements > 0 { repairedLines += 1 }
      return text
    }
  }

  /// More lines: waits for one, and adds those that are there already. nil after the last.
  func nextBytes(lineLimit: Int = .max) throws(CorpusError) -> LineChunk? {
    var lines: [Range<Int>] = []
    while true {
      while lines.count < lineLimit, next - start < Self.chunkBytes, let line = takeLine() { lines.append(line) }
      let isFull = lines.count >= lineLimit || next - start >= Self.chunkBytes
      let isTooLong = bytes.count - next > longestLine
      if isFull || isAtEnd || !lines.isEmpty && (isTooLong || !reader.isReady(Self.patienceMilliseconds)) {
        defer { start = next }
        return lines.isEmpty ? nil : LineChunk(bytes: Array(bytes[start..<next]), lines: lines)
      }
      if isTooLong { throw .lineTooLong(path: path, line: lineCount + 1, limit: longestLine) }
      try fill()
    }
  }

  /// All lines that are left.
  func allLines() throws(CorpusError) -> [String] {
    var lines: [String] = []
    while let chunk = try nextChunk() { lines += chunk }
    return lines
  }

  /// - Returns: where the line is, counted from `start`.
  private func takeLine() -> Range<Int>? {
    let found = bytes.withUnsafeBytes { buffer -> Int? in
      guard searched < buffer.count, let base = buffer.baseAddress else { return nil }
      return memchr(base + searched, 0x0A, buffer.count - searched).map { UnsafeRawPointer($0) - base }
    }
    guard let end = found ?? (isAtEnd && next < bytes.count ? bytes.count : nil) else {
      searched = bytes.count
      return nil
    }
    let line = next - start..<end - start
    next = min(end + 1, bytes.count)
    searched = next
    lineCount += 1
    return line
  }

  private func fill() throws(CorpusError) {
    bytes.removeFirst(start)
    next -= start
    searched -= start
    start = 0
    let size = bytes.count
    let room = 1 << 16
    bytes.append(contentsOf: repeatElement(0, count: room))
    let result: Result<Int, CorpusError> = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(CorpusError) in
        try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[size...]), isPatient: false)
      }
    }
    let count = (try? result.get()) ?? 0
    bytes.removeLast(room - count)
    isAtEnd = try result.get() == 0
  }
}

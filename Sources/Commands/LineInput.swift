import Basics
import Glibc
import TextProcessing

/// Some lines on end, as bytes.
struct LineChunk: Sendable {
  let bytes: [UInt8]
  /// Each line's place in `bytes`, without its LF.
  let lines: [Range<Int>]
}

/// The lines of a file or of standard input, as they come. Only LF ends a line; a last line without one is a line too.
///
/// Bytes that are not UTF-8 are replaced, and counted. Whatever else is in a line stays in it.
final class LineInput {
  /// A chunk is handed out when it has so many lines of text or so many bytes, or when nothing more is there to read.
  private static let chunkLines = 1024
  private static let chunkBytes = 1 << 20
  /// How long a writer in the middle of its work is waited for, before what is there is handed out.
  private static let patienceMilliseconds: Int32 = 3

  /// Lines with bytes that are not UTF-8. Whoever takes lines as bytes counts them himself.
  var repairedLines = 0
  private let descriptor: Int32
  private let name: String
  private var bytes: [UInt8] = []
  /// Where the first line that was not handed out begins.
  private var start = 0
  /// Where the first line begins that is not in the chunk being made either.
  private var next = 0
  /// No LF stands between `next` and here.
  private var searched = 0
  private var isAtEnd = false

  /// - Parameter path: nil for standard input.
  init(path: String?) throws(FileError) {
    guard let path else {
      (descriptor, name) = (STDIN_FILENO, "standard input")
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    name = path
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path) : .cannotOpen(path: path, reason: AtomicFile.systemReason())
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .cannotOpen(path: path, reason: "it is a folder")
    }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// Some lines more, as text.
  func nextChunk() throws(FileError) -> [String]? {
    guard let chunk = try nextBytes(lineLimit: Self.chunkLines) else { return nil }
    return chunk.lines.map { line in
      let (text, replacements) = UTF8Repair.decode(chunk.bytes[line])
      if replacements > 0 { repairedLines += 1 }
      return text
    }
  }

  /// Some lines more: waits for one, and takes along those that are there already. Nil after the last.
  func nextBytes(lineLimit: Int = .max) throws(FileError) -> LineChunk? {
    var lines: [Range<Int>] = []
    while true {
      while lines.count < lineLimit, next - start < Self.chunkBytes, let line = takeLine() { lines.append(line) }
      let isFull = lines.count >= lineLimit || next - start >= Self.chunkBytes
      if isFull || isAtEnd || !lines.isEmpty && !isReady(Self.patienceMilliseconds) {
        defer { start = next }
        return lines.isEmpty ? nil : LineChunk(bytes: Array(bytes[start..<next]), lines: lines)
      }
      try fill()
    }
  }

  /// All lines that are left.
  func allLines() throws(FileError) -> [String] {
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
    return line
  }

  private func fill() throws(FileError) {
    bytes.removeFirst(start)
    next -= start
    searched -= start
    start = 0
    let size = bytes.count
    var failure: Int32 = 0
    // Room that doubles: a line of any length is read in linear time.
    let room = max(1 << 16, size)
    bytes.append(contentsOf: repeatElement(0, count: room))
    let count = bytes.withUnsafeMutableBytes { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress! + size, room)
        if count >= 0 { return count }
        if errno == EAGAIN {
          _ = isReady(-1)
        } else if errno != EINTR {
          failure = errno
          return 0
        }
      }
    }
    bytes.removeLast(room - count)
    if failure != 0 { throw .cannotRead(path: name, reason: String(cString: strerror(failure))) }
    isAtEnd = count == 0
  }

  private func isReady(_ milliseconds: Int32) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, milliseconds) != 0
  }
}

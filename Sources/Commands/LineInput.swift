import Basics
import Glibc
import TextProcessing

/// The lines of a file or of standard input, as they come. Only LF ends a line; a last line without one is a line too.
///
/// Bytes that are not UTF-8 are replaced, and counted. Whatever else is in a line stays in it.
final class LineInput {
  /// A chunk is handed out when it has so many lines or bytes, or when nothing more is there to read.
  private static let chunkLines = 1024
  private static let chunkBytes = 1 << 20
  /// How long a writer in the middle of its work is waited for, before what is there is handed out.
  private static let patienceMilliseconds: Int32 = 3

  /// Lines with bytes that are not UTF-8.
  private(set) var repairedLines = 0
  private(set) var lineCount = 0
  private let descriptor: Int32
  private let name: String
  private var bytes: [UInt8] = []
  /// Where the first line that was not handed out begins.
  private var start = 0
  /// No LF stands between `start` and here.
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
      throw errno == ENOENT ? .notFound(path: path) : .cannotOpen(path: path, reason: AtomicFile.systemReason())
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .cannotOpen(path: path, reason: "it is a folder")
    }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// Some lines more: waits for one, and takes along those that are there already. Nil after the last.
  func nextChunk() throws(FileError) -> [String]? {
    var lines: [String] = []
    var size = 0
    while true {
      while lines.count < Self.chunkLines, size < Self.chunkBytes, let line = takeLine() {
        lines.append(text(bytes[line]))
        size += line.count
      }
      if lines.count >= Self.chunkLines || size >= Self.chunkBytes { return lines }
      if isAtEnd { return lines.isEmpty ? nil : lines }
      if !lines.isEmpty && !isReady(Self.patienceMilliseconds) { return lines }
      try fill()
    }
  }

  /// All lines that are left.
  func allLines() throws(FileError) -> [String] {
    var lines: [String] = []
    while let chunk = try nextChunk() { lines += chunk }
    return lines
  }

  private func takeLine() -> Range<Int>? {
    let found = bytes.withUnsafeBytes { buffer -> Int? in
      guard searched < buffer.count, let base = buffer.baseAddress else { return nil }
      return memchr(base + searched, 0x0A, buffer.count - searched).map { UnsafeRawPointer($0) - base }
    }
    guard let end = found ?? (isAtEnd && start < bytes.count ? bytes.count : nil) else {
      searched = bytes.count
      return nil
    }
    let line = start..<end
    start = min(end + 1, bytes.count)
    searched = start
    return line
  }

  private func text(_ line: ArraySlice<UInt8>) -> String {
    lineCount += 1
    let (text, replacements) = UTF8Repair.decode(line)
    if replacements > 0 { repairedLines += 1 }
    return text
  }

  private func fill() throws(FileError) {
    bytes.removeFirst(start)
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

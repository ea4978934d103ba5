/// The bytes of a file or pipe from its beginning to its end, decompressed if its first bytes say that it is compressed.
/// On the way it hashes the file's own bytes, so that what was read and what was hashed are the same.
///
/// No byte is read before the first call of `peek` or `read`, so two pipes with one writer can be opened one after the
/// other.
final class ByteReader {
  /// The largest number of bytes that can be looked at before they are read.
  static let peekLimit = 1 << 14

  private let input: InputFile
  private var hash = ContentHash()
  private var isStarted = false
  private var isAtFileEnd = false
  private var decompressor: (any Decompressor)?
  private var isAtFrameEnd = false
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// The part of `chunk` that has been read from the file, and is still to be decompressed or handed out.
  private var unread = 0..<0
  private let start = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteReader.peekLimit, alignment: 16)
  /// The part of `start` that has been looked at and not handed out.
  private var peeked = 0..<0

  /// - Parameter path: `-` is standard input.
  init(path: String) throws(CorpusError) {
    input = try InputFile(path: path)
  }

  /// - Parameter member: of an archive.
  init(_ member: ZipMember, of archive: String) throws(CorpusError) {
    let name = "\(archive)/\(member.name)"
    input = try InputFile(path: archive, part: member.place, name: name)
    decompressor = ZipDecompressor(member)
    isStarted = true
  }

  deinit {
    chunk.deallocate()
    start.deallocate()
  }

  var path: String { input.path }

  /// The size and the hash of the file, as far as it has been read.
  var file: SourceFile { SourceFile(path: path, bytes: hash.byteCount, hash: hash.hexadecimal) }

  /// The first `count` bytes, or all if there are fewer; they are still to be read. Call it before `read`. The bytes
  /// are valid until the next call.
  func peek(_ count: Int = ByteReader.peekLimit) throws(CorpusError) -> UnsafeRawBufferPointer {
    while peeked.count < count {
      let more = try readText(into: UnsafeMutableRawBufferPointer(rebasing: start[peeked.upperBound...]))
      if more == 0 { break }
      peeked = 0..<(peeked.upperBound + more)
    }
    return UnsafeRawBufferPointer(rebasing: start[..<min(count, peeked.upperBound)])
  }

  /// The first bytes, as many as one read gives: one at least, if there is any, and more where fewer say nothing about what
  /// they are. They are still to be read.
  func peekWhatIsThere() throws(CorpusError) -> UnsafeRawBufferPointer {
    var start = try peek(1)
    while start.count < peeked.count || FileKind.isUndecided(start: start) {
      let count = max(peeked.count, start.count + 1)
      start = try peek(count)
      if start.count < count { break }
    }
    return start
  }

  /// Takes off so many bytes of those that were looked at.
  func skip(_ count: Int) { peeked = peeked.dropFirst(count) }

  /// Whether there is something to read, or the end; waits so long for it. -1 waits for ever.
  func isReady(_ milliseconds: Int32) -> Bool { !peeked.isEmpty || !unread.isEmpty || input.isReady(milliseconds) }

  /// Fills some of `buffer`, which is not empty. Returns the number of bytes; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CorpusError) -> Int {
    peeked.isEmpty ? try readText(into: buffer) : Self.move(&peeked, of: start, into: buffer)
  }

  private func readText(into buffer: UnsafeMutableRawBufferPointer) throws(CorpusError) -> Int {
    if !isStarted { try begin() }
    if let decompressor { return try decompress(by: decompressor, into: buffer) }
    return unread.isEmpty ? try readFile(into: buffer) : Self.move(&unread, of: chunk, into: buffer)
  }

  private func decompress(
    by decompressor: any Decompressor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(CorpusError) -> Int {
    while true {
      if !unread.isEmpty || !isAtFrameEnd {
        let (step, consumed, produced) = decompressor.step(
          UnsafeRawBufferPointer(rebasing: chunk[unread]), into: buffer)
        unread = (unread.lowerBound + consumed)..<unread.upperBound
        switch step {
        case .failed(let reason):
          // At the end of a frame, no byte of another one has been read.
          throw .damagedCompression(
            path: path, reason: isAtFrameEnd ? "there is other data after the end (\(reason))" : reason)
        case .frameComplete: isAtFrameEnd = true
        case .more: isAtFrameEnd = false
        }
        if produced > 0 { return produced }
      }
      if unread.isEmpty {
        unread = 0..<(try readFile(into: chunk))
        if unread.isEmpty {
          if isAtFrameEnd { return 0 }
          throw .damagedCompression(path: path, reason: "the file ends too early")
        }
      }
    }
  }

  /// Tells by the first bytes how the file is compressed.
  private func begin() throws(CorpusError) {
    isStarted = true
    while unread.count < Compression.startCount, unread.isEmpty || Compression.isUndecided(start: peekUnread) {
      let count = try readFile(into: UnsafeMutableRawBufferPointer(rebasing: chunk[unread.upperBound...]))
      if count == 0 { break }
      unread = 0..<(unread.upperBound + count)
    }
    let start = peekUnread
    if let kind = Compression.notRead(start: start) { throw .compressionNotRead(path: path, kind: kind) }
    let compression = Compression(start: start)
    if let named = Compression(path: path), named != compression {
      let content = start.isEmpty ? "nothing" : compression?.rawValue ?? "no compressed data"
      throw .nameAgainstContent(path: path, ending: named.ending, content: content)
    }
    decompressor = compression?.makeDecompressor()
  }

  private var peekUnread: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: chunk[unread]) }

  private func readFile(into buffer: UnsafeMutableRawBufferPointer) throws(CorpusError) -> Int {
    if isAtFileEnd { return 0 }
    let count = try input.read(into: buffer)
    isAtFileEnd = count == 0
    hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return count
  }

  /// Hands out what fits of a part of `bytes`.
  private static func move(
    _ part: inout Range<Int>, of bytes: UnsafeMutableRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    let moved = part.prefix(buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[moved]))
    part = moved.upperBound..<part.upperBound
    return moved.count
  }
}

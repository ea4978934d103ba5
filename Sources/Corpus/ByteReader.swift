/// The bytes of a file from its beginning to its end, decompressed if its name ends in `.zst`. On the way it hashes the
/// file's own bytes, so that what was read and what was hashed are the same.
final class ByteReader {
  private let input: InputFile
  private let decompressor: ZstdDecompressor?
  private let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// The part of `chunk` that has not been decompressed.
  private var unread = 0..<0
  private var isAtFrameEnd = false
  private var hash = ContentHash()

  init(path: String) throws(CorpusError) {
    if path.hasSuffix(".gz") { throw .gzipNotRead(path: path) }
    decompressor = path.hasSuffix(".zst") ? ZstdDecompressor() : nil
    input = try InputFile(path: path)
  }

  deinit { chunk.deallocate() }

  var path: String { input.path }

  /// What the file is, as far as it has been read.
  var file: SourceFile { SourceFile(path: path, bytes: hash.byteCount, hash: hash.hexadecimal) }

  /// Fills some of `buffer`, which is not empty. Returns the number of bytes; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CorpusError) -> Int {
    guard let decompressor else { return try readFile(into: buffer) }
    while true {
      if !unread.isEmpty || !isAtFrameEnd {
        let (step, consumed, produced) = decompressor.step(
          UnsafeRawBufferPointer(rebasing: chunk[unread]), into: buffer)
        unread = (unread.lowerBound + consumed)..<unread.upperBound
        switch step {
        case .failed(let reason): throw .damagedCompression(path: path, reason: reason)
        case .frameComplete: isAtFrameEnd = true
        case .more: isAtFrameEnd = false
        }
        if produced > 0 { return produced }
      }
      if unread.isEmpty {
        unread = 0..<(try readFile(into: chunk))
        if unread.isEmpty {
          if isAtFrameEnd { return 0 }
          throw .damagedCompression(path: path, reason: "the file ends in the middle of a frame")
        }
      }
    }
  }

  private func readFile(into buffer: UnsafeMutableRawBufferPointer) throws(CorpusError) -> Int {
    let count = try input.read(into: buffer)
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    if hash.byteCount == 0 && decompressor == nil { try refuseCompressed(bytes) }
    hash.update(bytes)
    return count
  }

  /// The first bytes of zstd and gzip files are not UTF-8, so no text is refused here.
  private func refuseCompressed(_ start: UnsafeRawBufferPointer) throws(CorpusError) {
    if start.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { throw .compressedButNotNamedSo(path: path) }
    if start.starts(with: [0x1f, 0x8b]) { throw .gzipNotRead(path: path) }
  }
}

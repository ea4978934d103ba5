import Basics
import Glibc

/// The pairs that a build leaves out, as lines `reason TAB file TAB line TAB source TAB target`; the columns are written as in
/// shards. It is written aside, and takes its name when the build is complete.
final class RejectFile {
  private let path: String
  private let output: OutputFile
  private let compressor: ZstdCompressor?
  private var text: [UInt8] = []

  /// The file is plain text, or zstd if its name ends in `.zst`.
  init(path: String) throws(CorpusError) {
    self.path = path
    output = try OutputFile(path: path + ".partial")
    compressor = path.hasSuffix(".zst") ? ZstdCompressor(level: 3) : nil
  }

  /// - Parameter columns: the line of the pair, its LF included.
  func append(
    _ reason: RejectReason, path: String, line: Int, columns: UnsafeBufferPointer<UInt8>
  ) throws(CorpusError) {
    text.append(contentsOf: reason.rawValue.utf8)
    text.append(UInt8(ascii: "\t"))
    ShardLine.append(column: path, to: &text)
    text.append(contentsOf: "\t\(line)\t".utf8)
    text.append(contentsOf: columns)
    if text.count >= 1 << 20 { try write() }
  }

  /// Makes the lines durable.
  func finish() throws(CorpusError) {
    try write()
    try output.finish()
  }

  /// Gives the file its name, once it is finished.
  func publish() throws(CorpusError) {
    guard rename(path + ".partial", path) == 0 else {
      throw .file(.cannotCreate(path: path, reason: AtomicFile.systemReason()))
    }
    AtomicFile.syncFolder(of: path)
  }

  /// Removes what has been written so far. A file that had the name is as it was.
  func abandon() { unlink(path + ".partial") }

  private func write() throws(CorpusError) {
    try output.write(compressor?.frame(of: text) ?? text)
    text.removeAll(keepingCapacity: true)
  }
}

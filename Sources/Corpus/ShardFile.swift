import Basics

/// One shard while it is written: frames, then the seek table.
final class ShardFile {
  private let output: OutputFile
  private let name: String
  private var frames: [ShardIndex.Frame] = []
  private var bytes = 0
  private var hash = ContentHash()

  init(folder: String, name: String) throws(CorpusError) {
    self.name = name
    output = try OutputFile(path: Folder.path(folder, name))
  }

  func append(_ text: [UInt8], pairs: Int, _ compressor: ZstdCompressor) throws(CorpusError) {
    try compressor.withFrame(of: text) { frame throws(CorpusError) in
      frames.append(
        ShardIndex.Frame(offset: bytes, compressedBytes: frame.count, textBytes: text.count, pairs: pairs))
      try write(frame)
    }
  }

  /// Writes the seek table and makes the file durable.
  func finish() throws(CorpusError) -> ShardIndex.Shard {
    var failure: CorpusError?
    SeekTable.bytes(frames).withUnsafeBytes { table in
      do throws(CorpusError) { try write(table) } catch { failure = error }
    }
    if let failure { throw failure }
    try output.finish()
    return ShardIndex.Shard(file: name, bytes: bytes, hash: hash.hexadecimal, frames: frames)
  }

  private func write(_ part: UnsafeRawBufferPointer) throws(CorpusError) {
    try output.write(part)
    hash.update(part)
    bytes += part.count
  }
}

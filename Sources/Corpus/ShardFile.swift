import Basics

/// One shard while it is written: frames, then the seek table.
final class ShardFile {
  private let output: OutputFile
  private let name: String
  private var frames: [ShardIndex.Frame] = []
  private var bytes = 0
  private var hash = ContentHash()
  /// Bytes of text in all its frames.
  private(set) var textBytes = 0

  init(folder: String, name: String) throws(CorpusError) {
    self.name = name
    output = try OutputFile(path: Folder.path(folder, name))
  }

  /// Appends a frame that has been compressed.
  func append(_ frame: FrameDraft) throws(CorpusError) {
    frames.append(
      ShardIndex.Frame(
        offset: bytes, compressedBytes: frame.bytes.count, textBytes: frame.textBytes, pairs: frame.pairs,
        hash: frame.hash))
    textBytes += frame.textBytes
    try write(frame.bytes)
  }

  /// Writes the seek table and makes the file durable.
  func finish() throws(CorpusError) -> ShardIndex.Shard {
    try write(SeekTable.bytes(frames))
    try output.finish()
    return ShardIndex.Shard(file: name, bytes: bytes, hash: hash.hexadecimal, frames: frames)
  }

  private func write(_ part: [UInt8]) throws(CorpusError) {
    try output.write(part)
    part.withUnsafeBytes { hash.update($0) }
    bytes += part.count
  }
}

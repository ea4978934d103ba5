import Basics

/// Reads frames of a folder of shards one after the other. A thread has one of its own: it holds the state of the
/// decompression, buffers that are used again, and the shard that was read last.
public final class FrameReader {
  private let shards: ShardReader
  private let decompressor = ZstdDecompressor()
  private var open: (shard: Int, file: InputFile)?
  private var compressed: [UInt8] = []
  private var text: [UInt8] = []

  public init(_ shards: ShardReader) {
    self.shards = shards
  }

  /// Replaces `text` by that of frame `number`, counted from 0 over all shards: whole lines (`ShardLine`), of which the
  /// manifest's hash, zstd's checksum, the size and the number have been checked.
  public func read(_ number: Int, into text: inout [UInt8]) throws(CorpusError) {
    let (shard, frameOfShard) = shards.place(ofFrame: number)
    let frame = shards.index.shards[shard].frames[frameOfShard]
    let file = try file(ofShard: shard)
    func damaged(_ reason: String) -> CorpusError {
      .damagedFrame(path: file.path, frame: frameOfShard, reason: reason)
    }
    compressed.resize(to: frame.compressedBytes)
    if try file.read(into: &compressed, from: frame.offset) < compressed.count {
      throw damaged("the file ends before it")
    }
    if let hash = frame.hash, compressed.withUnsafeBytes(ContentHash.of) != hash {
      throw damaged("it is not the frame that was written there")
    }
    text.resize(to: frame.textBytes)
    guard decompressor.decompress(compressed, into: &text) else { throw damaged(decompressor.reason) }
    guard ShardLine.count(text) == frame.pairs else {
      throw damaged("it does not hold the \(frame.pairs) \(plural("pair", frame.pairs)) that the manifest says")
    }
  }

  /// The pairs of frame `number`, counted from 0 over all shards.
  public func pairs(ofFrame number: Int) throws(CorpusError) -> [SentencePair] {
    try read(number, into: &text)
    guard let pairs = ShardLine.pairs(text, count: shards.pairCount(ofFrame: number)) else {
      let (shard, frame) = shards.place(ofFrame: number)
      throw .damagedFrame(path: shards.path(ofShard: shard), frame: frame, reason: "a line of it is not that of a pair")
    }
    return shards.isReversed ? pairs.map(\.reversed) : pairs
  }

  private func file(ofShard shard: Int) throws(CorpusError) -> InputFile {
    if let open, open.shard == shard { return open.file }
    let file = try InputFile(path: shards.path(ofShard: shard))
    open = (shard, file)
    return file
  }
}

extension InputFile {
  /// The same as the other `read`, for a whole array.
  func read(into bytes: inout [UInt8], from offset: Int) throws(CorpusError) -> Int {
    let result: Result<Int, CorpusError> = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(CorpusError) in try read(into: buffer, from: offset) }
    }
    return try result.get()
  }
}

extension [UInt8] {
  /// Keeps the memory where there is enough of it.
  fileprivate mutating func resize(to size: Int) {
    if count > size { removeLast(count - size) } else { append(contentsOf: repeatElement(0, count: size - count)) }
  }
}

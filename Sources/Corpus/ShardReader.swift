import Basics

/// Reads any frame of a folder of shards. It holds the manifest only, and may be used by several threads at once.
public struct ShardReader: Sendable {
  public let folder: String
  public let index: ShardIndex
  /// Of the manifest's bytes, which hold the hashes of all shards.
  public let hash: String
  /// The source of a pair is the second column.
  let isReversed: Bool
  private let frames: [(shard: Int, frame: Int, firstPair: Int)]

  /// Reads and checks the manifest.
  /// - Parameter languages: the direction that the pairs are to have; nil is that of the shards.
  public init(folder: String, languages: LanguagePair? = nil) throws(CorpusError) {
    self.folder = folder
    index = try ShardIndex.load(folder: folder)
    hash = try SourceFile(reading: Folder.path(folder, ShardIndex.fileName)).hash
    isReversed = languages == index.languages.reversed && languages != index.languages
    if let languages, languages != index.languages, !isReversed {
      throw .otherLanguages(path: folder, found: index.languages, wanted: languages)
    }
    var frames: [(shard: Int, frame: Int, firstPair: Int)] = []
    var firstPair = 0
    for (number, shard) in index.shards.enumerated() {
      for (frame, entry) in shard.frames.enumerated() {
        frames.append((number, frame, firstPair))
        firstPair += entry.pairs
      }
    }
    self.frames = frames
  }

  /// The number of frames in all shards.
  public var frameCount: Int { frames.count }

  /// The number of pairs in frame `number`.
  public func pairCount(ofFrame number: Int) -> Int { entry(number).pairs }

  /// The number of the first pair of frame `number`, counted from 0 over all shards.
  public func firstPair(ofFrame number: Int) -> Int { frames[number].firstPair }

  /// The pairs of frame `number`, counted from 0 over all shards.
  public func frame(_ number: Int) throws(CorpusError) -> [SentencePair] {
    let text = try text(ofFrame: number)
    guard let pairs = Self.pairs(text, count: entry(number).pairs) else {
      throw .damagedFrame(
        path: path(ofShard: frames[number].shard), frame: frames[number].frame,
        reason: "it does not hold the \(entry(number).pairs) pairs that the index says")
    }
    return isReversed ? pairs.map(\.reversed) : pairs
  }

  /// The lines of frame `number`.
  func text(ofFrame number: Int) throws(CorpusError) -> [UInt8] {
    let entry = entry(number)
    let path = path(ofShard: frames[number].shard)
    let compressed = try InputFile(path: path).bytes(from: entry.offset, count: entry.compressedBytes)
    let decompressor = ZstdDecompressor()
    guard let text = decompressor.text(ofFrame: compressed, size: entry.textBytes) else {
      throw .damagedFrame(path: path, frame: frames[number].frame, reason: decompressor.reason)
    }
    return text
  }

  /// Reads everything and throws for the first byte that is not as it was written.
  public func verify() throws(CorpusError) {
    for (number, shard) in index.shards.enumerated() {
      let path = path(ofShard: number)
      let file = try SourceFile(reading: path)
      if file.bytes != shard.bytes {
        throw .damagedShard(path: path, reason: "it has \(file.bytes) bytes and not \(shard.bytes)")
      }
      if file.hash != shard.hash {
        throw .damagedShard(path: path, reason: "its hash is \(file.hash) and not \(shard.hash)")
      }
    }
    for number in 0..<frameCount { _ = try frame(number) }
  }

  private func entry(_ number: Int) -> ShardIndex.Frame {
    index.shards[frames[number].shard].frames[frames[number].frame]
  }

  private func path(ofShard number: Int) -> String {
    Folder.path(folder, index.shards[number].file)
  }

  private static func pairs(_ text: [UInt8], count: Int) -> [SentencePair]? {
    var pairs: [SentencePair] = []
    pairs.reserveCapacity(count)
    let isSound = text.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")),
          let pair = ShardLine.pair(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        else { return false }
        pairs.append(pair)
        start = end + 1
      }
      return pairs.count == count
    }
    return isSound ? pairs : nil
  }
}

/// All pairs of a folder of shards in order, so that shards can be a source of pairs like any other.
public final class ShardPairReader: ParallelReader {
  private let reader: ShardReader
  private let manifest: SourceFile
  private var nextFrame = 0
  private var pairs: [SentencePair] = []
  private var nextPair = 0
  public private(set) var tallies = CorpusTallies()

  public init(folder: String) throws(CorpusError) {
    reader = try ShardReader(folder: folder)
    manifest = try SourceFile(reading: Folder.path(folder, ShardIndex.fileName))
  }

  public func next() throws(CorpusError) -> SentencePair? {
    if nextPair == pairs.count {
      guard nextFrame < reader.frameCount else { return nil }
      pairs = try reader.frame(nextFrame)
      nextFrame += 1
      nextPair = 0
    }
    nextPair += 1
    tallies.readPairs += 1
    return pairs[nextPair - 1]
  }

  /// The number of the pair.
  public var line: Int { tallies.readPairs }

  /// The manifest alone: it holds the hashes of the shards.
  public var files: [SourceFile] { [manifest] }
}

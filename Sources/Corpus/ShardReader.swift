/// A folder of shards: its manifest, and the way to each frame. It holds no file open, and may be used by several threads
/// at once.
public struct ShardReader: Sendable {
  public let folder: String
  public let index: ShardIndex
  /// Of the manifest's bytes, which hold the hashes of all shards.
  public let hash: String
  /// The source of a pair is the second column.
  public let isReversed: Bool
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
  public func pairCount(ofFrame number: Int) -> Int {
    index.shards[frames[number].shard].frames[frames[number].frame].pairs
  }

  /// The number of the first pair of frame `number`, counted from 0 over all shards.
  public func firstPair(ofFrame number: Int) -> Int { frames[number].firstPair }

  /// The pairs of frame `number`, counted from 0 over all shards. Who reads many has a `FrameReader`.
  public func frame(_ number: Int) throws(CorpusError) -> [SentencePair] {
    try FrameReader(self).pairs(ofFrame: number)
  }

  /// The number of a frame's shard, and its own number there.
  func place(ofFrame number: Int) -> (shard: Int, frame: Int) { (frames[number].shard, frames[number].frame) }

  func path(ofShard number: Int) -> String { Folder.path(folder, index.shards[number].file) }

  /// The numbers of the frames of a shard, counted over all shards.
  func frames(ofShard number: Int) -> Range<Int> {
    let first = index.shards[..<number].reduce(0) { $0 + $1.frames.count }
    return first..<(first + index.shards[number].frames.count)
  }
}

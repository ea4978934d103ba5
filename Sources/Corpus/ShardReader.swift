/// A folder of shards: its manifest, and the way to each frame. It holds no file open, and may be used by several threads
/// at once.
public struct ShardReader: Sendable {
  public private(set) var folder: String
  public let index: ShardIndex
  /// The source of a pair is the second column.
  public let isReversed: Bool
  private let frames: [(shard: Int, frame: Int, firstPair: Int)]

  /// Reads and checks the manifest.
  /// - Parameter languages: the direction that the pairs are to have; nil is that of the shards.
  public init(folder: String, languages: LanguagePair? = nil) throws(CorpusError) {
    self.folder = folder
    index = try ShardIndex.load(folder: folder)
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

  /// The same shards, once their folder has another path.
  public func moved(to folder: String) -> ShardReader {
    var moved = self
    moved.folder = folder
    return moved
  }

  /// The number of frames in all shards.
  public var frameCount: Int { frames.count }

  /// The number of pairs in frame `number`.
  public func pairCount(ofFrame number: Int) -> Int {
    index.shards[frames[number].shard].frames[frames[number].frame].pairs
  }

  /// The number of the first pair of frame `number`, counted from 0 over all shards.
  public func firstPair(ofFrame number: Int) -> Int { frames[number].firstPair }

  /// The frames of some folders, in order; or, if they have more pairs than about `mostPairs`, every second of them, or every
  /// third and so on.
  public static func evenFrames(of readers: [ShardReader], mostPairs: Int = .max) -> [(ShardReader, Int)] {
    let frames = readers.flatMap { reader in (0..<reader.frameCount).map { (reader, $0) } }
    let pairs = readers.reduce(0) { $0 + $1.index.pairs }
    let step = max(1, (pairs - 1) / mostPairs + 1)
    return stride(from: 0, to: frames.count, by: step).map { frames[$0] }
  }

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

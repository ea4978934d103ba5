/// All pairs of a folder of shards in order, so that shards can be a source of pairs like any other.
public final class ShardPairReader: ParallelReader {
  private let shards: ShardReader
  private let frames: FrameReader
  private let manifest: SourceFile
  private var nextFrame = 0
  private var pairs: [SentencePair] = []
  private var nextPair = 0
  public private(set) var tallies = CorpusTallies()

  public init(folder: String, languages: LanguagePair? = nil) throws(CorpusError) {
    shards = try ShardReader(folder: folder, languages: languages)
    frames = FrameReader(shards)
    manifest = try SourceFile(reading: Folder.path(folder, ShardIndex.fileName))
  }

  public func next() throws(CorpusError) -> SentencePair? {
    if nextPair == pairs.count {
      guard nextFrame < shards.frameCount else { return nil }
      pairs = try frames.pairs(ofFrame: nextFrame)
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

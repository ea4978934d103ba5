import Basics

/// Makes a folder of shards of sources of any format. The shards are the same, to the byte, for any number of workers.
public struct CorpusBuild: Sendable {
  public var languages: LanguagePair
  public var filters = FilterOptions()
  public var heldOut = HeldOutFilter.none
  /// The files of the held-out sets, for the manifest.
  public var heldOutFiles: [SourceFile] = []
  /// A file for the pairs that are left out, with reason, file and line; zstd if its name ends in `.zst`.
  public var rejects: String?
  /// Threads. Each needs some 20 MB.
  public var workers = 1
  /// The text after which a frame is full.
  var frameBytes = 1 << 20
  /// The text after which a shard is full.
  var shardBytes = 1 << 28

  public init(languages: LanguagePair) { self.languages = languages }

  /// How far a build is.
  public struct Progress: Sendable {
    public var readPairs: Int
    public var keptPairs: Int
    /// Of text, as kept.
    public var textBytes: Int
  }

  /// Builds the folder; whatever fails, a folder that had the name is as it was.
  /// - Parameter observe: called ten times a second at most.
  @discardableResult
  public func run(
    _ sources: [CorpusSource], folder: String, observe: (Progress) -> Void = { _ in }
  ) throws(CorpusError) -> ShardIndex {
    // First the file of rejects, so that it is found if it stands within the folder.
    let rejectFile = try openRejects()
    var writer: ShardWriter?
    do throws(CorpusError) {
      let shards = try ShardWriter(folder: folder, shardBytes: shardBytes)
      writer = shards
      var rounds = BuildRounds(self, sources, shards, rejectFile)
      try rounds.run(observe)
      try rejectFile?.finish()
      let index = try shards.finish(rounds.index(heldOut: heldOutFiles))
      try rejectFile?.publish()
      return index
    } catch {
      writer?.abandon()
      rejectFile?.abandon()
      throw error
    }
  }

  private func openRejects() throws(CorpusError) -> RejectFile? {
    guard let rejects else { return nil }
    return try RejectFile(path: rejects)
  }
}

/// Makes a folder of shards of sources of any format.
public struct CorpusBuild: Sendable {
  public var languages: LanguagePair
  public var filters = FilterOptions()
  public var heldOut = HeldOutFilter.none
  /// The files of the held-out sets, for the manifest.
  public var heldOutFiles: [SourceFile] = []
  /// A file for the pairs that are left out, with reason, file and line; zstd if its name ends in `.zst`.
  public var rejects: String?
  public var workers = 1

  public init(languages: LanguagePair) { self.languages = languages }

  /// How far a build is.
  public struct Progress: Sendable {
    public var readPairs: Int
    public var keptPairs: Int
    /// Of text, as kept.
    public var textBytes: Int
  }

  /// Builds the folder; whatever fails, a folder that had the name is as it was.
  @discardableResult
  public func run(
    _ sources: [CorpusSource], folder: String, observe: (Progress) -> Void = { _ in }
  ) throws(CorpusError) -> ShardIndex {
    try ShardWriter.build(sources, languages: languages, folder: folder)
  }
}

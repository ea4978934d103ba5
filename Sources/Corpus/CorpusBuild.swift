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
  /// Asked often. Once it says so, the build ends with the error `interrupted`.
  public var isInterrupted: @Sendable () -> Bool = { false }
  /// The text after which a frame is full.
  var frameBytes = 1 << 20
  /// A source begins a part of its own if the part before it has so many frames.
  var leastPartFrames = 8
  /// The text after which a shard is full.
  var shardBytes = 1 << 28

  public init(languages: LanguagePair) { self.languages = languages }

  /// The progress of a build.
  public struct Progress: Sendable {
    public var readPairs: Int
    public var keptPairs: Int
    /// Bytes of the text that was kept.
    public var textBytes: Int
  }

  /// Builds the folder. Whatever fails, a folder that had the name is as it was, and nothing else is left.
  /// - Parameters:
  ///   - observe: called ten times a second at most.
  ///   - onFault: called for a source whose text no model should learn from, once at most, or for each doubt about it; it may
  ///     throw to refuse the text. nil takes any text.
  @discardableResult
  public func run(
    _ sources: [CorpusSource], folder: String, observe: (Progress) -> Void = { _ in },
    onFault: ((TextFault) throws(CorpusError) -> Void)? = nil
  ) throws(CorpusError) -> ShardIndex {
    let inputs = sources.flatMap(\.paths) + heldOutFiles.map(\.path)
    let place = try ShardPlace(folder)
    try place.requireOutside(inputs)
    let writer = try ShardWriter(place, shardBytes: shardBytes)
    var rejectFile: RejectFile?
    do throws(CorpusError) {
      if let rejects { rejectFile = try RejectFile(path: rejects, inputs: inputs, place: place) }
      var rounds = BuildRounds(self, sources, writer, rejectFile, onFault: onFault)
      try rounds.run(observe)
      // All is on disk before the first file takes its name.
      let index = try writer.finish(rounds.index(heldOut: heldOutFiles))
      try rejectFile?.finish()
      try rejectFile?.publish()
      try writer.publish()
      return index
    } catch {
      writer.abandon()
      rejectFile?.abandon()
      throw error
    }
  }
}

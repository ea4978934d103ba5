import Basics
import Glibc

/// Writes a folder of shards. It is written aside, as `NAME.partial`, and takes its name when it is complete; a folder of
/// shards that had the name is replaced.
///
/// A shard is a zstd file of frames that hold about 1 MiB of text each, in whole lines, and ends in a seek table.
public final class ShardWriter {
  private let folder: String
  private let languages: LanguagePair
  private let frameBytes: Int
  private let shardBytes: Int
  private let compressor = ZstdCompressor(level: 3)

  private var text: [UInt8] = []
  private var textPairs = 0
  private var shard: ShardFile?
  private var shardText = 0
  private var finished: [ShardIndex.Shard] = []
  private var pairs = 0
  private var rejected: [RejectReason: Int] = [:]

  /// Makes a folder of shards of all pairs of the sources, one after the other.
  @discardableResult
  public static func build(
    _ sources: [CorpusSource], languages: LanguagePair, folder: String
  ) throws(CorpusError) -> ShardIndex {
    let writer = try ShardWriter(folder: folder, languages: languages)
    do throws(CorpusError) {
      var tallies = CorpusTallies()
      var files: [SourceFile] = []
      for source in sources {
        let reader = try source.makeReader(languages: languages)
        while let pair = try reader.next() { try writer.append(pair) }
        tallies = tallies + reader.tallies
        files += reader.files
      }
      return try writer.finish(tallies: tallies, sources: files)
    } catch {
      writer.abandon()
      throw error
    }
  }

  /// - Parameters:
  ///   - frameBytes: the text after which a frame is full.
  ///   - shardBytes: the text after which a shard is full.
  public init(
    folder: String, languages: LanguagePair, frameBytes: Int = 1 << 20, shardBytes: Int = 1 << 28
  ) throws(CorpusError) {
    self.folder = Folder.withoutTrailingSlashes(folder)
    self.languages = languages
    self.frameBytes = frameBytes
    self.shardBytes = shardBytes
    if let names = Folder.names(in: folder), !names.isEmpty, !names.allSatisfy(Self.isOurs) {
      throw .notAFolderOfShards(path: folder)
    }
    try Self.remove(aside)
    try withFileErrors { () throws(FileError) in try AtomicFile.makeFolder(aside) }
  }

  /// Adds a pair, unless a side of it is empty or white space only: such a pair is counted and left out.
  public func append(_ pair: SentencePair) throws(CorpusError) {
    guard Self.hasText(pair.source) && Self.hasText(pair.target) else {
      rejected[.empty, default: 0] += 1
      return
    }
    ShardLine.append(pair, to: &text)
    textPairs += 1
    pairs += 1
    if text.count >= frameBytes { try endFrame() }
  }

  /// Writes what is left and gives the folder its name.
  /// - Parameter tallies: what the readers found.
  public func finish(tallies: CorpusTallies, sources: [SourceFile]) throws(CorpusError) -> ShardIndex {
    if textPairs > 0 { try endFrame() }
    try endShard()
    if pairs == 0 { throw .noPairs(path: sources.first?.path ?? folder) }
    let index = ShardIndex(
      languages: languages, pairs: pairs, tallies: tallies, rejected: rejected, sources: sources, shards: finished)
    try index.save(folder: aside)
    try replaceFolder()
    return index
  }

  /// Removes what has been written so far. A folder that had the name is as it was.
  public func abandon() {
    shard = nil
    try? Self.remove(aside)
  }

  private var aside: String { folder + ".partial" }

  private func endFrame() throws(CorpusError) {
    if shard == nil { shard = try ShardFile(folder: aside, name: ShardIndex.shardName(finished.count)) }
    try shard?.append(text, pairs: textPairs, compressor)
    shardText += text.count
    text.removeAll(keepingCapacity: true)
    textPairs = 0
    if shardText >= shardBytes { try endShard() }
  }

  private func endShard() throws(CorpusError) {
    guard let shard else { return }
    finished.append(try shard.finish())
    self.shard = nil
    shardText = 0
  }

  private func replaceFolder() throws(CorpusError) {
    let old = folder + ".old"
    if AtomicFile.exists(folder) {
      try Self.remove(old)
      guard rename(folder, old) == 0 else { throw cannotCreate() }
    }
    guard rename(aside, folder) == 0 else { throw cannotCreate() }
    AtomicFile.syncFolder(of: folder)
    try Self.remove(old)
  }

  private func cannotCreate() -> CorpusError {
    .file(.cannotCreate(path: folder, reason: AtomicFile.systemReason()))
  }

  /// Removes a folder of shards, complete or not; nothing else is ever removed.
  private static func remove(_ folder: String) throws(CorpusError) {
    guard AtomicFile.exists(folder) else { return }
    guard let names = Folder.names(in: folder), names.allSatisfy(isOurs) else {
      throw .notAFolderOfShards(path: folder)
    }
    for name in names { unlink(Folder.path(folder, name)) }
    guard rmdir(folder) == 0 else { throw .notAFolderOfShards(path: folder) }
  }

  private static func isOurs(_ name: String) -> Bool {
    name == ShardIndex.fileName || name == ShardIndex.fileName + ".partial"
      || (name.hasPrefix("shard-") && name.hasSuffix(".tsv.zst"))
  }

  private static func hasText(_ side: String) -> Bool {
    side.unicodeScalars.contains { !$0.properties.isWhitespace }
  }
}

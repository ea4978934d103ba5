import Basics
import Glibc

/// Writes a folder of shards. It is written aside, as `NAME.partial`, and takes its name when it is complete; a folder of
/// shards that had the name is replaced. What a build left there that was cut is removed first.
///
/// A shard is a zstd file of frames that hold about 1 MiB of text each, in whole lines, and ends in a seek table
/// (`docs/shard-format.md`).
final class ShardWriter {
  private let folder: String
  private let shardBytes: Int
  /// Of the folder that is written, and of the one that it replaces.
  private let locks: [BuildLock]
  private var shard: ShardFile?
  private var finished: [ShardIndex.Shard] = []
  private var hasWeights = false
  private var isComplete = false

  /// - Parameter shardBytes: the text after which a shard is full.
  init(folder: String, shardBytes: Int) throws(CorpusError) {
    let folder = Folder.withoutTrailingSlashes(folder)
    self.folder = folder
    self.shardBytes = shardBytes
    let aside = folder + ".partial"
    let isThere = AtomicFile.exists(folder)
    for path in [folder, aside, folder + ".old"] where AtomicFile.exists(path) {
      guard let names = Folder.names(in: path), names.allSatisfy(Self.isOurs) else {
        throw .notAFolderOfShards(path: path)
      }
    }
    locks =
      [try BuildLock(aside, folder: folder)] + (isThere ? [try BuildLock(existing: folder)] : [])
    Self.empty(aside)
  }

  /// Adds a frame that has been compressed.
  func append(_ frame: FrameDraft) throws(CorpusError) {
    let shard = try openShard()
    try shard.append(frame)
    hasWeights = hasWeights || frame.hasWeights
    if shard.textBytes >= shardBytes { try endShard() }
  }

  /// Writes the manifest and gives the folder its name.
  /// - Parameter index: what is known of the build; the shards are filled in.
  func finish(_ index: ShardIndex) throws(CorpusError) -> ShardIndex {
    try endShard()
    var index = index
    index.shards = finished
    index.weights = hasWeights
    try index.save(folder: aside)
    try replaceFolder()
    isComplete = true
    return index
  }

  /// Removes what has been written, unless the folder is complete. A folder that had the name is as it was.
  func abandon() {
    if isComplete { return }
    shard = nil
    Self.empty(aside)
    rmdir(aside)
  }

  /// The folder while it is written; a place for files that are gone before it is complete.
  var aside: String { folder + ".partial" }

  private func openShard() throws(CorpusError) -> ShardFile {
    if let shard { return shard }
    let shard = try ShardFile(folder: aside, name: ShardIndex.shardName(finished.count))
    self.shard = shard
    return shard
  }

  private func endShard() throws(CorpusError) {
    guard let shard else { return }
    finished.append(try shard.finish())
    self.shard = nil
  }

  private func replaceFolder() throws(CorpusError) {
    let old = folder + ".old"
    Self.empty(old)
    guard rename(folder, old) == 0 || errno == ENOENT else { throw cannotCreate() }
    guard rename(aside, folder) == 0 else {
      let error = cannotCreate()
      rename(old, folder)
      throw error
    }
    AtomicFile.syncFolder(of: folder)
    Self.empty(old)
    rmdir(old)
  }

  private func cannotCreate() -> CorpusError {
    .file(.cannotCreate(path: folder, reason: AtomicFile.systemReason()))
  }

  /// Removes the files of a folder of shards, complete or not; nothing else is ever removed.
  private static func empty(_ folder: String) {
    for name in Folder.names(in: folder) ?? [] where isOurs(name) { unlink(Folder.path(folder, name)) }
  }

  private static func isOurs(_ name: String) -> Bool {
    name == ShardIndex.fileName || name == ShardIndex.fileName + ".partial" || name.hasPrefix("duplicates.")
      || (name.hasPrefix("shard-") && name.hasSuffix(".tsv.zst"))
  }
}

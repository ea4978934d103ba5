import Basics
import Glibc

/// Writes a folder of shards. It is written aside, as `NAME.partial`, and takes its name when it is complete; a folder
/// of shards that had the name is replaced. The remains of a build that was cut are removed first.
///
/// A shard is a zstd file of frames that hold about 1 MiB of text each, in whole lines, and ends in a seek table
/// (`docs/shard-format.md`).
final class ShardWriter {
  private let place: ShardPlace
  private let shardBytes: Int
  /// The locks of the folder that is written, and of the one that it replaces.
  private let locks: [BuildLock]
  private var shard: ShardFile?
  private var finished: [ShardIndex.Shard] = []
  private var hasWeights = false
  private var weightSum = 0.0
  private var isPublished = false

  /// - Parameter shardBytes: the text after which a shard is full.
  init(_ place: ShardPlace, shardBytes: Int) throws(CorpusError) {
    self.place = place
    self.shardBytes = shardBytes
    locks = try Self.lock(place)
    Self.empty(place.aside, ShardPlace.isOfBuild)
  }

  /// Adds a frame that has been compressed.
  func append(_ frame: FrameDraft) throws(CorpusError) {
    let shard = try openShard()
    try shard.append(frame)
    hasWeights = hasWeights || frame.weights != nil
    weightSum += frame.weights ?? Double(frame.pairs)
    if shard.textBytes >= shardBytes { try endShard() }
  }

  /// Ends the last shard and writes the manifest: all is durable, and has not its name yet.
  /// - Parameter index: what is known of the build; the shards are filled in.
  func finish(_ index: ShardIndex) throws(CorpusError) -> ShardIndex {
    try endShard()
    var index = index
    index.shards = finished
    index.weights = hasWeights ? weightSum : nil
    try index.save(folder: aside)
    return index
  }

  /// Gives the folder its name, once it is finished.
  func publish() throws(CorpusError) {
    // If there is no folder to replace, what a killed build left under the other name is kept until the new one is there.
    let isReplacing = AtomicFile.exists(place.folder)
    if isReplacing {
      Self.empty(place.old, ShardPlace.isOfShards)
      guard rename(place.folder, place.old) == 0 else { throw cannotCreate() }
    }
    guard rename(aside, place.folder) == 0 else {
      let error = cannotCreate()
      if isReplacing { rename(place.old, place.folder) }
      throw error
    }
    isPublished = true
    AtomicFile.syncFolder(of: place.folder)
    Self.empty(place.old, ShardPlace.isOfShards)
    rmdir(place.old)
  }

  /// Removes what has been written, unless the folder has its name. A folder that had the name is as it was.
  func abandon() {
    if isPublished { return }
    shard = nil
    Self.empty(aside, ShardPlace.isOfBuild)
    rmdir(aside)
    Self.removeParents(place)
  }

  /// The folder while it is written; a place for files that are gone before it is complete.
  var aside: String { place.aside }

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

  private func cannotCreate() -> CorpusError {
    .file(.cannotCreate(path: place.folder, reason: AtomicFile.systemReason()))
  }

  private static func lock(_ place: ShardPlace) throws(CorpusError) -> [BuildLock] {
    do throws(CorpusError) {
      let ofAside = try BuildLock(place.aside, folder: place.folder)
      guard AtomicFile.exists(place.folder) else { return [ofAside] }
      do throws(CorpusError) { return [ofAside, try BuildLock(existing: place.folder)] } catch {
        rmdir(place.aside)
        throw error
      }
    } catch {
      removeParents(place)
      throw error
    }
  }

  /// Removes the files of which `isOurs` says that a build wrote them; nothing else is ever removed.
  private static func empty(_ folder: String, _ isOurs: (_ folder: String, _ name: String) -> Bool) {
    for name in Folder.names(in: folder) ?? [] where isOurs(folder, name) { unlink(Folder.path(folder, name)) }
  }

  /// Removes the folders above that the build made, as far as they are empty.
  private static func removeParents(_ place: ShardPlace) {
    for folder in place.missingParents { rmdir(folder) }
  }
}

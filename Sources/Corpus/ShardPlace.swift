import Basics
import Glibc

/// The place of a folder of shards: its path, and beside it those of the folder in which it is written and of the one that it
/// replaces.
public struct ShardPlace {
  /// If the path was a link, where it leads.
  let folder: String
  /// Folders that have to be made first, the lowest one first.
  let missingParents: [String]

  /// Refuses a place where no folder can be made, and one where something else stands than shards.
  init(_ path: String) throws(CorpusError) {
    let path = Folder.withoutTrailingSlashes(path)
    if ["", ".", ".."].contains(Folder.name(path)) { throw .folderNotNamed(path: path) }
    folder = try Folder.followingLinks(path)

    var parents: [String] = []
    var parent = Folder.parent(folder)
    while !AtomicFile.exists(parent) {
      parents.append(parent)
      parent = Folder.parent(parent)
    }
    if Self.holdsShards(parent) { throw .withinShards(path: path, shards: parent) }
    missingParents = parents

    if AtomicFile.exists(folder) { try Self.requireReplaceable(folder, parent: parent) }
    for (path, isOurs) in [(aside, Self.isOfBuild), (old, Self.isOfShards)] where AtomicFile.exists(path) {
      guard let names = Folder.names(in: path), names.allSatisfy({ isOurs(path, $0) }) else {
        throw .notAFolderOfShards(path: path)
      }
    }
  }

  /// The folder while it is written.
  var aside: String { folder + ".partial" }

  /// The folder that is replaced, for a moment.
  var old: String { folder + ".old" }

  /// Refuses files to read that stand where a build removes files.
  func requireOutside(_ inputs: [String]) throws(CorpusError) {
    for place in [aside, old] {
      guard let identity = FileIdentity(path: place) else { continue }
      for input in inputs where FileIdentity(path: Folder.parent(input)) == identity {
        throw .inputRemoved(path: input, folder: place)
      }
    }
  }

  /// Whether a file is to be, or to stand in, one of the three folders. Their parents are there.
  func covers(_ path: String) -> Bool {
    guard let path = Folder.absolute(path) else { return false }
    return [folder, aside, old].compactMap(Folder.absolute).contains { (path + "/").utf8.starts(with: ($0 + "/").utf8) }
  }

  /// Whether a folder holds shards and their manifest.
  static func holdsShards(_ folder: String) -> Bool {
    Folder.names(in: folder).map { isComplete(folder, $0) } ?? false
  }

  /// Whether a file has a name that files of a folder of shards have.
  static func isOfShards(_ folder: String, _ name: String) -> Bool {
    (name == ShardIndex.fileName || isShard(name)) && !isFolder(Folder.path(folder, name))
  }

  /// Whether a file has a name that files have while a folder of shards is written.
  static func isOfBuild(_ folder: String, _ name: String) -> Bool {
    isOfShards(folder, name) || AtomicFile.finalName(ofAside: name) == ShardIndex.fileName
      || name == ShardIndex.fileName + ".partial" || HashRun.isName(name)
  }

  /// The names of the files in a folder that a build wrote.
  public static func files(in folder: String) -> [String] {
    (Folder.names(in: folder) ?? []).filter { isOfBuild(folder, $0) }
  }

  private static func requireReplaceable(_ folder: String, parent: String) throws(CorpusError) {
    guard let names = Folder.names(in: folder) else { throw .notAFolderOfShards(path: folder) }
    if !names.isEmpty && !isComplete(folder, names) { throw .notAFolderOfShards(path: folder) }
    if let name = names.first(where: { !isOfShards(folder, $0) }) {
      throw .otherFileAmongShards(path: Folder.path(folder, name))
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw .file(.cannotCreate(path: folder, reason: AtomicFile.systemReason()))
    }
    if device(folder) != device(parent) {
      throw .file(.cannotCreate(path: folder, reason: "a disk is mounted there; name a folder on it"))
    }
  }

  private static func isComplete(_ folder: String, _ names: [String]) -> Bool {
    names.contains(ShardIndex.fileName) && names.contains { isShard($0) && isOfShards(folder, $0) }
  }

  private static func isShard(_ name: String) -> Bool {
    guard name.hasPrefix("shard-"), name.hasSuffix(".tsv.zst") else { return false }
    return Int(name.dropFirst(6).dropLast(8)).map { $0 >= 0 && ShardIndex.shardName($0) == name } ?? false
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func device(_ path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_dev) : nil
  }
}

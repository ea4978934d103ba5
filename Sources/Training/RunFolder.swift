import Basics
import Corpus
import Glibc
import Inference

/// The places of a run's files.
///
/// A run's folder is known by its mark, a file that a training writes first and no other program writes. Whatever else
/// stands in the folder, a training removes only files of its own making: names of its own, in places of its own.
public struct RunFolder: Sendable {
  public let path: String

  public init(_ path: String) {
    var path = path[...]
    while path.utf8.count > 1 && path.hasSuffix("/") { path = path.dropLast() }
    self.path = String(path)
  }

  public var recipe: String { path + "/recipe.json" }
  public var shards: String { path + "/shards" }
  public var checkpoints: String { path + "/checkpoints" }
  public var log: String { path + "/train.log" }
  public var records: String { path + "/training.jsonl" }
  public var weights: String { path + "/" + ModelBundle.weightsFile }
  /// The run that `--fresh` began, until it has saved its first model and takes the place of the run that is here.
  var next: NextRun { NextRun(of: self) }

  /// The folder of a run that `--fresh` began and that has saved no model yet; nil if there is none.
  public var waitingRun: String? {
    next.isOurs && Checkpoint(next.run).exists ? next.run.path : nil
  }

  // MARK: - The mark

  static let markName = ".mt-run"
  private static let markText =
    "This folder holds a run of mt train. mt replaces and removes the files of the run, and no others.\n"
  private var mark: String { path + "/" + Self.markName }

  /// Whether a training made the folder. One that was made before there were marks is known by a checkpoint's state.
  var isRun: Bool {
    if let text = try? AtomicFile.read(mark) { return text == Array(Self.markText.utf8) }
    return Self.names(in: checkpoints).contains { Checkpoint.isState("\(checkpoints)/\($0)/\(Checkpoint.stateName)") }
  }

  /// Makes sure that the folder may be used for a run: it is one, or it is empty.
  func requireOwn() throws(TrainingError) {
    if isRun || next.isOurs { return }
    if let name = Self.names(in: path).first(where: { AtomicFile.finalName(ofAside: $0) != Self.markName }) {
      throw .notARun(folder: path, found: name)
    }
  }

  func writeMark() throws(TrainingError) {
    if (try? AtomicFile.read(mark)) == Array(Self.markText.utf8) { return }
    try asTrainingError {
      try AtomicFile.makeFolder(path)
      try AtomicFile.write(Self.markText, to: mark)
    }
  }

  // MARK: - Removing

  /// The paths of all files that a run has written here, below the folder. A file of the user's among them is none, and
  /// neither is one behind a link.
  var ownFiles: [String] {
    var found = Self.names(in: path).filter { Self.isOurs($0, among: Self.files) }
    if !Self.isLink(checkpoints) { found += Checkpoint.files(in: checkpoints).map { "checkpoints/" + $0 } }
    if !Self.isLink(shards) {
      for name in Self.names(in: shards) where Self.isOfCorpus(name) && !Self.isLink(shards + "/" + name) {
        found += ShardPlace.files(in: shards + "/" + name).map { "shards/\(name)/\($0)" }
      }
    }
    return found
  }

  /// Removes all that a run writes, and nothing else. A link in the place of a folder is removed, and not what it leads to.
  func clear() {
    for folder in [shards, checkpoints] where Self.isLink(folder) { unlink(folder) }
    let files = ownFiles
    for name in files { unlink(path + "/" + name) }
    removeEmptyFolders()
  }

  /// Moves all that a run has written here into another folder. What is the user's stays.
  func move(to other: RunFolder) throws(TrainingError) {
    for name in ownFiles {
      let target = other.path + "/" + name
      try asTrainingError { try AtomicFile.makeFolder(String(target[..<target.lastIndex(of: "/")!])) }
      guard rename(path + "/" + name, target) == 0 else {
        throw .other(FileError.cannotCreate(path: target, reason: AtomicFile.systemReason()))
      }
    }
    removeEmptyFolders()
  }

  private func removeEmptyFolders() {
    for (folder, isOurs) in [(shards, Self.isOfCorpus), (checkpoints, Checkpoint.isCheckpoint)]
    where !Self.isLink(folder) {
      for name in Self.names(in: folder) where isOurs(name) { rmdir(folder + "/" + name) }
      rmdir(folder)
    }
  }

  /// Whether a name is that of the shards of a corpus, by its number, or of the folders beside it while they are built.
  private static func isOfCorpus(_ name: String) -> Bool {
    let number = [".partial", ".old"].first(where: name.hasSuffix).map { name.dropLast($0.utf8.count) } ?? name[...]
    return Int(number).map { $0 >= 0 && String($0) == number } ?? false
  }

  /// Removes the files that a killed training was writing.
  func removeLeftovers() {
    for folder in [path, checkpoints] {
      for name in Self.names(in: folder) {
        if let final = AtomicFile.finalName(ofAside: name), Self.leftovers.contains(final) {
          unlink(folder + "/" + name)
        }
      }
    }
  }

  /// Shards know what they were made from, vocabularies do not.
  func removeVocabularies() {
    for file in ModelBundle.vocabularyFiles { unlink(path + "/" + file) }
  }

  // MARK: - Names

  /// The entries of a folder, sorted; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    Folder.names(in: folder) ?? []
  }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether a name is one of `names`, or that of a file that was being written under one of them.
  static func isOurs(_ name: String, among names: [String]) -> Bool {
    names.contains(AtomicFile.finalName(ofAside: name) ?? name)
  }

  private static let files =
    ["recipe.json", "model.safetensors", "config.json", "train.log", "training.jsonl"] + ModelBundle.vocabularyFiles
  private static let leftovers = files + [markName, NextRun.markName, "last", "best.safetensors"]
}

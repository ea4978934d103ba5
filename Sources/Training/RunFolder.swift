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
  var next: RunFolder { RunFolder(path + "/next") }
  /// For a moment, the run whose place another takes.
  var previous: RunFolder { RunFolder(path + "/previous") }

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
    if isRun || previous.isRun { return }
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

  /// Removes all that a run writes, and nothing else.
  func clear() {
    for name in Self.names(in: path) where Self.isOurs(name, among: Self.files) { unlink(path + "/" + name) }
    Checkpoint.removeAll(in: checkpoints)
    for name in Self.names(in: shards) { ShardPlace.removeShards(shards + "/" + name) }
    rmdir(shards)
  }

  /// Removes the files that a killed training was writing.
  func removeLeftovers() {
    for folder in [path, checkpoints, next.path, next.checkpoints] {
      for name in Self.names(in: folder) {
        if let final = AtomicFile.finalName(ofAside: name), Self.leftovers.contains(final) {
          unlink(folder + "/" + name)
        }
      }
    }
  }

  /// Removes the run and its mark; then the folder, if nothing else is in it. A folder that is not a run is left alone.
  func remove() {
    guard isRun else { return }
    clear()
    for name in Self.names(in: path) where Self.isOurs(name, among: [Self.markName]) { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// Shards know what they were made from, vocabularies do not.
  func removeVocabularies() {
    for file in ModelBundle.vocabularyFiles { unlink(path + "/" + file) }
  }

  // MARK: - Taking another run's place

  /// Puts the run in `next` in the place of the one that is here, whose files are removed. A process that dies on the way
  /// leaves what `finishReplacement` completes: the marks move last, and say how far it came.
  func replaceByNext() throws(TrainingError) {
    try previous.writeMark()
    try finishReplacement()
  }

  /// Completes a replacement that was cut; does nothing where there was none.
  func finishReplacement() throws(TrainingError) {
    guard AtomicFile.exists(previous.mark) else { return }
    if AtomicFile.exists(next.mark) {
      if AtomicFile.exists(mark) {
        try Self.move(Self.entries, from: self, to: previous)
        unlink(mark)
      }
      try Self.move(Self.entries, from: next, to: self)
      try Self.move([Self.markName], from: next, to: self)
    }
    rmdir(next.path)
    previous.remove()
    AtomicFile.syncFolder(of: mark)
  }

  private static func move(_ names: [String], from: RunFolder, to: RunFolder) throws(TrainingError) {
    for name in names where rename(from.path + "/" + name, to.path + "/" + name) != 0 && errno != ENOENT {
      throw .other(FileError.cannotCreate(path: to.path + "/" + name, reason: AtomicFile.systemReason()))
    }
  }

  // MARK: - Names

  /// The entries of a folder, sorted; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    Folder.names(in: folder) ?? []
  }

  /// Whether a name is one of `names`, or that of a file that was being written under one of them.
  static func isOurs(_ name: String, among names: [String]) -> Bool {
    names.contains(AtomicFile.finalName(ofAside: name) ?? name)
  }

  private static let files =
    ["recipe.json", "model.safetensors", "config.json", "train.log", "training.jsonl"] + ModelBundle.vocabularyFiles
  private static let leftovers = files + [markName, "last", "best.safetensors"]
  private static let entries = files + ["shards", "checkpoints"]
}

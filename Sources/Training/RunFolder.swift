import Basics
import Corpus
import Glibc
import Inference

/// Where a run keeps what.
public struct RunFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  public var recipe: String { path + "/recipe.json" }
  public var shards: String { path + "/shards" }
  public var checkpoints: String { path + "/checkpoints" }
  public var log: String { path + "/train.log" }
  public var records: String { path + "/training.jsonl" }

  /// Removes all that a run writes, and nothing else.
  func clear() {
    for file in Self.files { unlink(path + "/" + file) }
    for folder in [shards, shards + ".partial", shards + ".old", checkpoints] { Self.removeTree(folder) }
  }

  /// Shards know what they were made from, vocabularies do not.
  func removeVocabularies() {
    for file in ModelBundle.vocabularyFiles { unlink(path + "/" + file) }
  }

  static func removeTree(_ folder: String) {
    // A link is removed, and what it points at stays.
    if unlink(folder) == 0 { return }
    for name in names(in: folder) {
      removeTree(folder + "/" + name)
    }
    rmdir(folder)
  }

  /// The entries of a folder, sorted; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    Folder.names(in: folder) ?? []
  }

  private static let files =
    (["recipe.json", "model.safetensors", "config.json", "train.log", "training.jsonl"] + ModelBundle.vocabularyFiles)
    .flatMap { [$0, $0 + ".partial"] }
}

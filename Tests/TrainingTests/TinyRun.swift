import Basics
import FoundationEssentials
import Glibc

@testable import Training

/// A folder with a small corpus of numbers spelled in digits, and the recipe of a model that copies them. It is removed
/// when the test ends.
final class TinyRun {
  let root: String
  var recipe: Recipe

  /// - Parameter change: of the recipe.
  init(pairs: Int = 200, _ change: (inout Recipe) -> Void = { _ in }) throws {
    var template = Array("/tmp/mt-training-XXXXXX".utf8CString)
    mkdtemp(&template)
    root = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let corpus = Recipe.CorpusPath.both(root + "/train")
    recipe = Recipe(
      languages: Recipe.Languages(source: "de", target: "en"),
      corpora: Recipe.Corpora(
        train: [Recipe.TrainingCorpus(path: corpus)],
        validation: [Recipe.HeldOutCorpus(name: "dev", path: .both(root + "/dev"))]))
    recipe.vocabulary.size = 290
    recipe.model.layers = 1
    recipe.model.hiddenSize = 16
    recipe.model.embeddingSize = 12
    recipe.training.learningRate = 0.01
    recipe.training.batchTokens = 100
    recipe.training.slices = 3
    recipe.training.maxUpdates = .updates(30)
    recipe.training.validateEvery = .updates(10)
    recipe.training.checkpointEvery = .updates(7)
    recipe.training.workers = 1
    recipe.decoding.beamSize = 2
    recipe.decoding.maxLengthFactor = 1
    recipe.decoding.passThrough = false
    change(&recipe)
    try writeCorpus("train", pairs: pairs, seed: 1)
    // Of two numbers at least: lines of one would be held out from the training lines too.
    try writeCorpus("dev", pairs: 7, seed: 2, least: 2)
  }

  deinit { Self.removeTree(root) }

  static func removeTree(_ path: String) {
    // A link is removed, and what it points at stays.
    if unlink(path) == 0 { return }
    for name in RunFolder.names(in: path) { removeTree(path + "/" + name) }
    rmdir(path)
  }

  func writeCorpus(_ name: String, pairs: Int, seed: UInt64, least: Int = 1) throws {
    var generator = SeededGenerator(seed: seed)
    let lines = (0..<pairs).map { _ in
      (0..<(least + generator.below(6))).map { _ in String(generator.below(30)) }.joined(separator: " ")
    }
    for language in ["de", "en"] {
      try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: "\(root)/\(name).\(language)")
    }
  }

  func folder(_ name: String) -> String { root + "/" + name }

  func trainer(
    _ name: String, _ mode: StartMode = .resume, workers: Int? = nil,
    observer: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws(TrainingError) -> Trainer {
    try Trainer(
      LoadedRecipe(recipe: recipe, path: root + "/tiny.json"), folder: folder(name), mode: mode, workers: workers,
      observer: observer)
  }

  /// Trains in the folder of that name.
  /// - Parameter stopAfter: so many updates; nil for as long as the recipe says.
  @discardableResult
  func train(
    _ name: String, _ mode: StartMode = .resume, workers: Int? = nil, stopAfter: Int? = nil,
    observer: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingOutcome {
    var updates = 0
    return try trainer(name, mode, workers: workers, observer: observer).train {
      updates += 1
      return updates == stopAfter
    }
  }

  /// The files that must not depend on how a run came to its end.
  static let results = [
    "model.safetensors", "config.json", "source.model", "target.model", "checkpoints/last/model.safetensors",
    "checkpoints/last/state.safetensors",
  ]

  /// Those of `results` that differ in two runs.
  func differences(_ left: String, _ right: String) throws -> [String] {
    try Self.results.filter { name in
      try AtomicFile.read(folder(left) + "/" + name) != AtomicFile.read(folder(right) + "/" + name)
    }
  }

  func state(_ name: String) throws -> TrainingState? {
    try Checkpoint(RunFolder(folder(name))).readState()
  }

  /// Copies a run as it stands, links as links: what is on the disk when a process is killed.
  func copy(_ from: String, to: String) throws { try Self.copyTree(folder(from), folder(to)) }

  private static func copyTree(_ from: String, _ to: String) throws {
    try AtomicFile.makeFolder(to)
    for name in RunFolder.names(in: from) {
      let path = from + "/" + name
      var status = stat()
      lstat(path, &status)
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try copyTree(path, to + "/" + name)
      case S_IFLNK: try AtomicFile.replaceLink(to + "/" + name, to: target(ofLink: path) ?? "")
      default: try AtomicFile.write(AtomicFile.read(path), to: to + "/" + name)
      }
    }
  }

  /// Nil for what is no link.
  static func target(ofLink path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// A line of `training.jsonl`.
struct RecordLine: Decodable, Equatable {
  var event: String
  var update: Int
  var seconds: Double

  /// Of every line; one that is no such record throws.
  static func all(in folder: String) throws -> [RecordLine] {
    try AtomicFile.read(folder + "/training.jsonl").split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(RecordLine.self, from: Data($0))
    }
  }
}

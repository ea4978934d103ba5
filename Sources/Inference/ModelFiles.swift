import Basics

/// The files of a model, by the path that the user gives.
///
/// A model's folder has all of them. A run that has saved no model yet lends the weights of its last checkpoint, and a path
/// such as `runs/my/checkpoints/update-000001000` means that checkpoint, with the other files of its run.
public struct ModelFiles: Sendable, Equatable {
  /// The folder of the configuration and the vocabularies.
  public let folder: String
  public let weights: String
  /// The weights are a checkpoint's, and not those that validation chose.
  public let isCheckpoint: Bool

  public init(_ path: String) {
    var trimmed = path[...]
    while trimmed.utf8.count > 1 && trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    let path = String(trimmed)
    let hasConfiguration = AtomicFile.exists(path + "/" + ModelBundle.configurationFile)
    let weights = path + "/" + ModelBundle.weightsFile
    let last = path + "/checkpoints/last/" + ModelBundle.weightsFile
    let run = path + "/../.."
    if hasConfiguration && !AtomicFile.exists(weights) && AtomicFile.exists(last) {
      self.init(folder: path, weights: last, isCheckpoint: true)
    } else if !hasConfiguration, AtomicFile.exists(weights),
      AtomicFile.exists(run + "/" + ModelBundle.configurationFile)
    {
      self.init(folder: run, weights: weights, isCheckpoint: true)
    } else {
      self.init(folder: path, weights: weights, isCheckpoint: false)
    }
  }

  private init(folder: String, weights: String, isCheckpoint: Bool) {
    self.folder = folder
    self.weights = weights
    self.isCheckpoint = isCheckpoint
  }
}

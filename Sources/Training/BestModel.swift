import Basics
import Glibc
import Inference
import Models

/// The best model of the validations that were due, while the model of one that was not due has its place.
///
/// A training that reaches a limit is validated there, whenever the next validation is due, and its model may be the best. A
/// training that goes on from there with a higher limit must not know of it, or its course would depend on where it
/// stopped on the way. So the model that was the best until then is kept, and put back when training goes on.
struct BestModel {
  private let model: String
  private let kept: String

  init(_ run: RunFolder, _ checkpoint: Checkpoint) {
    model = run.weights
    kept = checkpoint.bestModel
  }

  /// Keeps the best model before another takes its place.
  /// - Parameter best: by the validations that were due. Another model than that one is not kept: a training that was
  ///   killed here has saved it before.
  func keep(_ best: TrainingState.Best?) throws(TrainingError) {
    guard let best, Self.update(of: model) == best.update else { return }
    unlink(kept)
    // If the file system has no hard links, the place is empty until the new model is saved.
    guard link(model, kept) == 0 || rename(model, kept) == 0 else {
      throw .other(FileError.cannotCreate(path: kept, reason: AtomicFile.systemReason()))
    }
    AtomicFile.syncFolder(of: kept)
  }

  /// Puts the best model back before training goes on.
  func putBack(_ best: TrainingState.Best?) throws(TrainingError) {
    guard AtomicFile.exists(kept) else { return }
    guard let best, Self.update(of: kept) == best.update else { return forget() }
    guard rename(kept, model) == 0 else {
      throw .other(FileError.cannotCreate(path: model, reason: AtomicFile.systemReason()))
    }
    AtomicFile.syncFolder(of: model)
  }

  func forget() { unlink(kept) }

  private static func update(of path: String) -> Int? {
    (try? SafetensorsReader(path: path)).flatMap { $0.metadata["update"] }.flatMap { Int($0) }
  }
}

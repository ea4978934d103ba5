import Basics
import Subwords

/// Why a training cannot start or go on.
public enum TrainingError: Diagnostic {
  /// An error of another module, as it is.
  case other(any Diagnostic)
  /// There is a run in the folder, and no flag says what to do with it.
  case runExists(folder: String, update: Int)
  /// The run in the folder was made from a recipe that differs in a key that decides what comes out.
  case recipeChanged(folder: String, key: String)
  /// The training corpora are not those that the run began with.
  case corporaChanged(folder: String)
  case validationChanged(folder: String)
  /// The run was begun on a processor that has another precision.
  case precisionChanged(folder: String, from: Recipe.TrainingSection.Precision, to: Recipe.TrainingSection.Precision)
  /// There is a model in the folder, and no checkpoint to go on from.
  case noCheckpoint(folder: String)
  /// The folder holds something, and is no run's.
  case notARun(folder: String, found: String)
  /// The recipe, or a file that it names, stands in the run's folder.
  case inputInRun(path: String, folder: String)
  /// Another process trains there.
  case folderInUse(folder: String)
  /// Of a validation corpus no pair has text on both sides.
  case nothingToValidate(name: String)
  /// - Parameters:
  ///   - bytes: for parameters, their packed copies, gradients and moments.
  ///   - present: the machine's memory, in bytes.
  case tooLarge(parameters: Int, bytes: Int, present: Int)
  /// Of a side's pieces, `share` are unknown, or bytes.
  case tooMuchUnknown(side: String, share: Double, allowed: Double)
  case damagedState(path: String, reason: String)
  /// An earlier mt, which took the pairs in another order, saved the state.
  case olderRun(path: String)
  /// Losses stayed infinite after so many returns to the last checkpoint.
  case diverged(update: Int, rollbacks: Int)

  public var category: DiagnosticCategory {
    switch self {
    case .other(let error): error.category
    case .runExists, .noCheckpoint, .folderInUse: .usage
    case .notARun, .inputInRun: .cannotCreate
    case .nothingToValidate, .tooLarge, .tooMuchUnknown, .recipeChanged, .corporaChanged, .validationChanged,
      .precisionChanged,
      .damagedState, .olderRun, .diverged:
      .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .other(let error): error.location
    case .runExists(let folder, _), .corporaChanged(let folder), .validationChanged(let folder),
      .precisionChanged(let folder, _, _), .noCheckpoint(let folder), .notARun(let folder, _),
      .folderInUse(let folder):
      DiagnosticLocation(file: folder)
    case .inputInRun(let path, _): DiagnosticLocation(file: path)
    case .recipeChanged(let folder, let key): DiagnosticLocation(file: folder + "/recipe.json", key: key)
    case .damagedState(let path, _), .olderRun(let path): DiagnosticLocation(file: path)
    case .diverged, .nothingToValidate, .tooLarge, .tooMuchUnknown: nil
    }
  }

  public var summary: String {
    switch self {
    case .other(let error): error.summary
    case .runExists(_, let update): "there is a run here already, at update \(update)"
    case .recipeChanged: "the run here was begun with another value of this key"
    case .corporaChanged: "the training or test corpora are not those that the run here began with"
    case .validationChanged: "the validation corpora are not those that the run here began with"
    case .precisionChanged(_, let from, let to):
      "the run here was begun in \(from), and would go on in \(to) on this processor"
    case .noCheckpoint: "there is a model here, but no checkpoint to go on from"
    case .notARun(_, let found): "the folder contains \(found), and is not the folder of a run"
    case .inputInRun(_, let folder): "an input cannot be in the run's folder, \(folder): mt replaces files there"
    case .folderInUse: "another process is training here"
    case .nothingToValidate(let name): "no pair of the validation corpus '\(name)' has text on both sides"
    case .tooLarge(let parameters, let bytes, let present):
      "a model of \(grouped(parameters)) parameters takes \(bytes >> 20) MiB to train, and this machine has \(present >> 20)"
    case .tooMuchUnknown(let side, let share, let allowed):
      "of the \(side)'s pieces \(VocabularyCoverage.percent(share)) are unknown or bytes, above "
        + VocabularyCoverage.percent(allowed)
    case .damagedState(_, let reason): "the state of the run cannot be read: \(reason)"
    case .olderRun: "an earlier mt saved this run, which took the pairs of the corpora in another order"
    case .diverged(let update, let rollbacks):
      "training diverges at update \(update): the loss is not finite, even after \(rollbacks) returns to the last checkpoint"
    }
  }

  public var remedy: String? {
    switch self {
    case .other(let error): error.remedy
    case .runExists: "--resume goes on with it, --fresh starts anew and then replaces it, --output writes elsewhere"
    case .recipeChanged, .corporaChanged, .validationChanged:
      "set it back, or start anew with --fresh, or elsewhere with --output"
    case .precisionChanged: "go on with it where it was begun, or start anew with --fresh"
    case .noCheckpoint: "--fresh starts anew and then replaces it, --output writes elsewhere"
    case .notARun: "name an empty or new folder with --output, for example runs/my-run; nothing here was changed"
    case .inputInRun: "move it out of that folder, or name another folder with --output; nothing was changed"
    case .folderInUse: "wait for it, or write elsewhere with --output"
    case .nothingToValidate: "give the two sides of the same text"
    case .tooLarge: "lower model.hiddenSize, model.layers, vocabulary.size or training.slices"
    case .tooMuchUnknown:
      "raise vocabulary.size, choose another vocabulary.model, or allow it with vocabulary.maxUnknown"
    case .damagedState: "point checkpoints/last at an older checkpoint, or start anew with --fresh"
    case .olderRun: "finish it with that mt, or start anew with --fresh"
    case .diverged: "lower training.learningRate, or raise training.warmup"
    }
  }
}

/// Runs `body` and makes every error a `TrainingError`.
func asTrainingError<Value>(_ body: () throws -> Value) throws(TrainingError) -> Value {
  do { return try body() } catch let error as TrainingError { throw error } catch let error as any Diagnostic {
    throw .other(error)
  } catch { throw .damagedState(path: "training", reason: "\(error)") }
}

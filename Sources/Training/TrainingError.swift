import Basics

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
  case damagedState(path: String, reason: String)
  /// Losses stayed infinite after so many returns to the last checkpoint.
  case diverged(update: Int, rollbacks: Int)

  public var category: DiagnosticCategory {
    switch self {
    case .other(let error): error.category
    case .runExists: .usage
    case .recipeChanged, .corporaChanged, .validationChanged, .damagedState, .diverged: .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .other(let error): error.location
    case .runExists(let folder, _), .corporaChanged(let folder), .validationChanged(let folder):
      DiagnosticLocation(file: folder)
    case .recipeChanged(let folder, let key): DiagnosticLocation(file: folder + "/recipe.json", key: key)
    case .damagedState(let path, _): DiagnosticLocation(file: path)
    case .diverged: nil
    }
  }

  public var summary: String {
    switch self {
    case .other(let error): error.summary
    case .runExists(_, let update): "there is a run here already, at update \(update)"
    case .recipeChanged: "the run here was begun with another value of this key"
    case .corporaChanged: "the training corpora are not those that the run here began with"
    case .validationChanged: "the validation corpora are not those that the run here began with"
    case .damagedState(_, let reason): "the state of the run cannot be read: \(reason)"
    case .diverged(let update, let rollbacks):
      "training diverges at update \(update): the loss is not finite, even after \(rollbacks) returns to the last checkpoint"
    }
  }

  public var remedy: String? {
    switch self {
    case .other(let error): error.remedy
    case .runExists: "--resume goes on with it, --fresh removes it and starts anew, --output writes elsewhere"
    case .recipeChanged, .corporaChanged, .validationChanged:
      "set it back, or start anew with --fresh, or elsewhere with --output"
    case .damagedState: "point checkpoints/last at an older checkpoint, or start anew with --fresh"
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

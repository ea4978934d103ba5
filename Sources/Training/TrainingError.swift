import Basics
import Subwords

/// Why a training cannot start or go on.
public enum TrainingError: Diagnostic {
  /// An error of another module, as it is.
  case other(any Diagnostic)
  /// There is a run in the folder, and no flag says what to do with it.
  case runExists(folder: String, update: Int)
  /// The run in the folder was made from a recipe that differs in keys that decide what comes out; there is at least one.
  case recipeChanged(folder: String, changes: [RecipeChange])
  /// The corpora of this key are not those that the run began with.
  case corpusChanged(folder: String, key: String, change: CorpusChange)
  /// The run began in another precision: the recipe or the processor was another one.
  case precisionChanged(folder: String, from: Recipe.TrainingSection.Precision, to: Recipe.TrainingSection.Precision)
  /// There is a model in the folder, and no checkpoint to go on from.
  case noCheckpoint(folder: String)
  /// The folder holds something, and is no run's.
  case notARun(folder: String, found: String)
  /// The folder lies within that of another run.
  case withinRun(folder: String, run: String)
  /// The folder in which `--fresh` makes the new run holds something of the user's.
  case nextIsTaken(folder: String, found: String)
  /// The recipe, or a file that it names, stands in the run's folder.
  case inputInRun(path: String, folder: String)
  /// Another process trains there.
  case folderInUse(folder: String)
  /// No pair of a validation corpus has text on both sides.
  case nothingToValidate(name: String)
  /// - Parameters:
  ///   - bytes: for parameters, their packed copies, gradients and moments.
  ///   - present: the machine's memory, in bytes.
  case tooLarge(parameters: Int, bytes: Int, present: Int)
  /// The share of a side's pieces that are unknown or bytes is too large.
  case tooMuchUnknown(side: String, share: Double, allowed: Double)
  case damagedState(path: String, reason: String)
  /// An earlier mt, which took the pairs in another order, saved the state.
  case olderRun(path: String)
  /// The loss was still not finite after this many returns to the last checkpoint.
  case diverged(update: Int, rollbacks: Int)

  public var category: DiagnosticCategory {
    switch self {
    case .other(let error): error.category
    case .runExists, .noCheckpoint, .folderInUse: .usage
    case .notARun, .withinRun, .nextIsTaken, .inputInRun: .cannotCreate
    case .nothingToValidate, .tooLarge, .tooMuchUnknown, .recipeChanged, .corpusChanged, .precisionChanged,
      .damagedState, .olderRun, .diverged:
      .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .other(let error): error.location
    case .runExists(let folder, _), .precisionChanged(let folder, _, _), .noCheckpoint(let folder),
      .notARun(let folder, _), .withinRun(let folder, _), .nextIsTaken(let folder, _), .folderInUse(let folder):
      DiagnosticLocation(file: folder)
    case .recipeChanged(let folder, let changes): DiagnosticLocation(file: folder, key: changes[0].key)
    case .corpusChanged(let folder, let key, _): DiagnosticLocation(file: folder, key: key)
    case .inputInRun(let path, _): DiagnosticLocation(file: path)
    case .damagedState(let path, _), .olderRun(let path): DiagnosticLocation(file: path)
    case .diverged, .nothingToValidate, .tooLarge, .tooMuchUnknown: nil
    }
  }

  public var summary: String {
    switch self {
    case .other(let error): error.summary
    case .runExists(_, let update): "this folder already holds a run, at update \(update)"
    case .recipeChanged(_, let changes):
      "this run began with \(changes[0].was), and the recipe now says \(changes[0].now)"
        + changes.dropFirst().map { "; \($0.key) was \($0.was) and is now \($0.now)" }.joined()
    case .corpusChanged(_, _, let change): change.summary
    case .precisionChanged(_, let from, let to):
      "this run began in \(from), and would go on in \(to) with this recipe on this processor"
    case .noCheckpoint: "this folder holds a model, but no checkpoint to continue from"
    case .notARun(_, let found): "the folder contains \(found), and is not the folder of a run"
    case .withinRun(_, let run): "the folder is inside the folder of another run, \(run)"
    case .nextIsTaken(_, let found):
      "--fresh makes the new run in this folder, and it contains \(found), which mt did not put there"
    case .inputInRun(_, let folder): "an input cannot be in the run's folder, \(folder): mt replaces files there"
    case .folderInUse: "another process is training here"
    case .nothingToValidate(let name): "no pair of the validation corpus '\(name)' has text on both sides"
    case .tooLarge(let parameters, let bytes, let present):
      "a model of \(grouped(parameters)) parameters needs \(bytes >> 20) MiB to train, and this machine has \(present >> 20) MiB"
    case .tooMuchUnknown(let side, let share, let allowed):
      "\(VocabularyCoverage.percent(share)) of the \(side)'s pieces are unknown or bytes, more than the "
        + "\(VocabularyCoverage.percent(allowed)) that vocabulary.maxUnknown allows"
    case .damagedState(_, let reason): "the state of the run cannot be read: \(reason)"
    case .olderRun: "this run was saved by an earlier mt, which read the corpora in another order"
    case .diverged(let update, let rollbacks):
      "training diverged at update \(update): the loss is not finite, even after \(rollbacks) returns to the last checkpoint"
    }
  }

  public var remedy: String? {
    switch self {
    case .other(let error): error.remedy
    case .runExists:
      "--resume continues it, --fresh starts again and then replaces it, --output DIR uses another folder"
    case .recipeChanged(_, let changes):
      "set \(changes.count == 1 ? "it" : "them") back, or start again with --fresh or in another folder with --output; "
        + ResumeRules.announcement
    case .corpusChanged(_, _, .removed): "put it back, or start again with --fresh or in another folder with --output"
    case .corpusChanged(_, _, .added): "take it out, or start again with --fresh or in another folder with --output"
    case .corpusChanged:
      "put the old text back, or start again with --fresh or in another folder with --output"
    case .precisionChanged(_, .float32, _): "go on with --set training.precision=float32, or start again with --fresh"
    case .precisionChanged(_, let from, _):
      "go on with training.precision \(from) on a processor that has it, or start again with --fresh"
    case .noCheckpoint: "--fresh starts again and then replaces it, --output DIR uses another folder"
    case .notARun: "name an empty or new folder with --output, for example runs/my-run; nothing here was changed"
    case .withinRun: "choose a folder outside of it with --output; nothing was changed"
    case .nextIsTaken: "move it away or remove it, or choose another folder with --output; nothing was changed"
    case .inputInRun: "move it out of that folder, or name another folder with --output; nothing was changed"
    case .folderInUse: "wait for it to end, or choose another folder with --output"
    case .nothingToValidate: "check that both files hold the same text in the two languages"
    case .tooLarge: "lower model.hiddenSize, model.layers, vocabulary.size or training.slices"
    case .tooMuchUnknown:
      "raise vocabulary.size, choose another vocabulary.model, or allow it with vocabulary.maxUnknown"
    case .damagedState: "point checkpoints/last at an older checkpoint, or start again with --fresh"
    case .olderRun: "finish it with that mt, or start again with --fresh"
    case .diverged: "lower training.learningRate, or raise training.warmup"
    }
  }
}

extension CorpusChange {
  var summary: String {
    switch self {
    case .content(let path): "\(path) has changed since this run began"
    case .added(let path): "\(path) was not there when this run began"
    case .removed(let path): "\(path) was there when this run began, and is now missing"
    case .count(let was, let now):
      "this run began with \(counted(was, "file")), and now there \(now == 1 ? "is" : "are") \(now)"
    case .unknown: "the text is not what this run began with"
    }
  }
}

/// Runs `body` and makes every error a `TrainingError`.
func asTrainingError<Value>(_ body: () throws -> Value) throws(TrainingError) -> Value {
  do { return try body() } catch let error as TrainingError { throw error } catch let error as any Diagnostic {
    throw .other(error)
  } catch { throw .damagedState(path: "training", reason: "\(error)") }
}

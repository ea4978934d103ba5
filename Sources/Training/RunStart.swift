import Basics
import Glibc
import Inference

/// How a training meets the folder of its run.
enum RunStart {
  /// Makes the folder ready as `mode` says, and writes the recipe into it.
  /// - Returns: the state of the checkpoint to go on from; nil starts anew.
  static func prepare(
    _ loaded: LoadedRecipe, run: RunFolder, mode: StartMode, checkpoint: Checkpoint
  ) throws(TrainingError) -> TrainingState? {
    var recipe = loaded.recipe
    recipe.corpora = loaded.resolvedCorpora.resolved(in: currentFolder)
    recipe.vocabulary.path = loaded.resolvedVocabulary?.resolved(in: currentFolder)
    var state: TrainingState?
    if mode != .resume && isSameFile(loaded.path, run.recipe) { throw .recipeInFolder(folder: run.path) }
    // A start that failed before its first checkpoint is no run: it must not stand in the way of the next.
    let hasModel = AtomicFile.exists(run.path + "/" + ModelBundle.weightsFile)
    switch mode {
    case .fresh: if AtomicFile.exists(run.recipe) { run.clear() }
    case .refuse:
      if checkpoint.exists || hasModel {
        throw .runExists(folder: run.path, update: try checkpoint.readState()?.update ?? 0)
      }
    case .resume:
      state = try checkpoint.readState()
      if state == nil && hasModel { throw .noCheckpoint(folder: run.path) }
      if state != nil, let key = try changedKey(recipe, run: run) {
        throw .recipeChanged(folder: run.path, key: key)
      }
    }
    // Without a checkpoint, those that are there may be of other corpora.
    if state == nil { run.removeVocabularies() }
    try asTrainingError { try AtomicFile.write(recipe.toJSON(), to: run.recipe) }
    return state
  }

  private static func isSameFile(_ first: String, _ second: String) -> Bool {
    var (one, other) = (stat(), stat())
    return stat(first, &one) == 0 && stat(second, &other) == 0 && one.st_ino == other.st_ino
      && one.st_dev == other.st_dev
  }

  /// The first key that decides what a training makes and has another value in the run's recipe.
  private static func changedKey(_ recipe: Recipe, run: RunFolder) throws(TrainingError) -> String? {
    guard AtomicFile.exists(run.recipe) else { return nil }
    let saved = try asTrainingError { try RecipeReader.load(run.recipe).recipe }
    return RecipeKeys.firstDifference(decisive(recipe), decisive(saved))
  }

  /// The recipe without what a resumed run may change: where it ends, how many compute, what is kept, what is checked at its
  /// start only, where the corpora are (their content is compared instead) and a vocabulary that was given.
  private static func decisive(_ recipe: Recipe) -> Recipe {
    var decisive = recipe
    decisive.corpora.train = recipe.corpora.train.map { Recipe.TrainingCorpus(path: .both(""), weight: $0.weight) }
    (decisive.corpora.validation, decisive.corpora.test) = ([], [])
    // The run has a copy of it.
    if decisive.vocabulary.path != nil { decisive.vocabulary.path = .shared("") }
    decisive.vocabulary.maxUnknown = 1
    decisive.training.maxUpdates = nil
    decisive.training.maxEpochs = nil
    decisive.training.maxTime = nil
    decisive.training.patience = 0
    decisive.training.workers = nil
    decisive.training.checkpointEvery = .updates(1)
    decisive.training.keepCheckpoints = 1
    return decisive
  }

  /// `runs/latest` points at the newest run under `runs` that has saved a model.
  static func pointLatest(at run: RunFolder) throws(FileError) {
    // A run that is called `latest`, or reached by that link, is what the link would hide.
    let parts = run.path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count >= 2, parts[parts.count - 2] == "runs", let name = parts.last, name != "latest" else { return }
    let runs = String(run.path.prefix(run.path.count - name.count - (run.path.hasSuffix("/") ? 1 : 0)))
    try AtomicFile.replaceLink(runs + "latest", to: String(name))
  }

  /// Paths are written absolute, so that the copy in a run's folder means the same files.
  private static var currentFolder: String {
    var folder = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&folder, folder.count) != nil else { return "" }
    return String(decoding: folder.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

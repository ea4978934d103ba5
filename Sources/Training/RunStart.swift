import Basics
import Glibc
import Inference

/// The start of a training in the folder that it was given.
struct RunStart {
  /// The folder that it trains in: the folder itself, or the one in it where a new run is made while the old run stays.
  let run: RunFolder
  /// The state of the checkpoint to go on from; nil starts anew.
  let saved: TrainingState?
  /// The changes between the recipe that the checkpoint was trained with and the one that it goes on with.
  let changes: [RecipeChange]
  /// The recipe, with paths that can be opened from anywhere.
  private let recipe: Recipe

  /// Decides what to do as `mode` says. The recipe of a run that starts again is written. The folder is a run's, or empty,
  /// and locked.
  init(_ loaded: LoadedRecipe, root: RunFolder, mode: StartMode) throws(TrainingError) {
    try root.next.finishReplacement()
    try root.writeMark()
    root.removeLeftovers()
    if root.next.isOurs { root.next.run.removeLeftovers() }
    let begun = root.next.isOurs ? try Checkpoint(root.next.run).readState() : nil
    // A run that has made no update yet is as good as none.
    let isReplaced = (begun?.update ?? 0) > 0
    // A start that failed before its first checkpoint is no run: it must not stand in the way of the next.
    let hasRun = Checkpoint(root).exists || AtomicFile.exists(root.weights)
    recipe = loaded.withAbsolutePaths
    switch mode {
    case .refuse:
      if isReplaced || hasRun {
        let state = isReplaced ? begun : try Checkpoint(root).readState()
        throw .runExists(folder: isReplaced ? root.next.run.path : root.path, update: state?.update ?? 0)
      }
      (run, saved) = (root, nil)
    case .fresh:
      if hasRun { try root.next.begin() } else { root.next.remove() }
      if !hasRun { root.clear() }
      (run, saved) = (hasRun ? root.next.run : root, nil)
    case .resume:
      if !isReplaced { root.next.remove() }
      run = isReplaced ? root.next.run : root
      saved = try Checkpoint(run).readState()
      if saved == nil && hasRun { throw .noCheckpoint(folder: root.path) }
    }
    // Without a checkpoint, those that are there may be of other corpora.
    if saved == nil { run.removeVocabularies() }
    changes = saved == nil ? [] : try Self.changes(to: recipe, run: run)
    if saved == nil { try writeRecipe() }
  }

  /// Writes the recipe into the run's folder. A resumed run does it when nothing can refuse it any more, so that a refusal
  /// leaves the recipe that the checkpoint was trained with.
  func writeRecipe() throws(TrainingError) {
    try asTrainingError { try AtomicFile.write(recipe.toJSON(), to: run.recipe) }
  }

  /// Refuses a recipe that stands in the run's folder, or names a file there: the run's files could take its place, and
  /// would be removed with the run.
  static func requireInputsOutside(
    _ root: RunFolder, _ loaded: LoadedRecipe, _ inputs: TrainingInputs, mode: StartMode
  ) throws(TrainingError) {
    guard let folder = realPath(root.path) else { return }
    // The run's own copy of the recipe serves to go on with it.
    let recipe = mode == .resume && realPath(loaded.path) == realPath(root.recipe) ? [] : [loaded.path]
    for path in recipe + inputs.paths {
      if let real = realPath(path), real == folder || (real + "/").utf8.starts(with: (folder + "/").utf8) {
        throw .inputInRun(path: path, folder: root.path)
      }
    }
  }

  /// Refuses a folder within the folder of another run, whose training would take its files for its own.
  static func requireOutsideOfRuns(_ root: RunFolder) throws(TrainingError) {
    // The folder need not be there: the nearest one above it that is decides.
    var path = root.path.hasPrefix("/") ? root.path : "./" + root.path
    var isOwn = true
    while true {
      if let real = realPath(path) {
        var above = real[...]
        if isOwn { above = above[..<(above.lastIndex(of: "/") ?? above.startIndex)] }
        while !above.isEmpty {
          if RunFolder(String(above)).isRun { throw .withinRun(folder: root.path, run: String(above)) }
          above = above[..<(above.lastIndex(of: "/") ?? above.startIndex)]
        }
        return
      }
      isOwn = false
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
      path = String(path[..<slash])
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(validatingCString: real)
  }

  /// The changes from the recipe that the run was last trained with. Refuses a change that a resumed run may not make.
  private static func changes(to recipe: Recipe, run: RunFolder) throws(TrainingError) -> [RecipeChange] {
    guard AtomicFile.exists(run.recipe) else { return [] }
    let saved = try asTrainingError { try RecipeReader.load(run.recipe).recipe }
    let changes = ResumeRules.changes(from: saved, to: recipe)
    let refused = changes.filter { !$0.isAllowed }
    if !refused.isEmpty { throw .recipeChanged(folder: run.path, changes: refused) }
    return changes
  }

  /// `runs/latest` points at the newest run under `runs` that has saved a model.
  static func pointLatest(at run: RunFolder) throws(FileError) {
    // A run that is called `latest`, or reached by that link, is what the link would hide.
    let parts = run.path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count >= 2, parts[parts.count - 2] == "runs", let name = parts.last, name != "latest" else { return }
    let link = String(run.path.prefix(run.path.count - name.count)) + "latest"
    var status = stat()
    if lstat(link, &status) == 0 && status.st_mode & S_IFMT != S_IFLNK {
      throw .cannotCreate(path: link, reason: "a file or folder that mt did not make has this name")
    }
    try AtomicFile.replaceLink(link, to: String(name))
  }
}

extension LoadedRecipe {
  /// The recipe with absolute paths, so that the copy in a run's folder means the same files.
  fileprivate var withAbsolutePaths: Recipe {
    var folder = [CChar](repeating: 0, count: Int(PATH_MAX))
    let current =
      getcwd(&folder, folder.count) == nil
      ? "" : String(decoding: folder.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    var recipe = recipe
    recipe.corpora = resolvedCorpora.resolved(in: current)
    recipe.vocabulary.path = resolvedVocabulary?.resolved(in: current)
    return recipe
  }
}

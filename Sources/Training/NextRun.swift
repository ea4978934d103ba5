import Basics
import Glibc

/// The run that `--fresh` began beside one that is there, in the folder `next` of it.
///
/// When it has saved its first model it takes the place of the old run: the old run's files are removed, then its own are
/// moved, one by one. Its mark says how far that came, so that a process that dies on the way leaves what the next training
/// completes. Nothing but `--fresh` writes this mark: a run that the user keeps in a folder of this name is not touched.
struct NextRun {
  let run: RunFolder
  private let root: RunFolder

  static let markName = ".mt-next"
  private enum Stage: String {
    case training = "This folder holds a run that mt train --fresh began. It takes the place of the run around it.\n"
    case removingOld = "mt train removes the files of the old run.\n"
    case moving = "mt train moves the files of this run to the place of the old one.\n"
  }

  init(of root: RunFolder) {
    self.root = root
    run = RunFolder(root.path + "/next")
  }

  private var mark: String { run.path + "/" + Self.markName }
  private var stage: Stage? {
    (try? AtomicFile.read(mark)).flatMap { Stage(rawValue: String(decoding: $0, as: UTF8.self)) }
  }

  var isOurs: Bool { stage != nil }

  /// Makes the folder for a new run. What an earlier start left in it is removed.
  func begin() throws(TrainingError) {
    remove()
    let names = RunFolder.names(in: run.path)
    if let name = names.first(where: { AtomicFile.finalName(ofAside: $0) != Self.markName }) {
      throw .nextIsTaken(folder: run.path, found: name)
    }
    try asTrainingError {
      try AtomicFile.makeFolder(run.path)
      try write(.training)
    }
  }

  /// Removes the run, and the folder if nothing else is in it. A folder that `--fresh` did not make is left alone.
  func remove() {
    guard isOurs else { return }
    run.clear()
    run.removeLeftovers()
    unlink(mark)
    rmdir(run.path)
  }

  /// Puts the run in the place of the one around it.
  func replaceRoot() throws(TrainingError) {
    try asTrainingError { try write(.removingOld) }
    try finishReplacement()
  }

  /// Completes a replacement that was cut; does nothing where there was none.
  func finishReplacement() throws(TrainingError) {
    guard let stage, stage != .training else { return }
    if stage == .removingOld {
      root.clear()
      try asTrainingError { try write(.moving) }
    }
    try run.move(to: root)
    run.removeLeftovers()
    unlink(mark)
    rmdir(run.path)
    AtomicFile.syncFolder(of: root.weights)
  }

  private func write(_ stage: Stage) throws(FileError) { try AtomicFile.write(stage.rawValue, to: mark) }
}

import Basics
import Glibc
import Layers
import Models
import Optimizers

/// All that is needed to resume, in a folder of its own: `model.safetensors` (the parameters) and `state.safetensors` (the
/// optimizer's moments, and the `TrainingState` as the metadata `state`). Both carry a checksum.
///
/// A checkpoint is written aside, synced and renamed to `checkpoints/update-000001000`; then the link `checkpoints/last` is
/// made to point at it. Whenever the process dies, `last` is a whole checkpoint.
struct Checkpoint {
  let folder: String
  static let stateKey = "state"
  private static let modelName = "model.safetensors"
  static let stateName = "state.safetensors"

  init(_ run: RunFolder) { folder = run.checkpoints }

  private var last: String { folder + "/last" }
  private var model: String { last + "/" + Self.modelName }
  private var stateFile: String { last + "/" + Self.stateName }
  /// The best model so far, while that of a validation out of turn is in its place (`BestModel`).
  var bestModel: String { folder + "/" + Self.bestName }
  private static let bestName = "best.safetensors"
  /// True even if the checkpoint is not whole, so that it is never taken for none.
  var exists: Bool {
    var status = stat()
    return lstat(last, &status) == 0
  }

  /// The state of the last checkpoint; nil where there is none.
  func readState() throws(TrainingError) -> TrainingState? {
    guard exists else { return nil }
    return try asTrainingError { try state(SafetensorsReader(path: stateFile).metadata) }
  }

  /// Reads the last checkpoint.
  func load(_ parameters: ParameterStore<Float>, _ optimizer: any Optimizer) throws(TrainingError) -> TrainingState {
    try asTrainingError {
      _ = try ModelArchive.load(parameters, from: model)
      return try state(ModelArchive.load(optimizer.state, from: stateFile))
    }
  }

  /// - Parameter keep: so many of the newest checkpoints stay.
  func save(
    _ parameters: ParameterStore<Float>, _ optimizer: any Optimizer, _ state: TrainingState, keep: Int
  ) throws(TrainingError) {
    let name = Self.name(state.update)
    try asTrainingError {
      try AtomicFile.makeFolder(folder)
      if try readState()?.update == state.update { return }
      let aside = folder + "/" + name + ".partial"
      Self.remove(aside)
      Self.remove(folder + "/" + name)
      do {
        try AtomicFile.makeFolder(aside)
        try ModelArchive.save(
          parameters, metadata: ["update": String(state.update)], to: aside + "/" + Self.modelName)
        try ModelArchive.save(
          optimizer.state, metadata: [Self.stateKey: state.json()], to: aside + "/" + Self.stateName)
      } catch {
        Self.remove(aside)
        throw error
      }
      // A folder that stayed because a file of the user's is in it takes the checkpoint's files.
      guard rename(aside, folder + "/" + name) == 0 || moveFiles(from: aside, to: folder + "/" + name) else {
        throw FileError.cannotCreate(path: folder + "/" + name, reason: AtomicFile.systemReason())
      }
      AtomicFile.syncFolder(of: folder + "/" + name)
      try AtomicFile.replaceLink(last, to: name)
    }
    prune(upTo: name, keep: keep)
  }

  /// Writes the state of the last checkpoint anew, with the moments that belong to it.
  func replaceState(_ optimizer: any Optimizer, _ state: TrainingState) throws(TrainingError) {
    try asTrainingError {
      try ModelArchive.save(optimizer.state, metadata: [Self.stateKey: state.json()], to: stateFile)
    }
  }

  private func state(_ metadata: [String: String]) throws -> TrainingState {
    guard let json = metadata[Self.stateKey] else {
      throw TrainingError.damagedState(path: stateFile, reason: "it contains no state")
    }
    do {
      let format = try TrainingState.format(ofJSON: json)
      if format > TrainingState.newestFormat {
        throw ModelError.newerFormat(path: stateFile, found: format, known: TrainingState.newestFormat)
      }
      if format < TrainingState.newestFormat { throw TrainingError.olderRun(path: stateFile) }
      let state = try TrainingState(json: json)
      if let flaw = state.flaw { throw TrainingError.damagedState(path: stateFile, reason: flaw) }
      return state
    } catch let error as any Diagnostic {
      throw error
    } catch {
      throw TrainingError.damagedState(path: stateFile, reason: "\(error)")
    }
  }

  /// Newer checkpoints do not count: they exist if the user went back to an older one, and are replaced when training
  /// comes to them.
  private func prune(upTo newest: String, keep: Int) {
    let names = RunFolder.names(in: folder).filter(Self.isCheckpoint)
    for name in names where name.hasSuffix(".partial") { Self.remove(folder + "/" + name) }
    let older = names.filter { !$0.hasSuffix(".partial") && $0 <= newest }
    for name in older.dropLast(keep) { Self.remove(folder + "/" + name) }
  }

  /// Whether a file is the state of a checkpoint, which only a training writes.
  static func isState(_ path: String) -> Bool {
    (try? SafetensorsReader(path: path))?.metadata[stateKey] != nil
  }

  /// Whether a name is that of a checkpoint's folder, or of one that was being written. A copy of the user's has another.
  static func isCheckpoint(_ name: String) -> Bool {
    let whole = name.hasSuffix(".partial") ? name.dropLast(8) : name[...]
    return Int(whole.dropFirst(7)).map { $0 >= 0 && Self.name($0) == whole } ?? false
  }

  /// The paths of all files of checkpoints, below the folder that holds the checkpoints.
  static func files(in folder: String) -> [String] {
    RunFolder.names(in: folder).flatMap { name in
      if RunFolder.isOurs(name, among: ["last", bestName]) { return [name] }
      guard isCheckpoint(name), !RunFolder.isLink(folder + "/" + name) else { return [] }
      return files(ofCheckpoint: folder + "/" + name).map { name + "/" + $0 }
    }
  }

  private static func files(ofCheckpoint folder: String) -> [String] {
    RunFolder.names(in: folder).filter { RunFolder.isOurs($0, among: [modelName, stateName]) }
  }

  private func moveFiles(from aside: String, to checkpoint: String) -> Bool {
    for name in Self.files(ofCheckpoint: aside) where rename(aside + "/" + name, checkpoint + "/" + name) != 0 {
      return false
    }
    return rmdir(aside) == 0
  }

  /// Removes a checkpoint. Other files stay, with their folder.
  private static func remove(_ checkpoint: String) {
    for name in files(ofCheckpoint: checkpoint) { unlink(checkpoint + "/" + name) }
    rmdir(checkpoint)
  }

  private static func name(_ update: Int) -> String {
    let digits = String(update)
    return "update-" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }
}

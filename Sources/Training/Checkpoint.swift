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

  init(_ run: RunFolder) { folder = run.checkpoints }

  private var last: String { folder + "/last" }
  private var model: String { last + "/model.safetensors" }
  private var stateFile: String { last + "/state.safetensors" }
  /// Also where what stands there is not whole: it is never taken for nothing.
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
      RunFolder.removeTree(aside)
      RunFolder.removeTree(folder + "/" + name)
      do {
        try AtomicFile.makeFolder(aside)
        try ModelArchive.save(
          parameters, metadata: ["update": String(state.update)], to: aside + "/model.safetensors")
        try ModelArchive.save(
          optimizer.state, metadata: [Self.stateKey: state.json()], to: aside + "/state.safetensors")
      } catch {
        RunFolder.removeTree(aside)
        throw error
      }
      guard rename(aside, folder + "/" + name) == 0 else {
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
      throw TrainingError.damagedState(path: stateFile, reason: "it holds no state")
    }
    do {
      let format = try TrainingState.format(ofJSON: json)
      if format > TrainingState.newestFormat {
        throw ModelError.newerFormat(path: stateFile, found: format, known: TrainingState.newestFormat)
      }
      if format < TrainingState.newestFormat { throw TrainingError.olderRun(path: stateFile) }
      return try TrainingState(json: json)
    } catch let error as any Diagnostic {
      throw error
    } catch {
      throw TrainingError.damagedState(path: stateFile, reason: "\(error)")
    }
  }

  /// Newer checkpoints, which are there where the user went back to an older one, do not count: they are replaced when
  /// training comes to them.
  private func prune(upTo newest: String, keep: Int) {
    let names = RunFolder.names(in: folder).filter { $0.hasPrefix("update-") }
    for name in names where name.hasSuffix(".partial") { RunFolder.removeTree(folder + "/" + name) }
    let older = names.filter { !$0.hasSuffix(".partial") && $0 <= newest }
    for name in older.dropLast(keep) { RunFolder.removeTree(folder + "/" + name) }
  }

  private static func name(_ update: Int) -> String {
    let digits = String(update)
    return "update-" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }
}

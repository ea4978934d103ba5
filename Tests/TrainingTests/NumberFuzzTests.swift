import Basics
import Glibc
import Inference
import Layers
import Models
import NumberFuzz
import Testing

@testable import Training

/// Whatever numbers recipes and the files of a run hold, they are read or refused.
@Suite(.serialized) struct NumberFuzzTests {
  @Test func numbersOfRecipesAreReadOrRefused() throws {
    let recipe = try TinyRun(pairs: 1) {
      $0.corpora.train[0].weight = 0.5
      $0.training.maxTime = TrainingLength("90m")
    }.recipe.toJSON()
    var mutator = NumberMutator()
    var refused = 0
    let cases = try NumberMutator.repeating(300, name: "recipes") {
      do throws(RecipeError) {
        let found = try RecipeReader.read(Array(mutator.mutate(recipe).utf8), file: "r.json")
        _ = try RecipeReader.read(Array(found.toJSON().utf8), file: "again.json")
        var moment = TrainingMoment()
        for updates in [0, 1, 100_000] {
          moment.progress.updates = updates
          _ = found.training.learningRate(at: moment.progress)
          _ = (found.training.reachedLimit(at: moment), found.training.part(at: moment))
        }
      } catch { refused += 1 }
    }
    #expect(refused > 0 && refused < cases)
  }

  @Test func numbersOfStatesAndLogsAreReadOrRefused() throws {
    let tiny = try TinyRun(pairs: 60) { $0.training.maxUpdates = .updates(1 << 40) }
    try tiny.train("run", stopAfter: 8)
    let run = RunFolder(tiny.folder("run"))
    let stateFile = run.checkpoints + "/last/state.safetensors"
    let recordsFile = run.path + "/training.jsonl"
    let (soundState, soundRecords) = (try AtomicFile.read(stateFile), try AtomicFile.read(recordsFile))
    let state = try #require(try Checkpoint(run).readState()?.json())
    var mutator = NumberMutator()
    var refused = 0
    let cases = try NumberMutator.repeating(12, name: "states and logs") {
      let changed = mutator.below(4) == 0 ? state : mutator.mutate(state)
      if changed == state {
        try AtomicFile.write(mutator.mutate(String(decoding: soundRecords, as: UTF8.self)), to: recordsFile)
      } else {
        try sign(soundState, changed, to: stateFile)
      }
      do throws(TrainingError) { try tiny.train("run", stopAfter: 1) } catch { refused += 1 }
      // A checkpoint that the case has made may be of any update.
      for name in RunFolder.names(in: run.checkpoints) where name != "last" && !name.hasSuffix("008") {
        TinyRun.removeTree(run.checkpoints + "/" + name)
      }
      try AtomicFile.replaceLink(run.checkpoints + "/last", to: "update-000000008")
      try AtomicFile.write(soundState, to: stateFile)
      try AtomicFile.write(soundRecords, to: recordsFile)
    }
    #expect(refused > 0 && refused < cases)
  }

  /// Writes the moments again with another state, and the checksum that fits.
  private func sign(_ sound: [UInt8], _ state: String, to path: String) throws {
    try AtomicFile.write(sound, to: path)
    let reader = try SafetensorsReader(path: path)
    var tensors: [SafetensorsTensor] = []
    var copies: [UnsafeMutableBufferPointer<Float>] = []
    defer { for copy in copies { copy.deallocate() } }
    for entry in reader.entries {
      try reader.withTensor(entry.name) { shape, values in
        let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
        _ = copy.initialize(from: values)
        copies.append(copy)
        tensors.append(SafetensorsTensor(name: entry.name, shape: shape, values: UnsafeBufferPointer(copy)))
      }
    }
    var metadata = reader.metadata
    metadata[Checkpoint.stateKey] = state
    try SafetensorsWriter.write(tensors, metadata: metadata, to: path)
  }
}

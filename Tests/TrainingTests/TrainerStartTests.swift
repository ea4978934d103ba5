import Basics
import Glibc
import Models
import Testing

@testable import Training

/// How a training meets what stands in its folder.
struct TrainerStartTests {
  /// The error that starting gives.
  private func failure(
    _ run: TinyRun, _ mode: StartMode = .resume, _ change: (inout Recipe) -> Void = { _ in }
  ) -> TrainingError? {
    let before = run.recipe
    defer { run.recipe = before }
    change(&run.recipe)
    do throws(TrainingError) {
      _ = try run.train("run", mode)
      return nil
    } catch {
      return error
    }
  }

  @Test func aRunThatIsThereIsNotTouched() throws {
    let run = try TinyRun()
    try run.train("run", .refuse, stopAfter: 9)
    try run.copy("run", to: "before")
    let error = failure(run, .refuse)
    #expect(error?.message == "\(run.folder("run")): this folder already holds a run, at update 9")
    #expect(error?.category == .usage)
    #expect(
      error?.remedy
        == "--resume continues it, --fresh starts again and then replaces it, --output DIR uses another folder")
    for name in ["recipe.json", "training.jsonl", "checkpoints/last/state.safetensors"] {
      #expect(try AtomicFile.read(run.folder("run/" + name)) == AtomicFile.read(run.folder("before/" + name)))
    }

    // The model is worth keeping without its checkpoints too.
    TinyRun.removeTree(run.folder("run/checkpoints"))
    try AtomicFile.write("", to: run.folder("run/model.safetensors"))
    guard case .runExists = failure(run, .refuse) else { return #expect(Bool(false)) }
  }

  @Test func aStartThatFailedIsNoRun() throws {
    let run = try TinyRun()
    #expect(failure(run, .refuse) { $0.corpora.train[0].path = .both("/nowhere/at/all") } != nil)
    #expect(failure(run, .refuse) { $0.vocabulary.size = 100 }?.summary.contains("100") == true)
    #expect(failure(run, .resume) { $0.vocabulary.size = 280 } == nil)
  }

  @Test func aModelWithoutCheckpointsIsNotTrainedOver() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 12)
    TinyRun.removeTree(run.folder("run/checkpoints"))
    try run.copy("run", to: "before")
    guard case .noCheckpoint = failure(run, .resume) else { return #expect(Bool(false)) }
    for name in ["model.safetensors", "source.model", "target.model"] {
      #expect(try AtomicFile.read(run.folder("run/" + name)) == AtomicFile.read(run.folder("before/" + name)))
    }
  }

  /// The first checkpoint is what training starts from.
  @Test func forgetGatesStartWhereTheRecipeSays() throws {
    let biases = try [0.0, 2.0].map { forgetBias in
      let run = try TinyRun { $0.model.forgetBias = forgetBias }
      withExtendedLifetime(try run.trainer("run")) {}
      return try SafetensorsReader(opening: run.folder("run/checkpoints/last/model.safetensors"))
        .withTensor("encoder.layers.0.bias") { _, values in Array(values) }
    }
    for (unit, (plain, shifted)) in zip(biases[0], biases[1]).enumerated() {
      // 16 units a gate; the second is the forget gate.
      #expect(abs(shifted - plain - ((16..<32).contains(unit) ? 2 : 0)) < 1e-6)
    }
    #expect(biases[0].count == 64)
  }

  @Test func twoTrainingsDoNotShareAFolder() throws {
    let run = try TinyRun()
    let first = try run.trainer("run")
    guard case .folderInUse = failure(run) else { return #expect(Bool(false)) }
    withExtendedLifetime(first) {}
  }

  @Test func aValidationWithoutTextIsRefused() throws {
    let run = try TinyRun()
    try AtomicFile.write("a\nb\n", to: run.root + "/dev.de")
    try AtomicFile.write("\n\n", to: run.root + "/dev.en")
    #expect(failure(run)?.summary == "no pair of the validation corpus 'dev' has text on both sides")
  }

  @Test func aFolderOfValidationCorporaGivesASetForEach() throws {
    let run = try TinyRun { $0.training.maxUpdates = .updates(1) }
    try AtomicFile.makeFolder(run.root + "/sets")
    try run.writeCorpus("sets/one", pairs: 3, seed: 5)
    try run.writeCorpus("sets/two", pairs: 3, seed: 6)
    run.recipe.corpora.validation[0].path = .both(run.root + "/sets")
    let heard = TrainerCourseTests.Heard()
    try run.train("run", observer: heard.note)
    #expect(heard.validated.last?.sets.map(\.name) == ["dev/one", "dev/two"])
  }

  @Test func aModelThatNoMemoryHoldsIsRefused() throws {
    let run = try TinyRun()
    let error = failure(run) {
      $0.model.hiddenSize = 16384
      $0.model.layers = 16
      $0.training.slices = 256
    }
    guard case .tooLarge = error else { return #expect(Bool(false)) }
  }

  @Test func aFinishedRunSaysSo() throws {
    let run = try TinyRun { $0.training.maxUpdates = .updates(8) }
    try run.train("run")
    try run.copy("run", to: "before")
    #expect(try run.train("run") == .alreadyFinished(reason: "training.maxUpdates = 8u is reached"))
    #expect(try run.differences("before", "run") == [])
  }

  @Test func freshRemovesWhatIsOursAlone() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 16)
    run.recipe.training.seed = 4
    try run.train("whole")
    for name in ["notes.txt", "model.safetensors.old"] { try AtomicFile.write("mine", to: run.folder("run/" + name)) }
    try run.train("run", .fresh)
    #expect(try run.differences("whole", "run") == [])
    for name in ["notes.txt", "model.safetensors.old"] {
      #expect(try AtomicFile.read(run.folder("run/" + name)) == Array("mine".utf8))
    }
    #expect(RunFolder.names(in: run.folder("run/checkpoints")) == ["last", "update-000000028", "update-000000030"])
    #expect(try RecordLine.all(in: run.folder("run")).count == RecordLine.all(in: run.folder("whole")).count)
  }

  // MARK: - Checkpoints

  @Test(arguments: [1, 3])
  func oldCheckpointsArePruned(keep: Int) throws {
    let run = try TinyRun { $0.training.keepCheckpoints = keep }
    try run.train("run")
    let names = ["update-000000021", "update-000000028", "update-000000030"]
    #expect(RunFolder.names(in: run.folder("run/checkpoints")) == ["last"] + names.suffix(keep))
    #expect(TinyRun.target(ofLink: run.folder("run/checkpoints/last")) == "update-000000030")
    #expect(RunFolder.names(in: run.folder("run/checkpoints/last")) == ["model.safetensors", "state.safetensors"])
  }

  /// As the help of a damaged state says: the link is made to point at an older checkpoint, and newer ones stand there.
  @Test func anOlderCheckpointCanBeGoneBackTo() throws {
    let run = try TinyRun()
    try run.train("whole")
    try run.train("run", stopAfter: 28)
    try AtomicFile.write("damaged", to: run.folder("run/checkpoints/last/state.safetensors"))
    try AtomicFile.replaceLink(run.folder("run/checkpoints/last"), to: "update-000000021")
    // The one that is saved now stays, and not the newer, damaged one in its place.
    run.recipe.training.keepCheckpoints = 1
    #expect(try run.train("run", stopAfter: 2) == .interrupted)
    #expect(TinyRun.target(ofLink: run.folder("run/checkpoints/last")) == "update-000000023")
    #expect(try run.state("run")?.update == 23)
    try run.train("run")
    #expect(try run.differences("whole", "run") == [])
    #expect(RunFolder.names(in: run.folder("run/checkpoints")) == ["last", "update-000000030"])
  }

  @Test func damagedCheckpointsAreErrors() throws {
    let run = try TinyRun()
    try run.train("run", stopAfter: 9)
    let last = run.folder("run/checkpoints/last")
    for name in ["model.safetensors", "state.safetensors"] {
      let path = last + "/" + name
      let whole = try AtomicFile.read(path)

      var flipped = whole
      flipped[flipped.count - 5] ^= 1
      try AtomicFile.write(flipped, to: path)
      #expect(failure(run)?.message == "\(path): the content does not match its checksum")

      for count in [0, 7, 100, whole.count - 4] {
        try AtomicFile.write(Array(whole.prefix(count)), to: path)
        #expect(failure(run)?.message.hasPrefix("\(path): not a safetensors file that can be read") == true)
      }
      unlink(path)
      #expect(failure(run)?.message == "\(path): there is no such file")
      try AtomicFile.write(whole, to: path)
    }

    let state = try AtomicFile.read(last + "/state.safetensors")
    for (metadata, reason) in [([:], "it contains no state"), (["state": "{}"], nil)] as [([String: String], String?)] {
      let network = EncoderDecoder<Float>(
        ModelConfiguration(
          layers: 1, hiddenSize: 16, embeddingSize: 12, sourceVocabularySize: 290, targetVocabularySize: 290),
        training: false)
      try ModelArchive.save(network.parameters, metadata: metadata, to: last + "/state.safetensors")
      guard case .damagedState(_, let found) = failure(run) else { return #expect(Bool(false)) }
      #expect(reason == nil || found == reason)
    }
    try AtomicFile.write(state, to: last + "/state.safetensors")

    // A link to nothing is not taken for a run that has not begun.
    try AtomicFile.replaceLink(last, to: "update-000000099")
    #expect(failure(run)?.message == "\(last)/state.safetensors: there is no such file")
    try AtomicFile.replaceLink(last, to: "update-000000009")
    #expect(failure(run) == nil)
  }
}

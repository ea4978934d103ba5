import Basics
import Corpus
import Decoding
import Inference
import Layers
import Models
import Optimizers
import Tensors

/// The training loop: updates, and between them validations, checkpoints and their records.
///
/// `TrainingState` and the parameters alone hold the state of a training, and everything random is derived from the
/// recipe's seed and counters: a run that is cut anywhere and resumed gives the same bytes as one that was not.
public final class Trainer {
  /// Bad updates in a row after which the last checkpoint is taken back.
  static let badUpdatesInARow = 5
  static let mostRollbacks = 10
  static let updatesPerRecord = 100

  private let recipe: Recipe
  /// The folder that the user named.
  private let root: RunFolder
  /// The folder of the run: `root`, or one in it until the run takes the place of the one that is there.
  private var run: RunFolder
  private let observer: (TrainingEvent) -> Void
  private var preparation: Preparation
  /// The precision in use: the recipe's, if the processor supports it.
  private let precision: Recipe.TrainingSection.Precision
  private let network: EncoderDecoder<Float>
  private let optimizer: any Optimizer
  private let communicator: Communicator
  private let step: TrainingStep
  private let validator: Validator
  private var checkpoint: Checkpoint { Checkpoint(run) }
  private let stopping: EarlyStopping
  private let generator: SeededGenerator
  private let log: TrainingLog
  private let lock: FolderLock
  private var state: TrainingState
  private var meter: TrainingMeter
  private var prefetcher: Prefetcher?
  private var badInARow = 0
  private var isLinkWarned = false
  private var reportedDrops = DropTally()
  /// The moment before the last update.
  private var before = TrainingMoment()

  /// Prepares everything up to the first update, or reads the last checkpoint.
  /// - Parameters:
  ///   - folder: the run's.
  ///   - workers: threads; the recipe's number where nil, else as many as there are cores.
  ///   - acceptsFaults: whether text that no model should learn from is only warned of.
  public init(
    _ loaded: LoadedRecipe, folder: String, mode: StartMode, workers: Int?, acceptsFaults: Bool = false,
    observer: @escaping (TrainingEvent) -> Void
  ) throws(TrainingError) {
    recipe = loaded.recipe
    root = RunFolder(folder)
    generator = SeededGenerator(seed: UInt64(recipe.training.seed))
    stopping = EarlyStopping(metric: recipe.training.validationMetric, patience: recipe.training.patience)
    let count = workers ?? recipe.training.workers ?? WorkerPool.processorCount
    communicator = Communicator(workers: min(count, recipe.training.slices))
    let isBegun = Checkpoint(root).exists || (root.next.isOurs && Checkpoint(root.next.run).exists)
    let inputs = try TrainingInputs(loaded, acceptsFaults: acceptsFaults || (mode == .resume && isBegun))
    try RunStart.requireInputsOutside(root, loaded, inputs, mode: mode)
    try RunStart.requireOutsideOfRuns(root)
    lock = try FolderLock(root)
    try root.requireOwn()
    let start = try RunStart(loaded, root: root, mode: mode)
    let saved = start.saved
    run = start.run

    let (log, seconds) = try TrainingLog.open(run, upTo: saved?.update ?? 0)
    self.log = log
    self.observer = { event in
      log.write(event)
      observer(event)
    }
    if count > recipe.training.slices {
      self.observer(
        .notice(
          "Using \(recipe.training.slices) of \(count) workers: a batch has training.slices = \(recipe.training.slices)"
        ))
    }
    if run.path != root.path {
      self.observer(
        .notice("The run in \(root.path) stays until this one has saved a model, and then makes room for it"))
    }
    if saved == nil { for fault in inputs.faults { self.observer(.warning(fault.warning)) } }
    preparation = try Preparation(
      recipe, inputs: inputs, run: run, workers: count, mayRebuild: saved == nil,
      known: saved?.inputs, acceptsFaults: acceptsFaults, observe: self.observer)
    try TrainingMemory.check(preparation.configuration.model)
    precision = recipe.training.precision.onThisProcessor
    if precision != recipe.training.precision {
      self.observer(.notice("This processor does not support \(recipe.training.precision): training in \(precision)"))
    }
    network = EncoderDecoder(
      preparation.configuration.model, training: true, precision: precision.ofProducts)
    optimizer = recipe.training.makeOptimizer(network.parameters)
    step = TrainingStep(
      network: network, optimizer: optimizer, slices: recipe.training.slices, communicator: communicator)
    let bundle = ModelBundle(
      configuration: preparation.configuration, network: network, source: preparation.source,
      target: preparation.target, metadata: [:])
    let options = try asTrainingError {
      try DecodingOptions(
        beamSize: loaded.recipe.decoding.beamSize, normalize: loaded.recipe.decoding.normalize,
        maxLengthFactor: loaded.recipe.decoding.maxLengthFactor)
    }
    validator = try Validator(
      inputs.validation, bundle: bundle, options: options, batchTokens: recipe.training.batchTokens,
      communicator: communicator)
    if recipe.training.hasNoEnd(validated: !validator.sets.isEmpty) {
      self.observer(
        .warning(
          "this training has no limit: set training.maxUpdates, maxEpochs or maxTime, or stop it with Ctrl-C, which saves it"
        ))
    }
    meter = TrainingMeter(secondsBefore: seconds)
    state = TrainingState()
    try begin(
      start,
      texts: InputTexts(train: preparation.texts, validation: inputs.validationTexts, test: inputs.testTexts))
  }

  private func begin(_ start: RunStart, texts: InputTexts) throws(TrainingError) {
    if start.saved != nil {
      state = try checkpoint.load(network.parameters, optimizer)
      if state.dataHash != preparation.dataHash || state.validationHash != validator.hash {
        let key = state.dataHash != preparation.dataHash ? "corpora" : "corpora.validation"
        let (changed, change) = texts.change(since: state.inputs) ?? (key, .unknown)
        throw .corpusChanged(folder: run.path, key: changed, change: change)
      }
      if state.precision != precision {
        throw .precisionChanged(folder: run.path, from: state.precision, to: precision)
      }
      let (isa, version) = (NumericLibrary.instructionSet, NumericLibrary.oneDNNVersion)
      if state.instructionSet != isa || state.oneDNNVersion != version {
        observer(
          .warning(
            "this run began with \(state.instructionSet), oneDNN \(state.oneDNNVersion), and continues with \(isa), "
              + "oneDNN \(version): the last bits may differ from those of an uninterrupted run"))
      }
      for change in start.changes {
        observer(.changed(ChangedRecord(change, update: state.update, seconds: meter.seconds)))
      }
      if start.changes.contains(where: { $0.key.hasPrefix("decoding.") }) {
        try asTrainingError { try ModelBundle.writeConfiguration(preparation.configuration, to: run.path) }
      }
      try start.writeRecipe()
      observer(.notice("Continuing at update \(state.update)"))
    } else {
      state.dataHash = preparation.dataHash
      state.validationHash = validator.hash
      state.inputs = texts.hashes
      state.precision = precision
      state.instructionSet = NumericLibrary.instructionSet
      state.oneDNNVersion = NumericLibrary.oneDNNVersion
      Initializer(
        range: recipe.model.initialRange, forgetBias: recipe.model.forgetBias, generator: generator.split(1)
      ).fill(network.parameters)
      network.parameters.pack()
      try asTrainingError { try ModelBundle.writeConfiguration(preparation.configuration, to: run.path) }
      try checkpoint.save(network.parameters, optimizer, state, keep: recipe.training.keepCheckpoints)
      observer(.notice("Training \(grouped(network.parameters.learnedCount)) parameters"))
    }
  }

  private func reasonToStop() -> String? {
    recipe.training.reachedLimit(at: now) ?? exhaustion
  }

  private var exhaustion: String? {
    stopping.isExhausted(state)
      ? "no better model in the last \(state.stalled == 1 ? "validation" : "\(state.stalled) validations")" : nil
  }

  /// Trains until a limit of the recipe is reached or `isInterrupted` says so.
  public func train(isInterrupted: () -> Bool) throws(TrainingError) -> TrainingOutcome {
    if let reason = reasonToStop() { return .alreadyFinished(reason: reason) }
    try BestModel(run, checkpoint).putBack(state.best)
    defer { prefetcher?.cancel() }
    meter.start()
    while true {
      try update()
      let limit = recipe.training.reachedLimit(at: now)
      let isLast = limit != nil || isInterrupted()
      if state.update % Self.updatesPerRecord == 0 || isLast { record() }
      // An interrupted run is validated at the next due point, not where it happened to be cut.
      let isValidationDue = now.hasPassed(recipe.training.validateEvery, since: before)
      if isValidationDue || limit != nil { try validate(inTurn: isValidationDue) }
      let reason = limit ?? exhaustion
      // A training that diverges returns to its last checkpoint: while updates fail, none is made.
      let isDue = isLast || reason != nil || now.hasPassed(recipe.training.checkpointEvery, since: before)
      if isDue && badInARow == 0 { try save() }
      if reason != nil || isLast {
        observer(.notice("Waited for data \(decimal(meter.dataWait * 100, 2))% of the time"))
        return reason.map { .finished(reason: $0) } ?? .interrupted
      }
    }
  }

  private func update() throws(TrainingError) {
    before = now
    if prefetcher == nil { prefetcher = Prefetcher(batches(from: state.position)) }
    let waitedBefore = prefetcher?.waitedSeconds ?? 0
    let batch = try asTrainingError { try prefetcher!.next() }
    if let dropped = prefetcher?.dropped, dropped != reportedDrops, state.position.epoch == 0 {
      reportedDrops = dropped
      observer(.notice(dropped.summary(maxSourceTokens: recipe.text.maxSourceTokens)))
    }
    let rate = recipe.training.learningRate(at: before.progress) * state.learningRateFactor
    let outcome = step.run(
      IDPairs(batch.pairs), smoothing: recipe.training.labelSmoothing, clipNorm: recipe.training.clipNorm,
      clipValue: recipe.training.clipValue, learningRate: rate,
      generator: generator.split(2).split(UInt64(state.update)),
      number: state.update - state.skippedUpdates + 1)
    state.consume(batch)
    meter.note(outcome, learningRate: rate, waited: (prefetcher?.waitedSeconds ?? 0) - waitedBefore)
    if outcome.isFinite { badInARow = 0 } else { try skip() }
    observer(
      .update(
        meter.snapshot(
          update: state.update, total: recipe.training.maxUpdates.map { Int($0.amount) },
          part: recipe.training.part(at: now))))
  }

  private func batches(from position: DataPosition) -> BatchIterator {
    BatchIterator(
      preparation.mixture, batchTokens: recipe.training.batchTokens, seed: UInt64(recipe.training.seed),
      threads: communicator.workers, position: position,
      encode: preparation.encoder(maxSourceTokens: recipe.text.maxSourceTokens))
  }

  /// The update was not made. After several in a row the last checkpoint is taken back, at half the learning rate.
  private func skip() throws(TrainingError) {
    state.skippedUpdates += 1
    badInARow += 1
    observer(.warning("update \(state.update) skipped: loss or gradient is not finite"))
    guard badInARow >= Self.badUpdatesInARow else { return }
    let (update, best) = (state.update, state.best)
    state = try checkpoint.load(network.parameters, optimizer)
    guard state.rollbacks < Self.mostRollbacks else { throw .diverged(update: update, rollbacks: state.rollbacks) }
    state.rollbacks += 1
    state.learningRateFactor /= 2
    state.best = best  // the model that was saved for it is still there
    try checkpoint.replaceState(optimizer, state)
    prefetcher?.cancel()
    prefetcher = nil
    badInARow = 0
    observer(
      .warning(
        "\(Self.badUpdatesInARow) bad updates in a row: back to update \(state.update) with half the learning rate "
          + "(\(scientific(recipe.training.learningRate(at: now.progress) * state.learningRateFactor)))"))
  }

  /// - Parameter inTurn: false at the end of a training where no validation was due. The result stays out of the state,
  ///   so that a training that goes on from there is the same as one that did not end there.
  private func validate(inTurn: Bool) throws(TrainingError) {
    guard !validator.sets.isEmpty else { return }
    meter.pause()
    defer { meter.start() }
    let (scores, translations) = try validator.run()
    let value = stopping.value(scores[0])
    let bestInTurn = state.best
    var state = state
    let isBest = stopping.note(value, in: &state)
    if !isBest && recipe.training.schedule == .plateau { state.learningRateFactor /= 2 }
    if inTurn { self.state = state }
    observer(
      .validated(
        ValidatedRecord(
          epoch: state.position.epoch + 1, update: state.update, targetTokens: state.targetTokens, sets: scores,
          metric: recipe.training.validationMetric.rawValue, value: value, isBest: isBest, stalled: state.stalled,
          best: state.best?.score ?? value, seconds: meter.seconds)))
    for (pair, translation) in zip(validator.sets[0].pairs, translations).prefix(3) {
      observer(.sample(source: pair.source, reference: pair.target, hypothesis: translation))
    }
    if isBest {
      let best = BestModel(run, checkpoint)
      if inTurn { best.forget() } else { try best.keep(bestInTurn) }
      try saveModel(scores)
    }
  }

  /// The model that `translate` takes: the best by validation, or without validation the last.
  private func saveModel(_ scores: [ValidationScores]) throws(TrainingError) {
    var metadata = ["update": String(state.update)]
    for set in scores {
      metadata["validation.\(set.name)"] =
        "perplexity \(decimal(set.perplexity, 4)), BLEU \(decimal(set.bleu, 2)), chrF \(decimal(set.chrf, 2))"
    }
    try asTrainingError { try ModelArchive.save(network.parameters, metadata: metadata, to: run.weights) }
    if run.path != root.path { try replaceOldRun() }
    do throws(FileError) { try RunStart.pointLatest(at: root) } catch {
      if isLinkWarned { return }
      isLinkWarned = true
      observer(.warning("\(error.message): the link to the newest run is left as it is"))
    }
  }

  /// The first model of a run that `--fresh` began: from now on it stands where the old one stood.
  private func replaceOldRun() throws(TrainingError) {
    prefetcher?.cancel()
    prefetcher = nil
    try root.next.replaceRoot()
    run = root
    preparation = preparation.moved(to: run)
    observer(.notice("This run has taken the place of the one that was in \(root.path)"))
  }

  private func save() throws(TrainingError) {
    if validator.sets.isEmpty { try saveModel([]) }
    meter.pause()
    defer { meter.start() }
    try checkpoint.save(network.parameters, optimizer, state, keep: recipe.training.keepCheckpoints)
    observer(.checkpoint(CheckpointRecord(update: state.update, seconds: meter.seconds)))
  }

  private func record() {
    observer(.trained(meter.record(state, epoch: Int(before.progress.epochs) + 1)))
  }

  private var now: TrainingMoment {
    TrainingMoment(progress: state.progress(pairs: Int(preparation.mixture.pairsAnEpoch)), seconds: meter.seconds)
  }
}

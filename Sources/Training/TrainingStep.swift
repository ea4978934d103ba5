import Basics
import Corpus
import Glibc
import Layers
import Models
import Optimizers
import Tensors

/// One update: the batch in slices, their gradients summed in order, clipped, and the optimizer's step.
///
/// The slices are fixed by the recipe and workers share them, so that the result is the same for any number of workers.
final class TrainingStep {
  struct Outcome {
    var loss: CrossEntropySum
    var targetTokens: Int
    var gradientNorm: Double
    /// False where loss or gradient was not finite: the parameters are then as they were.
    var isFinite: Bool
  }

  private let network: EncoderDecoder<Float>
  private let optimizer: any Optimizer
  private let communicator: Communicator
  private let slices: Int
  private let gradients: GradientBlock<Float>
  /// One a worker.
  private let tapes: [GradientTape<Float>]
  private let workspaces: [Workspace<Float>]
  private let logitsWorkspace = Workspace<Float>()

  /// A slice of a batch, with its number.
  private typealias Slice = (number: Int, pairs: IDPairs)

  init(network: EncoderDecoder<Float>, optimizer: any Optimizer, slices: Int, communicator: Communicator) {
    self.network = network
    self.optimizer = optimizer
    self.communicator = communicator
    self.slices = slices
    gradients = GradientBlock(like: network.parameters)
    tapes = (0..<communicator.workers).map { _ in GradientTape(network.parameters) }
    workspaces = (0..<communicator.workers).map { _ in Workspace() }
  }

  /// - Parameters:
  ///   - clipValue: the largest magnitude of a number of the gradient, before clipping by norm; 0 clips none.
  ///   - generator: of this update, for dropout.
  ///   - number: of the update, from 1, skipped ones left out.
  func run(
    _ batch: IDPairs, smoothing: Double, clipNorm: Double, clipValue: Double = 0, learningRate: Double,
    generator: SeededGenerator?,
    number: Int
  ) -> Outcome {
    let tokens = batch.targetTokens
    let scale = 1 / Double(max(1, tokens))
    var loss = CrossEntropySum()
    gradients.clear()
    var rest = cut(batch)[...]
    while !rest.isEmpty {
      loss += addGradients(
        of: Array(rest.prefix(communicator.workers)), smoothing: smoothing, scale: scale, generator: generator)
      rest = rest.dropFirst(communicator.workers)
    }
    let norm = communicator.norm(gradients)
    guard loss.smoothedLoss.isFinite && norm.isFinite else {
      return Outcome(loss: loss, targetTokens: tokens, gradientNorm: norm, isFinite: false)
    }
    var clippedNorm = norm
    if clipValue > 0 {
      let gradients = gradients
      communicator.share(gradients.partCount) { gradients.clamp(part: $0, to: Float(clipValue)) }
      clippedNorm = communicator.norm(gradients)
    }
    let factor = GradientClipping.factor(norm: clippedNorm, limit: clipNorm)
    let (parameters, optimizer, gradients) = (network.parameters, optimizer, gradients)
    communicator.share(gradients.partCount) { part in
      optimizer.update(
        parameters.values, gradients: gradients, part: part, learningRate: learningRate, gradientFactor: factor,
        number: number)
    }
    communicator.share(parameters.packingCount) { parameters.pack(part: $0) }
    return Outcome(loss: loss, targetTokens: tokens, gradientNorm: norm, isFinite: true)
  }

  /// The losses of as many slices as there are workers. Each worker takes one through the network and back; the output
  /// layer, which has most rows and columns, they do together. Whoever computes: gradients are added in the order of the
  /// slices.
  private func addGradients(
    of round: [Slice], smoothing: Double, scale: Double, generator: SeededGenerator?
  ) -> CrossEntropySum {
    let (network, tapes, workspaces) = (network, tapes, workspaces)
    let shared = SharedValues<EncoderDecoder<Float>.Pass?>(count: round.count, nil)
    communicator.run { worker in
      guard worker < round.count else { return }
      workspaces[worker].reset()
      tapes[worker].clear()
      let (slice, pairs) = round[worker]
      shared[worker] = network.forward(
        pairs,
        on: Recording(
          workspace: workspaces[worker], tape: tapes[worker], generator: generator?.split(UInt64(slice))))
    }
    let passes = round.indices.compactMap { shared[$0] }
    var loss = CrossEntropySum()
    // A slice has at least two blocks of losses, so this many slices keep all workers busy. More would only take memory.
    let atOnce = max(1, communicator.workers / 2)
    for first in stride(from: 0, to: passes.count, by: atOnce) {
      let slices = first..<min(first + atOnce, passes.count)
      loss += addOutputGradients(of: passes, slices, smoothing: smoothing, scale: scale)
    }
    communicator.run { worker in
      guard worker < passes.count else { return }
      tapes[worker].clear()
      network.backward(passes[worker])
    }
    communicator.allReduce(tapes[..<passes.count], into: gradients)
    return loss
  }

  private func addOutputGradients(
    of passes: [EncoderDecoder<Float>.Pass], _ slices: Range<Int>, smoothing: Double, scale: Double
  ) -> CrossEntropySum {
    let network = network
    logitsWorkspace.reset()
    let logits = slices.map {
      logitsWorkspace.tensor(Shape(passes[$0].targetTokens, network.configuration.targetVocabularySize))
    }
    let blocks = slices.flatMap { slice in passes[slice].lossBlocks.map { (slice: slice, rows: $0) } }
    let sums = SharedValues(count: blocks.count, CrossEntropySum())
    communicator.share(blocks.count) { block in
      let (slice, rows) = blocks[block]
      sums[block] = network.loss(
        of: passes[slice], rows: rows, smoothing: smoothing, scale: scale,
        logits: logits[slice - slices.lowerBound].rows(rows))
    }
    for slice in slices {
      network.recordOutput(of: passes[slice], logits: logits[slice - slices.lowerBound], on: tapes[slice])
    }
    communicator.allReduce(tapes[slices], into: gradients)
    return blocks.indices.reduce(into: CrossEntropySum()) { $0 += sums[$1] }
  }

  /// Neighbours in the batch, which are of like length, stay together.
  private func cut(_ batch: IDPairs) -> [Slice] {
    let count = batch.sources.count
    return (0..<slices).compactMap { slice in
      let range = (count * slice / slices)..<(count * (slice + 1) / slices)
      if range.isEmpty { return nil }
      return (slice, IDPairs(sources: Array(batch.sources[range]), targets: Array(batch.targets[range])))
    }
  }
}

extension IDPairs {
  init(_ pairs: [EncodedPair]) {
    self.init(sources: pairs.map(\.source), targets: pairs.map(\.target))
  }
}

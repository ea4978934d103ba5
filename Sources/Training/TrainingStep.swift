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
  private let gradients: [ParameterBlock<Float>]
  private let workspaces: [Workspace<Float>]

  init(network: EncoderDecoder<Float>, optimizer: any Optimizer, slices: Int, communicator: Communicator) {
    self.network = network
    self.optimizer = optimizer
    self.communicator = communicator
    self.slices = slices
    gradients = (0..<slices).map { _ in ParameterBlock(like: network.parameters) }
    workspaces = (0..<communicator.workers).map { _ in Workspace() }
  }

  /// - Parameters:
  ///   - generator: of this update, for dropout.
  ///   - number: of the update, from 1, skipped ones left out.
  func run(
    _ batch: IDPairs, smoothing: Double, clipNorm: Double, learningRate: Double, generator: SeededGenerator?,
    number: Int
  ) -> Outcome {
    let parts = slices == 1 ? [batch] : cut(batch)
    let tokens = batch.targetTokens
    let scale = 1 / Double(max(1, tokens))
    let likelihoods = SharedNumbers(count: slices)
    let losses = SharedNumbers(count: slices)
    let (network, gradients, workspaces, communicator) = (network, gradients, workspaces, communicator)
    communicator.run { worker in
      for slice in stride(from: worker, to: parts.count, by: communicator.workers) {
        gradients[slice].values.fill(0)
        workspaces[worker].reset()
        let sum = network.forwardBackward(
          parts[slice], smoothing: smoothing, scale: scale, generator: generator?.split(UInt64(slice)),
          gradients: gradients[slice], workspace: workspaces[worker])
        likelihoods[slice] = sum.negativeLogLikelihood
        losses[slice] = sum.smoothedLoss
      }
    }
    var loss = CrossEntropySum()
    for slice in parts.indices {
      loss += CrossEntropySum(negativeLogLikelihood: likelihoods[slice], smoothedLoss: losses[slice])
    }
    let norm = communicator.allReduce(gradients).squareRoot()
    guard loss.smoothedLoss.isFinite && norm.isFinite else {
      return Outcome(loss: loss, targetTokens: tokens, gradientNorm: norm, isFinite: false)
    }
    let factor = GradientClipping.factor(norm: norm, limit: clipNorm)
    let (parameters, optimizer) = (network.parameters, optimizer)
    communicator.run { worker in
      optimizer.update(
        parameters.values, gradients: gradients[0].values,
        range: communicator.share(of: worker, count: parameters.count), learningRate: learningRate,
        gradientFactor: factor, number: number)
    }
    communicator.run { worker in parameters.pack(share: worker, of: communicator.workers) }
    return Outcome(loss: loss, targetTokens: tokens, gradientNorm: norm, isFinite: true)
  }

  /// Neighbours in the batch, which are of like length, stay together.
  private func cut(_ batch: IDPairs) -> [IDPairs] {
    let count = batch.sources.count
    return (0..<slices).map { slice in
      let range = (count * slice / slices)..<(count * (slice + 1) / slices)
      return IDPairs(sources: Array(batch.sources[range]), targets: Array(batch.targets[range]))
    }
  }
}

extension IDPairs {
  init(_ pairs: [EncodedPair]) {
    self.init(sources: pairs.map(\.source), targets: pairs.map(\.target))
  }
}

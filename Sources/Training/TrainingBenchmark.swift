import Basics
import Layers
import Models
import Optimizers
import Tensors

/// Times whole updates on random ids: forward, loss, backward, the sum over slices, norm, clipping and Adam, without dropout.
public struct TrainingBenchmark: Sendable {
  public var model = BenchmarkModel()
  public var batchSize = 64
  public var length = 25
  public var steps = 10
  public var slices = Recipe.TrainingSection().slices
  public var precision = Recipe.TrainingSection.Precision.float32
  public var workers = WorkerPool.processorCount

  public init() {}

  /// The result of one run: one line of JSON.
  public struct Report: Codable, Sendable {
    public var mode = "train"
    public var precision: Recipe.TrainingSection.Precision
    public var workers: Int
    public var parameters: Int
    public var targetTokensPerSecond: BenchmarkMeasures.Spread
    public var secondsPerUpdate: BenchmarkMeasures.Spread
    /// The speed of the model's products alone, from the median: 2 operations for each multiply-add, forward and backward.
    public var gigaflopsPerSecond: Double
    /// The speed of a register-resident loop on the same workers, in the same run.
    public var peakGigaflopsPerSecond: Double
    public var fractionOfPeak: Double
    public var peakResidentBytes: Int
    public var instructionSet: String

    public var json: String { BenchmarkMeasures.json(self) }
  }

  public func run() -> Report {
    let precision = precision.onThisProcessor
    let network = model.networkForTraining(precision: precision.ofProducts)
    let communicator = Communicator(workers: workers)
    let step = TrainingStep(
      network: network, optimizer: Adam(network.parameters), slices: slices,
      communicator: communicator)
    var generator = SeededGenerator(seed: 2)
    // The end mark counts as a target token: `length` is with it.
    let ids = { (count: Int) in (0..<count).map { _ in TokenID(4 + generator.below(model.vocabularySize - 4)) } }
    let batch = IDPairs(
      sources: (0..<batchSize).map { _ in ids(length) }, targets: (0..<batchSize).map { _ in ids(length - 1) })
    let clock = ContinuousClock()
    var seconds: [Double] = []
    for number in 1...(steps + 2) {
      let start = clock.now
      _ = step.run(batch, smoothing: 0, clipNorm: 5, learningRate: 1e-3, generator: nil, number: number)
      // The first two make room and primitives.
      if number > 2 { seconds.append((clock.now - start) / .seconds(1)) }
    }
    seconds.sort()
    let median = seconds[seconds.count / 2]
    let tokens = Double(batch.targetTokens)
    let peak = BenchmarkMeasures.peakGigaflopsPerSecond(communicator)
    let speed = operationsPerUpdate / median / 1e9
    return Report(
      precision: precision, workers: workers, parameters: network.parameters.learnedCount,
      targetTokensPerSecond: .init(best: tokens / seconds[0], median: tokens / median),
      secondsPerUpdate: .init(best: seconds[0], median: median), gigaflopsPerSecond: speed,
      peakGigaflopsPerSecond: peak, fractionOfPeak: speed / peak,
      peakResidentBytes: BenchmarkMeasures.peakResidentBytes,
      instructionSet: NumericLibrary.instructionSet)
  }

  /// Multiply-adds of the products for one target token with its source token, times 2, times 3 for both passes.
  var operationsPerUpdate: Double {
    let (source, target) = model.configuration.multiplyAdds(sourceLength: length)
    return 6 * Double(source + target) * Double(batchSize * length)
  }
}

import Basics
import Decoding
import Layers
import Models
import Tensors

/// Times beam search on random ids with random weights: encoder, decoder and search, without text.
///
/// The end symbol is never generated, so that every sentence takes as many steps as its source has tokens.
public struct TranslationBenchmark: Sendable {
  public typealias Precision = ProductPrecision
  /// The step limit of any search is longer.
  public static let smallestLength = 11

  public var model = BenchmarkModel()
  /// Sentences that a worker decodes together.
  public var batchSize = 64
  public var beamSize = 5
  /// `smallestLength` or more.
  public var length = 25
  /// Batches that each worker translates.
  public var steps = 10
  public var precision = Precision.float32
  public var workers = WorkerPool.processorCount

  public init() {}

  /// The result of one run: one line of JSON.
  public struct Report: Codable, Sendable {
    public var mode = "translate"
    public var precision: Precision
    public var workers: Int
    public var beamSize: Int
    public var parameters: Int
    /// The speed of all workers together.
    public var sentencesPerSecond: BenchmarkMeasures.Spread
    public var targetTokensPerSecond: BenchmarkMeasures.Spread
    /// Until every worker has translated one.
    public var secondsPerBatch: BenchmarkMeasures.Spread
    /// The speed of the model's products alone, from the median: 2 operations for each multiply-add.
    public var gigaflopsPerSecond: Double
    /// The speed of a register-resident loop on the same workers, in the same run.
    public var peakGigaflopsPerSecond: Double
    public var fractionOfPeak: Double
    public var peakResidentBytes: Int
    public var instructionSet: String

    public var json: String { BenchmarkMeasures.json(self) }
  }

  public func run() throws(DecodingError) -> Report {
    precondition(length >= Self.smallestLength, "sentences of \(length) steps")
    // The limit is ceil(factor * length) + 10: half a token less than what is left keeps clear of rounding.
    let options = try DecodingOptions(
      beamSize: beamSize, normalize: 1, maxLengthFactor: (Double(length) - 10.5) / Double(length))
    let precision = precision.onThisProcessor
    let network = model.networkForInference(precision: precision)
    var generator = SeededGenerator(seed: 2)
    let sources = (0..<batchSize * workers).map { _ in
      (0..<length).map { _ in TokenID(4 + generator.below(model.vocabularySize - 4)) }
    }
    let searches = (0..<workers).map { _ in BenchmarkSearch(network, options) }
    let communicator = Communicator(workers: workers)
    let clock = ContinuousClock()
    var seconds: [Double] = []
    for number in 1...(steps + 1) {
      let queue = SentenceQueue(sources, searches: workers)
      let start = clock.now
      communicator.run { [batchSize] worker in searches[worker].run(queue, batchSize: batchSize) }
      // The first makes room and primitives.
      if number > 1 { seconds.append((clock.now - start) / .seconds(1)) }
    }
    let spread = BenchmarkMeasures.Spread(seconds)
    let sentences = Double(sources.count)
    let peak = BenchmarkMeasures.peakGigaflopsPerSecond(communicator)
    let speed = operationsPerSentence * sentences / spread.median / 1e9
    return Report(
      precision: precision, workers: workers, beamSize: beamSize, parameters: network.parameters.learnedCount,
      sentencesPerSecond: .init(sentences, in: spread),
      targetTokensPerSecond: .init(sentences * Double(length), in: spread), secondsPerBatch: spread,
      gigaflopsPerSecond: speed, peakGigaflopsPerSecond: peak, fractionOfPeak: speed / peak,
      peakResidentBytes: BenchmarkMeasures.peakResidentBytes, instructionSet: NumericLibrary.instructionSet)
  }

  /// Operations of the products: each source token goes through the encoder, and each live hypothesis through the decoder at
  /// every step; at the first step there is one hypothesis, then the beam is full.
  var operationsPerSentence: Double {
    let rowSteps = 1 + (length - 1) * beamSize
    let (source, target) = model.configuration.multiplyAdds(sourceLength: length)
    return 2 * (Double(source * length) + Double(target * rowSteps))
  }
}

/// The search of one worker.
private final class BenchmarkSearch: @unchecked Sendable {
  private let search: BeamSearch
  private var model: NetworkStepModel

  init(_ network: EncoderDecoder<Float>, _ options: DecodingOptions) {
    search = BeamSearch(options, begin: MarkID.begin, end: MarkID.end)
    model = NetworkStepModel(network, suppressed: [MarkID.end])
  }

  func run(_ queue: SentenceQueue, batchSize: Int) {
    search.search(queue, batchSize: batchSize, with: &model) { _, _ in }
  }
}

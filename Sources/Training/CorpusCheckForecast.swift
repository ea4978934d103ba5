import Basics
import Corpus
import Glibc
import Models

/// A forecast of the resources that a training needs. Everything except the number of parameters is an estimate.
public struct CorpusCheckForecast: Codable, Sendable {
  public var parameters: Int
  public var memoryBytes: Int
  /// The memory of this machine.
  public var presentMemoryBytes: Int
  public var shardBytes: Int
  /// The size of all checkpoints that are kept, and of one more while it is written.
  public var checkpointBytes: Int
  public var modelBytes: Int
  /// Free space on the disk of the run's folder.
  public var freeDiskBytes: Int?
  public var updatesPerEpoch: Int
  public var secondsPerEpoch: Double
  public var targetTokensPerSecond: Double
  public var workers: Int

  public var diskBytes: Int { shardBytes + checkpointBytes + modelBytes }

  /// zstd makes about a third of text.
  private static let compression = 3

  /// - Parameter folder: the run's; it need not be there.
  init(
    _ recipe: Recipe, _ vocabulary: CorpusCheckVocabulary, training: [CorpusCheckCorpus], folder: String, workers: Int
  ) {
    let sizes = vocabulary.sides.map(\.size)
    let model = ModelConfiguration(
      recipe.model, sourceVocabularySize: sizes.first ?? recipe.vocabulary.size,
      targetVocabularySize: sizes.last ?? recipe.vocabulary.size)
    parameters = model.parameterCount
    memoryBytes = TrainingMemory.bytes(for: model)
    presentMemoryBytes = ModelMemory.present
    shardBytes = training.reduce(0) { $0 + ($1.isShards ? 0 : $1.estimatedTextBytes) } / Self.compression
    checkpointBytes = (recipe.training.keepCheckpoints + 1) * 4 * parameters * (1 + recipe.training.optimizerBlocks)
    modelBytes = 4 * parameters
    freeDiskBytes = Self.freeBytes(at: folder)
    self.workers = min(workers, recipe.training.slices)

    let pairs = training.reduce(0) { $0 + $1.weight * Double($1.sample.estimatedPairs) }
    let targetTokens = pairs * vocabulary.keptShare * (vocabulary.meanPieces.target + 1)
    updatesPerEpoch = Int(min(0x1p53, (targetTokens / Double(recipe.training.batchTokens)).rounded(.up)))
    targetTokensPerSecond = Self.speed(model, workers: self.workers)
    secondsPerEpoch = targetTokens / targetTokensPerSecond
  }

  /// The findings about memory and disk space.
  func findings(_ recipe: Recipe) -> [CorpusCheckFinding] {
    var findings: [CorpusCheckFinding] = []
    if memoryBytes > presentMemoryBytes {
      let error = TrainingError.tooLarge(parameters: parameters, bytes: memoryBytes, present: presentMemoryBytes)
      findings.append(CorpusCheckFinding(.error, error.summary, remedy: error.remedy))
    }
    if let freeDiskBytes, diskBytes > freeDiskBytes {
      findings.append(
        CorpusCheckFinding(
          .error, "a run takes about \(diskBytes >> 20) MiB of disk, and \(freeDiskBytes >> 20) are free",
          remedy: "make room, choose another folder, or lower training.keepCheckpoints"))
    }
    return findings
  }

  /// Target tokens a second, by some updates of a model of this shape; of a part of it where it is large, scaled by the
  /// arithmetic.
  private static func speed(_ model: ModelConfiguration, workers: Int) -> Double {
    var benchmark = TrainingBenchmark()
    benchmark.workers = workers
    (benchmark.batchSize, benchmark.length, benchmark.steps) = (32, 10, 2)
    benchmark.model.configuration = model
    benchmark.model.vocabularySize = model.targetVocabularySize
    let wanted = benchmark.operationsPerUpdate
    benchmark.model.configuration.layers = min(model.layers, 2)
    // A width that heads and halves divide.
    let unit = 2 * model.attentionHeads
    if model.hiddenSize > 512 { benchmark.model.configuration.hiddenSize = 512 / unit * unit }
    benchmark.model.configuration.embeddingSize = min(model.embeddingSize, 512)
    benchmark.model.vocabularySize = min(max(model.targetVocabularySize, 8), 4000)
    return benchmark.run().targetTokensPerSecond.median * benchmark.operationsPerUpdate / wanted
  }

  /// The free space for a folder, or for the nearest existing folder above it.
  private static func freeBytes(at folder: String) -> Int? {
    var path = folder
    while !AtomicFile.exists(path) {
      guard let slash = path.lastIndex(of: "/") else {
        path = "."
        break
      }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let (bytes, isTooMany) = Int(clamping: status.f_bavail).multipliedReportingOverflow(by: Int(status.f_frsize))
    return isTooMany ? nil : bytes
  }
}

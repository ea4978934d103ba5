import Basics
import Corpus
import FoundationEssentials
import Optimizers

/// Everything but the parameters and the optimizer's moments that a run must remember to go on bit for bit. Nothing in it
/// depends on the clock.
struct TrainingState: Codable, Equatable {
  static let newestFormat = 2

  var formatVersion = TrainingState.newestFormat
  /// Batches consumed, skipped ones among them.
  var update = 0
  /// Updates left out because loss or gradient was not finite.
  var skippedUpdates = 0
  var targetTokens = 0
  var sentences = 0
  /// The batch that comes next.
  var position = DataPosition.start
  /// Pairs consumed of the present epoch.
  var epochPairs = 0
  /// The factor of the learning rate from plateaus and rollbacks.
  var learningRateFactor = 1.0
  var rollbacks = 0
  var best: Best?
  /// Validations since the best one.
  var stalled = 0
  /// A hash of the shards and of the test corpora's text, which decide the pairs that are trained on.
  var dataHash: UInt64 = 0
  /// A hash of the validation corpora's text.
  var validationHash: UInt64 = 0
  /// Hashes of each file; nil in a run that began with an earlier mt.
  var inputs: InputHashes?
  /// The precision of the products.
  var precision = Recipe.TrainingSection.Precision.float32
  /// The bits of sums depend on these two; mt warns about a change.
  var instructionSet = ""
  var oneDNNVersion = ""

  struct Best: Codable, Equatable {
    /// The score by the recipe's validation metric.
    var score: Double
    var update: Int
  }

  /// - Parameter pairs: of an epoch.
  func progress(pairs: Int) -> TrainingProgress {
    TrainingProgress(
      updates: update, targetTokens: targetTokens,
      epochs: Double(position.epoch) + min(1, Double(epochPairs) / Double(max(1, pairs))))
  }

  /// Takes note of a consumed batch.
  mutating func consume(_ batch: Batch) {
    update += 1
    targetTokens += batch.targetTokens
    sentences += batch.pairs.count
    epochPairs = batch.nextPosition.epoch == batch.position.epoch ? epochPairs + batch.pairs.count : 0
    position = batch.nextPosition
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// A value that no training can reach, in words; nil if there is none.
  var flaw: String? {
    let counts = [
      update, skippedUpdates, targetTokens, sentences, epochPairs, rollbacks, stalled, best?.update ?? 0,
      position.epoch,
      position.window, position.batch,
    ]
    if let count = counts.first(where: { !(0...(1 << 53)).contains($0) }) { return "\(count) is no count that can be" }
    if skippedUpdates > update { return "it skipped \(skippedUpdates) of \(update) updates" }
    if !(0...1).contains(learningRateFactor) { return "its factor of the learning rate is \(learningRateFactor)" }
    return nil
  }

  init() {}

  init(json: String) throws {
    self = try JSONDecoder().decode(TrainingState.self, from: Data(json.utf8))
  }

  /// The format of a state of any version.
  static func format(ofJSON json: String) throws -> Int {
    struct Version: Decodable { var formatVersion: Int }
    return try JSONDecoder().decode(Version.self, from: Data(json.utf8)).formatVersion
  }
}

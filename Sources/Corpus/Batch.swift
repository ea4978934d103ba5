import Basics

/// A pair as ids of the two vocabularies, without begin and end symbols.
public struct EncodedPair: Sendable, Equatable {
  public var source: [TokenID]
  public var target: [TokenID]
  /// The number of the pair over all corpora, counted from 0. `BatchIterator` sets it.
  public var number: Int

  public init(source: [TokenID], target: [TokenID], number: Int = 0) {
    self.source = source
    self.target = target
    self.number = number
  }
}

/// A place in the never-ending order of batches: the batch that is consumed next. All counts are from 0.
public struct DataPosition: Sendable, Equatable, Codable {
  public var epoch: Int
  public var window: Int
  public var batch: Int

  public static let start = DataPosition(epoch: 0, window: 0, batch: 0)

  public init(epoch: Int, window: Int, batch: Int) {
    self.epoch = epoch
    self.window = window
    self.batch = batch
  }
}

/// The pairs of one update.
public struct Batch: Sendable, Equatable {
  /// In a fixed order: by target length, then source length. Never none.
  public var pairs: [EncodedPair]
  /// Tokens to be predicted: the targets' and an end symbol for each; padding does not count.
  public var targetTokens: Int
  /// The position of this batch.
  public var position: DataPosition
  /// The position of the data after this batch; a checkpoint saves it.
  public var nextPosition: DataPosition
}

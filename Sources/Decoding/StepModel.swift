import Basics

/// A model that a search can use: it computes one step of all live hypotheses at a time. A row is a hypothesis, and the model
/// holds one decoder state for each row. Before the first call there are no rows.
public protocol StepModel {
  /// Encodes sources, which then wait to become rows, in place of any that waited.
  /// - Parameter sources: lists of ids, none empty.
  mutating func encode(_ sources: [[TokenID]])

  /// Afterwards row `r` continues what row `parents[r]` was, and behind these rows stand `newcomers` more: the first of the
  /// sources that wait, in their order. A row may be continued several times or not at all.
  mutating func arrange(_ parents: [Int32], adding newcomers: Int)

  /// Feeds `tokens[r]` to row `r` (the begin symbol at its first step) and lists the most probable next ids of each row.
  ///
  /// The list of a row depends only on that row's source and tokens. Ids that must never be generated (begin, padding)
  /// are not in it.
  /// - Parameters:
  ///   - count: the number of ids for each row. All rows get fewer if the vocabulary is smaller, but at least one.
  ///   - candidates: overwritten; the same value is passed at each step, so that its storage is reused.
  mutating func step(_ tokens: [TokenID], count: Int, into candidates: inout StepCandidates)
}

/// The most probable next ids of each row, best first, equally probable ones by lower id.
public struct StepCandidates: Sendable, Equatable {
  /// Candidates a row.
  public private(set) var count = 0
  /// `[rows, count]`.
  public var ids: [TokenID] = []
  /// `[rows, count]`: natural logarithms, at most 0. The first of each row is finite; negative infinity marks an id that
  /// cannot follow.
  public var logProbabilities: [Float] = []

  public init() {}

  /// Makes room for `rows` x `count` candidates and keeps the storage; the values are then for the model to set.
  public mutating func resize(rows: Int, count: Int) {
    self.count = count
    let size = rows * count
    if ids.count > size {
      ids.removeLast(ids.count - size)
      logProbabilities.removeLast(logProbabilities.count - size)
    } else {
      ids.append(contentsOf: repeatElement(0, count: size - ids.count))
      logProbabilities.append(contentsOf: repeatElement(0, count: size - logProbabilities.count))
    }
  }
}

/// Why a pair of the shards is not trained on.
public enum DropReason: Sendable, CaseIterable {
  /// A side is empty once it is normalized, or has too many tokens.
  case length
  /// A side is a segment of a validation or test set, or nearly.
  case heldOut
}

/// The number of pairs that were read and left out, by reason.
public struct DropTally: Sendable, Equatable {
  public var counts: [DropReason: Int] = [:]

  public init() {}

  public subscript(reason: DropReason) -> Int { counts[reason] ?? 0 }

  public var total: Int { counts.values.reduce(0, +) }

  public static func += (left: inout DropTally, right: DropTally) {
    left.counts.merge(right.counts, uniquingKeysWith: +)
  }
}

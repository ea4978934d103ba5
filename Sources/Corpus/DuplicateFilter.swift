/// What the search for duplicates knows of a pair.
public struct PairKeys: Sendable, Equatable {
  /// Of what `FilterOptions.duplicates` compares; 0 if it is off.
  var exact: UInt64 = 0
  /// Of the letters of both sides alone; 0 if near duplicates are not looked for.
  var near: UInt64 = 0
}

/// Finds pairs that have come before, in bounded memory. Keys are made on several threads; `reasonToReject` is called for
/// one pair after the other.
public struct DuplicateFilter {
  private let options: FilterOptions

  public init(_ options: FilterOptions) { self.options = options }

  public static func keys(of pair: SentencePair, _ options: FilterOptions) -> PairKeys { PairKeys() }

  /// Takes note of a pair, and says whether it has come before.
  public mutating func reasonToReject(_ keys: PairKeys) throws(CorpusError) -> RejectReason? { nil }
}

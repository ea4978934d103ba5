import TextProcessing

/// The hashes of a pair that the search for duplicates compares.
public struct PairKeys: Sendable, Equatable {
  /// The hash of what `FilterOptions.duplicates` compares; 0 if it is off.
  var exact: UInt64 = 0
  /// The hash of the letters of both sides alone; 0 if near duplicates are not looked for.
  var near: UInt64 = 0
}

/// Finds pairs that have come before, in bounded memory. Keys are made on several threads; `reasonToReject` is called for
/// one pair after the other.
///
/// A distinct pair costs 10 to 15 bytes of memory, twice that if near duplicates are looked for too. Hashes beyond the
/// memory limit cost 8 bytes in a file instead. Pairs are compared by 64-bit hashes: among n distinct pairs, one is
/// taken for another with a probability of about n² / 2^65: 3 in 10,000 for 100 million pairs.
public struct DuplicateFilter {
  /// Half a gibibyte: some 30 million pairs.
  public static let defaultMemoryLimit = 1 << 29

  private var exact: DuplicateTable?
  private var near: DuplicateTable?

  /// - Parameters:
  ///   - folder: is there, and takes files without names when memory is used up; nil keeps everything in memory.
  ///   - memoryLimit: in bytes. The decisions do not depend on it.
  public init(_ options: FilterOptions, folder: String? = nil, memoryLimit: Int = defaultMemoryLimit) {
    let isBoth = options.duplicates != nil && options.nearDuplicates
    let limit = isBoth ? memoryLimit / 2 : memoryLimit
    if options.duplicates != nil { exact = DuplicateTable(folder: folder, memoryLimit: limit) }
    if options.nearDuplicates { near = DuplicateTable(folder: folder, memoryLimit: limit) }
  }

  /// The hashes by which the filter compares a pair.
  public static func keys(of pair: SentencePair, _ options: FilterOptions) -> PairKeys {
    var keys = PairKeys()
    switch options.duplicates {
    case .pair: keys.exact = hash(TextHash.hash(pair.source), TextHash.hash(pair.target))
    case .source: keys.exact = hash(TextHash.hash(pair.source), 1)
    case .target: keys.exact = hash(TextHash.hash(pair.target), 1)
    case nil: break
    }
    if options.nearDuplicates { keys.near = hash(nearHash(pair.source), nearHash(pair.target)) }
    return keys
  }

  /// Takes note of a pair, and says whether it has come before. No more is noted of an exact duplicate.
  public mutating func reasonToReject(_ keys: PairKeys) throws(CorpusError) -> RejectReason? {
    if let isNew = try exact?.insert(keys.exact), !isNew { return .duplicate }
    if let isNew = try near?.insert(keys.near), !isNew { return .nearDuplicate }
    return nil
  }

  private static func nearHash(_ side: String) -> UInt64 {
    TextKey.withKey(of: side, digits: .alike) { TextHash.hash(UnsafeRawBufferPointer($0)) }
  }

  /// One hash for two sides; never 0.
  private static func hash(_ source: UInt64, _ target: UInt64) -> UInt64 {
    max(1, TextHash.mix(source ^ TextHash.first, target ^ TextHash.second))
  }
}

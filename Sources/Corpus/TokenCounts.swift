/// Counts tokens, within bounded memory. Tokens are their UTF-8 bytes: `String`'s own equality is by canonical
/// equivalence, and tokens that differ in bytes are different tokens.
///
/// The bytes of all tokens stand in one array, and a table of open addressing finds them: 30 bytes a token, its own
/// apart.
public struct TokenCounts: Sendable {
  private struct Entry {
    var start: Int
    var count: Int
    var hash: UInt32
    var length: UInt32
  }

  private var bytes: [UInt8] = []
  /// In the order in which the tokens came.
  private var entries: [Entry] = []
  /// A power of two of places: the number of an entry, or -1.
  private var table = [Int32](repeating: -1, count: 64)
  /// No more distinct tokens than this are kept.
  public let limit: Int
  /// Distinct tokens that were given up because there were too many, the rarest first. A token that came again after it
  /// was given up has too low a count, and may be among them more than once.
  public private(set) var prunedTokens = 0

  public init(limit: Int = TokenCounter.defaultLimit) {
    precondition(limit > 0 && limit < Int32.max, "no room for \(limit) tokens")
    self.limit = limit
  }

  /// The distinct tokens.
  public var distinct: Int { entries.count }

  /// The count of a token.
  public subscript(token: [UInt8]) -> Int {
    token.withUnsafeBufferPointer { token in
      let place = place(of: token, Self.hash(token))
      return table[place] < 0 ? 0 : entries[Int(table[place])].count
    }
  }

  public mutating func add(_ token: [UInt8], count: Int = 1) {
    token.withUnsafeBufferPointer { insert($0, Self.hash($0), count) }
    if entries.count > limit { prune() }
  }

  /// Adds the token's UTF-8 once, like the other `add`.
  public mutating func add(_ token: String) {
    var token = token
    token.withUTF8 { insert($0, Self.hash($0), 1) }
    if entries.count > limit { prune() }
  }

  /// Adds the counts of another side or part.
  public mutating func merge(_ other: TokenCounts) {
    other.bytes.withUnsafeBufferPointer { bytes in
      for entry in other.entries {
        let token = UnsafeBufferPointer(rebasing: bytes[entry.start..<entry.start + Int(entry.length)])
        insert(token, entry.hash, entry.count)
      }
    }
    prunedTokens += other.prunedTokens
    if entries.count > limit { prune() }
  }

  /// The tokens, the most frequent first; tokens of one count in the order of their bytes.
  public var sorted: [(token: [UInt8], count: Int)] {
    bytes.withUnsafeBufferPointer { bytes in
      entries.sorted { left, right in
        if left.count != right.count { return left.count > right.count }
        let one = bytes[left.start..<left.start + Int(left.length)]
        return one.lexicographicallyPrecedes(bytes[right.start..<right.start + Int(right.length)])
      }.map { (token: Array(bytes[$0.start..<$0.start + Int($0.length)]), count: $0.count) }
    }
  }

  /// Gives up the rarest tokens until a quarter of the room is free: all those of a count or none, so that the
  /// outcome does not depend on any order; but if those alone are left that occur most, none stays.
  private mutating func prune() {
    var tokensOfCount: [Int: Int] = [:]
    for entry in entries { tokensOfCount[entry.count, default: 0] += 1 }
    var kept = entries.count
    var threshold = 0
    for (count, tokens) in tokensOfCount.sorted(by: { $0.key < $1.key }) {
      if kept <= limit - limit / 4 { break }
      kept -= tokens
      threshold = count
    }
    let before = self
    (bytes, entries) = ([], [])
    bytes.reserveCapacity(before.bytes.count)
    table = [Int32](repeating: -1, count: before.table.count)
    before.bytes.withUnsafeBufferPointer { bytes in
      for entry in before.entries where entry.count > threshold {
        let token = UnsafeBufferPointer(rebasing: bytes[entry.start..<entry.start + Int(entry.length)])
        insert(token, entry.hash, entry.count)
      }
    }
    prunedTokens += before.entries.count - entries.count
  }

  // MARK: - The table

  private static func hash(_ token: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(token))
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }

  /// The place where the token is, or would be.
  private func place(of token: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    let mask = table.count - 1
    var place = Int(hash) & mask
    while table[place] >= 0, !isToken(token, hash, entries[Int(table[place])]) { place = (place + 1) & mask }
    return place
  }

  private func isToken(_ token: UnsafeBufferPointer<UInt8>, _ hash: UInt32, _ entry: Entry) -> Bool {
    guard entry.hash == hash, Int(entry.length) == token.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in token.indices where bytes[entry.start + index] != token[index] { return false }
      return true
    }
  }

  private mutating func insert(_ token: UnsafeBufferPointer<UInt8>, _ hash: UInt32, _ count: Int) {
    let place = place(of: token, hash)
    if table[place] >= 0 {
      entries[Int(table[place])].count += count
      return
    }
    table[place] = Int32(entries.count)
    entries.append(Entry(start: bytes.count, count: count, hash: hash, length: UInt32(token.count)))
    bytes.append(contentsOf: token)
    if 4 * entries.count > 3 * table.count { grow() }
  }

  private mutating func grow() {
    table = [Int32](repeating: -1, count: 2 * table.count)
    let mask = table.count - 1
    for (number, entry) in entries.enumerated() {
      var place = Int(entry.hash) & mask
      while table[place] >= 0 { place = (place + 1) & mask }
      table[place] = Int32(number)
    }
  }
}

extension TokenCounts: Equatable {
  /// The same tokens with the same counts, whatever order they came in.
  public static func == (left: TokenCounts, right: TokenCounts) -> Bool {
    guard left.limit == right.limit, left.prunedTokens == right.prunedTokens, left.distinct == right.distinct else {
      return false
    }
    return left.entries.allSatisfy { right[Array(left.bytes[$0.start..<$0.start + Int($0.length)])] == $0.count }
  }
}

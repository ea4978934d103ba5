import Basics
import Synchronization

/// Caches the ids of encoded tokens. Many threads may use it at once: the tokens are distributed over shards, each with its
/// own lock. A full shard is emptied, which bounds the memory; frequent tokens soon return.
final class TokenCache: Sendable {
  private typealias Entries = [ByteString: [TokenID]]

  private final class Shard: Sendable {
    let entries = Mutex(Entries())
  }

  private static let shardCount = 32
  private static let entriesPerShard = 4096
  /// Longer tokens are rare and would take much memory, so they are encoded each time.
  private static let longestToken = 96

  private let shards = (0..<shardCount).map { _ in Shard() }

  /// The ids of `token`, from the cache or from `encode`.
  func ids(of token: [UInt8], encode: ([UInt8]) -> [TokenID]) -> [TokenID] {
    guard token.count <= Self.longestToken, let last = token.last else { return encode(token) }
    let shard = shards[(Int(last) &+ 7 &* Int(token[token.count / 2]) &+ token.count) % Self.shardCount]
    let key = ByteString(token)
    if let known = shard.entries.withLock({ $0[key] }) { return known }
    let ids = encode(token)
    shard.entries.withLock { entries in
      if entries.count >= Self.entriesPerShard { entries.removeAll(keepingCapacity: true) }
      entries[key] = ids
    }
    return ids
  }
}

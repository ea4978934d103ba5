import Basics
import Synchronization

/// The sentences that some searches, each on its own thread, share: each takes the next ones as soon as it has room.
///
/// They go out longest first, so that those taken together are of similar length, and the last are the quickest.
public final class SentenceQueue: Sendable {
  /// None is empty.
  public let sources: [[TokenID]]
  /// The numbers of the sources.
  private let order: [Int]
  /// What one search takes at a time, at most: none must wait while another has all.
  private let largestShare: Int
  private let taken = Mutex(0)

  /// - Parameter searches: how many take from it.
  public init(_ sources: [[TokenID]], searches: Int) {
    self.sources = sources
    order = sources.indices.sorted { (sources[$1].count, $0) < (sources[$0].count, $1) }
    largestShare = (sources.count + searches - 1) / searches
  }

  /// The numbers of the next sentences, `count` at most; none when all are taken.
  func take(_ count: Int) -> ArraySlice<Int> {
    taken.withLock { taken in
      let first = taken
      taken = min(first + min(count, largestShare), order.count)
      return order[first..<taken]
    }
  }
}

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
  private let searches: Int
  private let taken = Mutex(0)

  /// - Parameter searches: how many take from it.
  public init(_ sources: [[TokenID]], searches: Int) {
    self.sources = sources
    self.searches = searches
    order = sources.indices.sorted { (sources[$1].count, $0) < (sources[$0].count, $1) }
  }

  /// The numbers of the next sentences; none when all are taken. No search takes what leaves another with nothing to do.
  /// - Parameters:
  ///   - count: at most.
  ///   - least: so many are not split further; they are fewer only where there are not so many for every search.
  func take(_ count: Int, least: Int) -> ArraySlice<Int> {
    taken.withLock { taken in
      let first = taken
      let share = max(share(of: order.count - first), min(least, share(of: order.count)))
      taken = min(first + min(count, share), order.count)
      return order[first..<taken]
    }
  }

  private func share(of count: Int) -> Int { (count + searches - 1) / searches }
}

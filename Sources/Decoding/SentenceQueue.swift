import Basics
import Synchronization

/// The sentences that several searches share, each on its own thread: a search takes the next ones as soon as it has room.
///
/// The longest come first, so that sentences taken together have similar lengths, and the last ones are the quickest.
public final class SentenceQueue: Sendable {
  /// The source of each sentence; none is empty.
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

  /// The numbers of the next sentences; empty when all are taken. A search leaves sentences for the others.
  /// - Parameters:
  ///   - count: the most sentences to take.
  ///   - least: this many are not divided among the searches, unless there are too few sentences for every search.
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

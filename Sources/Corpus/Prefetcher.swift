import Basics
import Synchronization

/// Runs a `BatchIterator` on a thread of its own: while the batches of one window are consumed, the next window is prepared.
/// The batches are those of the iterator, in its order. It is used by one thread.
public final class Prefetcher {
  private typealias Prepared = Result<BatchIterator.Window, CorpusError>

  private let handoff = Handoff<Prepared>()
  private let isCancelled = Flag()
  private var thread: PlainThread?
  private var window: [Batch] = []
  private var nextInWindow = 0
  private var failure: CorpusError?

  /// The time that `next` has waited for the data, in seconds.
  public private(set) var waitedSeconds = 0.0
  /// Pairs that the encoder left out of the windows handed over so far.
  public private(set) var dropped = DropTally()

  /// Takes the iterator at its place and starts at once.
  public init(_ iterator: BatchIterator) {
    var iterator = iterator
    // Once cancelled, a window is finished without encoding the rest of it; nobody sees it.
    iterator.encode = { [encode = iterator.encode, isCancelled] pair in
      isCancelled.value.load(ordering: .relaxed) ? .dropped(.length) : encode(pair)
    }
    thread = PlainThread { [iterator, handoff] in
      var iterator = iterator
      while handoff.waitForRoom() {
        do throws(CorpusError) {
          handoff.put(.success(try iterator.nextWindow()))
        } catch {
          handoff.put(.failure(error))
          return
        }
      }
    }
  }

  deinit { cancel() }

  /// The next batch. An error of the iterator comes in the place of the batches that it could not give, and stays.
  public func next() throws(CorpusError) -> Batch {
    if let failure { throw failure }
    while nextInWindow == window.count {
      window = []
      let clock = ContinuousClock()
      let start = clock.now
      let prepared = handoff.take()
      waitedSeconds += (clock.now - start) / .seconds(1)
      switch prepared {
      case .success(let prepared):
        window = prepared.batches
        dropped += prepared.dropped
        nextInWindow = 0
      case .failure(let error):
        failure = error
        throw error
      case nil: preconditionFailure("no batch comes after cancel")
      }
    }
    nextInWindow += 1
    return window[nextInWindow - 1]
  }

  /// Stops the thread and waits until it has ended. No batch comes after it. It may be called more than once.
  public func cancel() {
    isCancelled.value.store(true, ordering: .relaxed)
    handoff.close()
    thread?.join()
    thread = nil
  }

  private final class Flag: Sendable {
    let value = Atomic(false)
  }
}

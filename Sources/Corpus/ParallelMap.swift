import Basics
import Synchronization

/// Applies a function to the elements of an array on several threads. The result does not depend on their number.
enum ParallelMap {
  static func map<Element: Sendable, Value: Sendable>(
    _ elements: [Element], threads: Int, _ transform: @escaping @Sendable (Element) -> Value
  ) -> [Value] {
    let count = min(threads, elements.count)
    guard count > 1 else { return elements.map(transform) }
    let shares = Shares<Value>(count: count)
    let work: @Sendable (Int) -> Void = { share in
      let values = elements[(share * elements.count / count)..<((share + 1) * elements.count / count)].map(transform)
      shares.values.withLock { $0[share] = values }
    }
    let others = (1..<count).map { share in PlainThread { work(share) } }
    work(0)
    for thread in others { thread.join() }
    return shares.values.withLock { Array($0.joined()) }
  }

  private final class Shares<Value: Sendable>: Sendable {
    let values: Mutex<[[Value]]>
    init(count: Int) { values = Mutex(Array(repeating: [], count: count)) }
  }
}

import Basics
import FoundationEssentials
import Glibc
import Tensors

/// The parts that the benchmarks of training and translation share.
public enum BenchmarkMeasures {
  /// The best and the median of some runs.
  public struct Spread: Codable, Sendable {
    public var best: Double
    public var median: Double
  }

  /// One line, keys sorted.
  static func json(_ report: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(report)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The speed of a loop that stays in registers, on all workers.
  static func peakGigaflopsPerSecond(_ communicator: Communicator) -> Double {
    let clock = ContinuousClock()
    var best = 0.0
    for _ in 0..<5 {
      let operations = SharedValues(count: communicator.workers, 0.0)
      let start = clock.now
      communicator.run { worker in operations[worker] = NumericLibrary.peakLoop(iterations: 2_000_000) }
      let seconds = (clock.now - start) / .seconds(1)
      best = max(best, (0..<communicator.workers).reduce(0) { $0 + operations[$1] } / seconds / 1e9)
    }
    return best
  }

  static var peakResidentBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

extension BenchmarkMeasures.Spread {
  /// The spread of durations, in seconds.
  init(_ seconds: [Double]) {
    let sorted = seconds.sorted()
    self.init(best: sorted[0], median: sorted[sorted.count / 2])
  }

  /// The spread of a rate: `count` things in each of these durations, per second.
  init(_ count: Double, in seconds: Self) {
    self.init(best: count / seconds.best, median: count / seconds.median)
  }
}

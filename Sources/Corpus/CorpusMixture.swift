import Basics
import Glibc

/// Folders of shards that are read together, and how often an epoch comes by the pairs of each.
public struct CorpusMixture: Sendable {
  struct Part: Sendable {
    let reader: ShardReader
    /// How often a pair is seen in an epoch, on average.
    let timesAnEpoch: Double
    /// The number of its first pair, over all corpora.
    let firstPair: Int

    var pairs: Int { reader.index.pairs }

    /// How often all pairs together are seen in an epoch, weights of single pairs included.
    var seenAnEpoch: Double { timesAnEpoch * (reader.index.weights ?? Double(pairs)) }

    /// Whether `start` is exact up to the end of an epoch.
    func isExact(inEpoch epoch: Int) -> Bool {
      Double(epoch + 1) * timesAnEpoch * Double(pairs) < 0x1p53
    }

    /// Where epoch `epoch` begins in the endless sequence of passes over this corpus, in pairs.
    func start(ofEpoch epoch: Int) -> Int {
      Int((Double(epoch) * timesAnEpoch * Double(pairs)).rounded(.down))
    }
  }

  let parts: [Part]

  /// - Parameters:
  ///   - corpora: each with a weight above 0: how often its pairs are seen in an epoch.
  ///   - temperature: 1 leaves the shares as sizes and weights make them. With T, a corpus that would have the share p
  ///     has one that is proportional to p^(1/T), so that small corpora are seen more often (Arivazhagan and others
  ///     2019). An epoch stays as long as it is.
  public init(_ corpora: [(reader: ShardReader, weight: Double)], temperature: Double = 1) {
    precondition(temperature > 0 && corpora.allSatisfy { $0.weight > 0 }, "weights and temperature are above 0")
    let sizes = corpora.map { $0.weight * Double($0.reader.index.pairs) }
    let total = sizes.reduce(0, +)
    let powers = sizes.map { pow($0 / total, 1 / temperature) }
    let powerSum = powers.reduce(0, +)
    var parts: [Part] = []
    var firstPair = 0
    for (number, corpus) in corpora.enumerated() {
      let pairs = corpus.reader.index.pairs
      let times = temperature == 1 || pairs == 0 ? corpus.weight : powers[number] / powerSum * total / Double(pairs)
      parts.append(Part(reader: corpus.reader, timesAnEpoch: times, firstPair: firstPair))
      firstPair += pairs
    }
    self.parts = parts
  }

  /// The pairs of an epoch, on average.
  public var pairsAnEpoch: Double { parts.reduce(0) { $0 + $1.seenAnEpoch } }

  /// About how many pairs are shuffled together: fewer where they are long, so that a window is some 30 MB of text.
  public var windowPairs: Int {
    let bytes = parts.reduce(0) { $0 + $1.timesAnEpoch * Double($1.reader.index.textBytes) }
    let meanBytes = max(1, bytes / max(1, parts.reduce(0) { $0 + $1.timesAnEpoch * Double($1.pairs) }))
    return max(100, min(200_000, Int(Double(1 << 25) / meanBytes)))
  }

  /// The pairs of all corpora.
  public var pairs: Int { parts.reduce(0) { $0 + $1.pairs } }

  /// - Parameter number: of a pair, over all corpora.
  func notAPair(_ number: Int) -> CorpusError {
    let part = parts.last { $0.firstPair <= number }
    return .notAPair(path: part?.reader.folder ?? path, number: number - (part?.firstPair ?? 0))
  }

  /// For messages that concern all of it.
  var path: String { parts.first?.reader.folder ?? "the corpora" }
}

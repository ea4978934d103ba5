import Basics
import Glibc

/// Folders of shards that are read together, and how often an epoch comes by the pairs of each.
public struct CorpusMixture: Sendable {
  /// A folder of shards, or a part of one: the frames of a large source, or of several small ones.
  struct Part: Sendable {
    let reader: ShardReader
    let frames: Range<Int>
    let pairs: Int
    /// The average number of times that a pair is seen in an epoch.
    let timesAnEpoch: Double
    /// The number of the folder's first pair, over all corpora.
    let firstPair: Int

    /// Whether `start` is exact up to the end of an epoch.
    func isExact(inEpoch epoch: Int) -> Bool {
      Double(epoch + 1) * timesAnEpoch * Double(pairs) < 0x1p53
    }

    /// The place, in pairs, at which epoch `epoch` begins in the endless sequence of passes over this part.
    func start(ofEpoch epoch: Int) -> Int {
      Int((Double(epoch) * timesAnEpoch * Double(pairs)).rounded(.down))
    }
  }

  /// A window reads a frame or two of each part: folders of very many sources are cut into this many parts at most.
  static let mostParts = 64

  let parts: [Part]
  /// The pairs of an epoch, on average.
  public let pairsAnEpoch: Double
  /// About how many pairs are shuffled together: fewer where they are long, so that a window is some 30 MB of text.
  public let windowPairs: Int

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
    var (seen, taken, bytes) = (0.0, 0.0, 0.0)
    for (number, corpus) in corpora.enumerated() {
      let index = corpus.reader.index
      let times =
        temperature == 1 || index.pairs == 0
        ? corpus.weight : powers[number] / powerSum * total / Double(index.pairs)
      parts += Self.parts(of: corpus.reader, timesAnEpoch: times, firstPair: firstPair)
      firstPair += index.pairs
      seen += times * (index.weights ?? Double(index.pairs))
      taken += times * Double(index.pairs)
      bytes += times * Double(index.textBytes)
    }
    self.parts = parts
    pairsAnEpoch = seen
    windowPairs = max(100, min(200_000, Int(Double(1 << 25) / max(1, bytes / max(1, taken)))))
  }

  /// The parts that the build has written down, neighbours together where there are too many.
  private static func parts(of reader: ShardReader, timesAnEpoch: Double, firstPair: Int) -> [Part] {
    var parts: [Part] = []
    var (start, end, pairs) = (0, 0, 0)
    for frames in reader.index.parts ?? [reader.frameCount] {
      for frame in end..<end + frames { pairs += reader.pairCount(ofFrame: frame) }
      end += frames
      if pairs * mostParts < reader.index.pairs && end < reader.frameCount { continue }
      parts.append(
        Part(
          reader: reader, frames: start..<end, pairs: pairs, timesAnEpoch: timesAnEpoch, firstPair: firstPair))
      (start, pairs) = (end, 0)
    }
    return parts
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

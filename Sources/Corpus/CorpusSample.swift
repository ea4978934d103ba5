import Basics

/// Some pairs of a source, to look at before all are read: of shards, frames at even distances; of anything else, the
/// first pairs.
public struct CorpusSample: Sendable {
  /// Pairs that follow each other in the source.
  public struct Stretch: Sendable {
    public var pairs: [SentencePair] = []
    /// The line of each pair in the file, or its number in shards, from 1.
    public var lines: [Int] = []
  }

  public let source: CorpusSource
  public private(set) var stretches: [Stretch] = []
  /// The findings in the pairs that were looked at; for shards, the findings of their build.
  public private(set) var tallies = CorpusTallies()
  /// Whether these are all pairs.
  public private(set) var isWhole = true
  /// The error that ended the reading before the end of the source.
  public private(set) var failure: CorpusError?
  /// Pairs of the whole source.
  public private(set) var estimatedPairs = 0
  /// Whether `estimatedPairs` is only guessed from the sizes of files.
  public private(set) var isGuess = false

  public var pairCount: Int { stretches.reduce(0) { $0 + $1.pairs.count } }
  public var pairs: some Sequence<SentencePair> { stretches.lazy.flatMap(\.pairs) }
  /// The path that lines belong to.
  public var path: String {
    if case .shards(let folder) = source { return folder }
    return source.paths[0]
  }

  /// More text is not looked at, whatever its pairs.
  private static let mostBytes = 1 << 27

  /// Reads the sample. Bad data in the middle of a source is a `failure`; a source that cannot be opened is thrown.
  /// - Parameter limit: about how many pairs to look at.
  public init(of source: CorpusSource, languages: LanguagePair, limit: Int) throws(CorpusError) {
    self.source = source
    if case .shards(let folder) = source {
      try readFrames(ShardReader(folder: folder, languages: languages), limit)
    } else {
      try readStart(source.makeReader(languages: languages), limit)
    }
  }

  private mutating func readFrames(_ reader: ShardReader, _ limit: Int) throws(CorpusError) {
    tallies = reader.index.tallies
    estimatedPairs = reader.index.pairs
    let meanPairs = max(1, reader.index.pairs / max(1, reader.frameCount))
    let count = min(reader.frameCount, max(1, min(limit / meanPairs, Self.mostBytes >> 20)))
    isWhole = count == reader.frameCount
    for number in 0..<count {
      let frame = number * reader.frameCount / count
      do throws(CorpusError) {
        let pairs = try reader.frame(frame)
        let first = reader.firstPair(ofFrame: frame) + 1
        stretches.append(Stretch(pairs: pairs, lines: Array(first..<first + pairs.count)))
      } catch {
        try note(error)
        return
      }
    }
  }

  private mutating func readStart(_ reader: any ParallelReader, _ limit: Int) throws(CorpusError) {
    var stretch = Stretch()
    var bytes = 0
    do throws(CorpusError) {
      while let pair = try reader.next() {
        if stretch.pairs.count == limit || bytes >= Self.mostBytes {
          isWhole = false
          break
        }
        stretch.pairs.append(pair)
        stretch.lines.append(reader.line)
        bytes += pair.source.utf8.count + pair.target.utf8.count + 2
      }
    } catch {
      try note(error)
    }
    tallies = reader.tallies
    estimatedPairs = stretch.pairs.count
    if !isWhole && failure == nil {
      isGuess = true
      estimatedPairs = max(estimatedPairs, stretch.pairs.count * (try source.textBytes()) / max(1, bytes))
    }
    stretches = [stretch]
  }

  private mutating func note(_ error: CorpusError) throws(CorpusError) {
    guard error.category == .badData else { throw error }
    failure = error
    isWhole = false
  }
}

extension CorpusSource {
  /// About the bytes of text that the files hold; compressed ones hold some three times their size.
  fileprivate func textBytes() throws(CorpusError) -> Int {
    var sum = 0
    for path in paths {
      let bytes = try InputFile(path: path).byteCount()
      let isPacked = Compression(path: path) != nil || path.dropping(ending: ".zip") != nil
      sum += isPacked ? 3 * bytes : bytes
    }
    return sum
  }
}

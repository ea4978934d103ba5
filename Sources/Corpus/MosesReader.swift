import TextProcessing

/// Two text files, of which line N of one is the translation of line N of the other.
public final class MosesReader: ParallelReader {
  private let source: LineReader
  private let target: LineReader

  /// Each file is plain, or compressed on its own.
  /// - Parameter encoding: of both, where they have no byte order mark; nil is UTF-8.
  public init(source: String, target: String, encoding: TextEncoding? = nil) throws(CorpusError) {
    self.source = try LineReader(path: source, encoding: encoding)
    self.target = try LineReader(path: target, encoding: encoding)
  }

  public func next() throws(CorpusError) -> SentencePair? {
    let sourceLine = try source.next()
    let targetLine = try target.next()
    if let sourceLine, let targetLine {
      return SentencePair(source: source.text(sourceLine), target: target.text(targetLine))
    }
    guard sourceLine == nil && targetLine == nil else {
      throw .unevenSides(
        source: source.path, target: target.path,
        sourceCount: try source.countToEnd(), targetCount: try target.countToEnd())
    }
    return nil
  }

  public var line: Int { source.lineCount }

  public var tallies: CorpusTallies {
    var tallies = source.tallies + target.tallies
    tallies.readPairs = source.lineCount
    return tallies
  }

  public var files: [SourceFile] { [source.file, target.file] }
}

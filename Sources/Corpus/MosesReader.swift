import TextProcessing

/// Two text files, of which line N of one is the translation of line N of the other. A pair with a
/// line that is too long is counted and passed over.
public final class MosesReader: ParallelReader {
  private let source: LineReader
  private let target: LineReader
  private var ownTallies = CorpusTallies()

  init(_ source: LineReader, _ target: LineReader) {
    self.source = source
    self.target = target
  }

  /// Each file is plain, or compressed on its own.
  /// - Parameter encoding: of both, where they have no byte order mark; nil is UTF-8.
  public convenience init(source: String, target: String, encoding: TextEncoding? = nil) throws(CorpusError) {
    self.init(try LineReader(path: source, encoding: encoding), try LineReader(path: target, encoding: encoding))
  }

  public func next() throws(CorpusError) -> SentencePair? {
    var sourceLine = try source.next()
    var targetLine = try target.next()
    while sourceLine != nil, targetLine != nil, let path = tooLongSide {
      ownTallies.note(.tooLong, path: path, line: source.lineCount)
      sourceLine = try source.next()
      targetLine = try target.next()
    }
    if let sourceLine, let targetLine {
      ownTallies.readPairs += 1
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

  public var tallies: CorpusTallies { source.tallies + target.tallies + ownTallies }

  public var files: [SourceFile] { [source.file, target.file] }

  /// The file whose line, of the two that were read last, has too many bytes.
  private var tooLongSide: String? { source.isTooLong ? source.path : target.isTooLong ? target.path : nil }
}

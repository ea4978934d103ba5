/// The units of a translation memory (TMX 1.4) that have both languages.
public final class TMXReader: ParallelReader {
  private let reader: ByteReader

  public init(path: String, languages: LanguagePair) throws(CorpusError) {
    reader = try ByteReader(path: path)
  }

  public func next() throws(CorpusError) -> SentencePair? { nil }

  public private(set) var line = 0
  public private(set) var tallies = CorpusTallies()
  public var files: [SourceFile] { [reader.file] }
}

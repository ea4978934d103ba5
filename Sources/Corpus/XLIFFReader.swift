/// The translated segments of an XLIFF 1.2 or 2.0 file.
public final class XLIFFReader: ParallelReader {
  private let reader: ByteReader

  init(_ reader: ByteReader, languages: LanguagePair) {
    self.reader = reader
  }

  public convenience init(path: String, languages: LanguagePair) throws(CorpusError) {
    self.init(try ByteReader(path: path), languages: languages)
  }

  public func next() throws(CorpusError) -> SentencePair? { nil }

  public private(set) var line = 0
  public private(set) var tallies = CorpusTallies()
  public var files: [SourceFile] { [reader.file] }
}

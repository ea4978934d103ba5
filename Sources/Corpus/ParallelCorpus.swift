/// A small corpus, such as a validation set, wholly in memory.
public struct ParallelCorpus: Sendable {
  /// All pairs in order, those with an empty side too.
  public let pairs: [SentencePair]
  public let tallies: CorpusTallies
  /// The files that were read.
  public let files: [SourceFile]

  /// Reads the sources one after the other. A corpus without any pair is an error.
  public static func load(_ sources: [CorpusSource], languages: LanguagePair) throws(CorpusError) -> ParallelCorpus {
    var pairs: [SentencePair] = []
    var tallies = CorpusTallies()
    var files: [SourceFile] = []
    for source in sources {
      let reader = try source.makeReader(languages: languages)
      while let pair = try reader.next() { pairs.append(pair) }
      tallies = tallies + reader.tallies
      files += reader.files
    }
    if pairs.isEmpty { throw .noPairs(path: sources.flatMap(\.paths).first ?? "the corpus") }
    return ParallelCorpus(pairs: pairs, tallies: tallies, files: files)
  }
}

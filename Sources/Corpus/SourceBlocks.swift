/// The pairs of several sources one after the other, in blocks. One thread at a time has it.
final class SourceBlocks: @unchecked Sendable {
  private let sources: [CorpusSource]
  private let languages: LanguagePair
  private var nextSource = 0
  private var reader: (any ParallelReader)?
  private var path = ""
  /// The counts of the source that is being read.
  private var (blockCount, pairCount) = (0, 0)
  private var ofFinishedSources = CorpusTallies()
  private var failure: CorpusError?
  private var read: [PairBlock] = []

  /// The files of the sources that have been read.
  private(set) var files: [SourceFile] = []

  init(_ sources: [CorpusSource], languages: LanguagePair) {
    self.sources = sources
    self.languages = languages
  }

  /// The findings of the readers so far.
  var tallies: CorpusTallies { reader.map { ofFinishedSources + $0.tallies } ?? ofFinishedSources }

  /// Reads some blocks, which `take` hands out. All are of one source.
  func readAhead(blocks: Int) {
    do throws(CorpusError) {
      while read.isEmpty && (reader != nil || nextSource < sources.count) { try readSource(blocks: blocks) }
    } catch {
      failure = error
    }
  }

  /// The blocks that have been read; none after the last one.
  func take() throws(CorpusError) -> [PairBlock] {
    if let failure { throw failure }
    defer { read = [] }
    return read
  }

  private func readSource(blocks: Int) throws(CorpusError) {
    let reader = try openReader()
    while read.count < blocks {
      let block = PairBlock(path: path, source: nextSource - 1, number: blockCount, first: pairCount)
      while !block.isFull, let pair = try reader.next() { try block.append(pair, line: reader.line) }
      blockCount += 1
      pairCount += block.count
      if !block.isEmpty { read.append(block) }
      if !block.isFull {
        ofFinishedSources = ofFinishedSources + reader.tallies
        for file in reader.files {
          files.append(file)
          files[files.count - 1].encoding = sources[nextSource - 1].encoding?.name
        }
        self.reader = nil
        return
      }
    }
  }

  private func openReader() throws(CorpusError) -> any ParallelReader {
    if let reader { return reader }
    let reader = try sources[nextSource].makeReader(languages: languages)
    nextSource += 1
    (blockCount, pairCount) = (0, 0)
    path = reader.files[0].path
    self.reader = reader
    return reader
  }
}

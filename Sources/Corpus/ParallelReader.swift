/// Sentence pairs of a corpus from its beginning to its end, in bounded memory. One file for each format conforms to it.
public protocol ParallelReader: AnyObject {
  /// The next pair as it stands in the corpus, with an empty side if there is one; nil after the last.
  func next() throws(CorpusError) -> SentencePair?

  /// Where the last pair begins in its file (`files[0]`): the line from 1 on, or the number of the entry where there are no lines.
  var line: Int { get }

  /// What has been found so far.
  var tallies: CorpusTallies { get }

  /// The files that the pairs come from. Sizes and hashes are those of whole files once `next` has returned nil.
  var files: [SourceFile] { get }
}

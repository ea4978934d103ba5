/// Sentence pairs of a corpus from its beginning to its end, in bounded memory. One file for each format conforms to it.
public protocol ParallelReader: AnyObject {
  /// The next pair as it stands in the corpus, with an empty side if there is one; nil after the last.
  func next() throws(CorpusError) -> SentencePair?

  /// The place of the last pair in its file (`files[0]`): the line, from 1, or the number of the entry if there are no
  /// lines.
  var line: Int { get }

  /// The findings so far.
  var tallies: CorpusTallies { get }

  /// The files that the pairs come from. Sizes and hashes are those of whole files once `next` has returned nil.
  var files: [SourceFile] { get }
}

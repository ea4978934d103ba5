/// Reads a file that was found in a folder, and whose format names languages: it is passed over, and counted, where it is in other
/// languages than those that are wanted, or where it may be in any.
final class FoundReader: ParallelReader {
  private let reader: any ParallelReader
  private let path: String
  private var ownTallies = CorpusTallies()
  private var file: SourceFile?

  init(_ reader: any ParallelReader, path: String) {
    self.reader = reader
    self.path = path
  }

  func next() throws(CorpusError) -> SentencePair? {
    if file != nil { return nil }
    do throws(CorpusError) { return try reader.next() } catch {
      switch error {
      case .languageNotFound: ownTallies.note(.otherLanguage, path: path, line: 0)
      case .languageNotSaid: ownTallies.note(.unsaidFile, path: path, line: 0)
      default: throw error
      }
    }
    // Not all of it may have been read, and the hash is that of the whole; but a pipe cannot be read again.
    let isRegular = FileIdentity(path: path)?.isRegular == true
    file = isRegular ? try SourceFile(reading: path) : reader.files[0]
    return nil
  }

  var line: Int { reader.line }

  /// The contents of a file that is passed over are not counted one by one.
  var tallies: CorpusTallies { file == nil ? reader.tallies : ownTallies }
  var files: [SourceFile] { file.map { [$0] } ?? reader.files }
}

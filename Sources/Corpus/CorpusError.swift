import Basics

/// The errors in the files of a corpus.
public enum CorpusError: Diagnostic, Equatable {
  case file(FileError)
  case corpusNotFound(path: String, tried: [String])
  case missingSide(present: String, missing: String)
  case twoFilesForOneSide(first: String, second: String)
  case noPairsInFolder(path: String, languages: LanguagePair)
  case noPairsInArchive(path: String, languages: LanguagePair)
  /// A file whose name says that it is one side of a corpus, without the other.
  case unpairedSide(path: String, missing: String)
  case sameFileTwice(first: String, second: String)
  case compressionNotRead(path: String, kind: String)
  case formatNotKnown(path: String)
  /// A file of JSON that is one list, and not an object a line.
  case jsonList(path: String)
  case nameAgainstContent(path: String, ending: String, content: String)
  /// A file that holds something else than text.
  case notText(path: String, kind: String)
  /// The encoding is the one that the text is in, or looks like.
  case notUTF8(path: String, encoding: String)
  case unevenSides(source: String, target: String, sourceCount: Int, targetCount: Int)
  /// A line of more bytes than are held in memory.
  case lineTooLong(path: String, line: Int, limit: Int)
  /// Lines end in CR alone.
  case onlyCarriageReturns(path: String)
  /// A catalogue without a language.
  case languageNotSaid(path: String)
  /// A line of `count` columns; what is missing is named with its column.
  case missingColumn(path: String, line: Int, count: Int, missing: String)
  case columnNotFound(path: String, column: String, present: [String])
  case duplicateColumn(path: String, column: String)
  /// A first line that names languages, but not each of the two once.
  case ambiguousHeader(path: String, columns: [String], languages: LanguagePair)
  case notANumber(path: String, line: Int, column: String, text: String)
  /// A file that breaks the rules of its format.
  case malformed(path: String, line: Int, format: String, problem: String)
  case otherLanguages(path: String, found: LanguagePair, wanted: LanguagePair)
  case charsetNotRead(path: String, format: String, charset: String)
  case languageNotFound(path: String, language: String, present: [String])
  case buildInProgress(folder: String)
  case damagedCompression(path: String, reason: String)
  case noPairs(path: String)
  case notAFolderOfShards(path: String)
  case damagedManifest(path: String, reason: String)
  case newerManifest(path: String, version: Int)
  case damagedShard(path: String, reason: String)
  case damagedFrame(path: String, frame: Int, reason: String)
  case strayFile(path: String)
  case everyPairRejected(path: String, rejected: [RejectReason: Int])
  case everyPairDropped(path: String, pairs: Int, dropped: DropTally)
  case notAPair(path: String, number: Int)
  case positionNotInData(DataPosition)
  /// An empty line within a table.
  case blankLine(path: String, line: Int)
  /// A backslash in a table of escapes that is none.
  case unknownEscape(path: String, line: Int)
  /// Source and target are one column, under a name and a number.
  case sameColumn(path: String, first: String, second: String)
  /// A weight outside of `SentencePair.weights`, as text: NaN equals nothing.
  case unusableWeight(path: String, line: Int, weight: String)
  /// A folder to make that is `.`, `..` or nothing.
  case folderNotNamed(path: String)
  case withinShards(path: String, shards: String)
  /// A user's file in a folder of shards that is to be replaced.
  case otherFileAmongShards(path: String)
  /// A file to read that the build would remove, in what an earlier build left.
  case inputRemoved(path: String, folder: String)
  case rejectsNotNamed(path: String)
  /// Text that no model should learn from.
  case unfitText(TextFault)
  case rejectsAreInput(path: String, input: String)
  case rejectsAmongShards(path: String)
  case interrupted
}

extension CorpusError {
  public var category: DiagnosticCategory {
    switch self {
    case .file(let error): error.category
    case .corpusNotFound, .missingSide: .missingInput
    case .notAFolderOfShards, .buildInProgress, .folderNotNamed, .withinShards, .otherFileAmongShards: .cannotCreate
    case .inputRemoved, .rejectsNotNamed, .rejectsAreInput, .rejectsAmongShards: .usage
    case .interrupted: .inputOutput
    default: .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    // No line is named where there is none.
    case .malformed(let path, 0, _, _), .charsetNotRead(let path, _, _): DiagnosticLocation(file: path)
    case .file(let error): error.location
    case .unfitText(let fault): DiagnosticLocation(file: fault.path, line: fault.line)
    case .missingColumn(let path, let line, _, _), .notANumber(let path, let line, _, _),
      .malformed(let path, let line, _, _), .lineTooLong(let path, let line, _), .blankLine(let path, let line),
      .unknownEscape(let path, let line), .unusableWeight(let path, let line, _):
      DiagnosticLocation(file: path, line: line)
    case .onlyCarriageReturns(let path), .languageNotSaid(let path), .columnNotFound(let path, _, _),
      .languageNotFound(let path, _, _), .otherLanguages(let path, _, _),
      .buildInProgress(let path),
      .corpusNotFound(let path, _), .noPairsInFolder(let path, _), .noPairsInArchive(let path, _),
      .unpairedSide(let path, _),
      .compressionNotRead(let path, _), .formatNotKnown(let path), .jsonList(let path),
      .nameAgainstContent(let path, _, _),
      .notUTF8(let path, _), .notText(let path, _), .duplicateColumn(let path, _), .ambiguousHeader(let path, _, _),
      .damagedCompression(let path, _),
      .noPairs(let path), .notAFolderOfShards(let path), .damagedManifest(let path, _), .newerManifest(let path, _),
      .damagedShard(let path, _), .damagedFrame(let path, _, _), .strayFile(let path), .everyPairRejected(let path, _),
      .everyPairDropped(let path, _, _), .notAPair(let path, _), .sameColumn(let path, _, _),
      .withinShards(let path, _), .otherFileAmongShards(let path), .inputRemoved(let path, _),
      .rejectsAreInput(let path, _), .rejectsAmongShards(let path):
      DiagnosticLocation(file: path)
    case .missingSide, .twoFilesForOneSide, .sameFileTwice, .unevenSides, .positionNotInData, .folderNotNamed,
      .rejectsNotNamed,
      .interrupted:
      nil
    }
  }
}

/// Runs `body` and passes its `FileError` on as a `CorpusError`.
func withFileErrors<Value>(_ body: () throws(FileError) -> Value) throws(CorpusError) -> Value {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}

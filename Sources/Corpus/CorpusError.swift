import Basics

/// What can be wrong with the files of a corpus.
public enum CorpusError: Diagnostic, Equatable {
  case file(FileError)
  case corpusNotFound(path: String, tried: [String])
  case missingSide(present: String, missing: String)
  case twoFilesForOneSide(first: String, second: String)
  case noPairsInFolder(path: String, languages: LanguagePair)
  /// A file whose name says that it is one side of a corpus, without the other.
  case unpairedSide(path: String, missing: String)
  case sameFileTwice(first: String, second: String)
  case compressionNotRead(path: String, kind: String)
  case formatNotKnown(path: String)
  case nameAgainstContent(path: String, ending: String, content: String)
  /// The encoding is named as iconv knows it.
  case notUTF8(path: String, encoding: String)
  case unevenSides(source: String, target: String, sourceCount: Int, targetCount: Int)
  case lineTooLong(path: String, line: Int, limit: Int)
  /// A line of `count` columns; what is missing is named with its column.
  case missingColumn(path: String, line: Int, count: Int, missing: String)
  case columnNotFound(path: String, column: String, present: [String])
  case duplicateColumn(path: String, column: String)
  case notANumber(path: String, line: Int, column: String, text: String)
  case negativeWeight(path: String, line: Int, weight: Float)
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
  case everyPairDropped(path: String, pairs: Int)
  case notAPair(path: String, number: Int)
  case positionNotInData(DataPosition)
  /// A weight that shards have no room for, as text: NaN equals nothing.
  case unusableWeight(path: String, line: Int, weight: String)
  /// A folder to make that is `.`, `..` or nothing.
  case folderNotNamed(path: String)
  case withinShards(path: String, shards: String)
  /// A user's file in a folder of shards that is to be replaced.
  case otherFileAmongShards(path: String)
  /// A file to read that the build would remove, in what an earlier build left.
  case inputRemoved(path: String, folder: String)
  case rejectsNotNamed(path: String)
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
    case .lineTooLong(let path, let line, _), .missingColumn(let path, let line, _, _),
      .notANumber(let path, let line, _, _), .negativeWeight(let path, let line, _),
      .malformed(let path, let line, _, _), .unusableWeight(let path, let line, _):
      DiagnosticLocation(file: path, line: line)
    case .columnNotFound(let path, _, _), .languageNotFound(let path, _, _), .otherLanguages(let path, _, _),
      .buildInProgress(let path),
      .corpusNotFound(let path, _), .noPairsInFolder(let path, _), .unpairedSide(let path, _),
      .compressionNotRead(let path, _), .formatNotKnown(let path), .nameAgainstContent(let path, _, _),
      .notUTF8(let path, _), .duplicateColumn(let path, _), .damagedCompression(let path, _),
      .noPairs(let path), .notAFolderOfShards(let path), .damagedManifest(let path, _), .newerManifest(let path, _),
      .damagedShard(let path, _), .damagedFrame(let path, _, _), .strayFile(let path), .everyPairRejected(let path, _),
      .everyPairDropped(let path, _), .notAPair(let path, _),
      .withinShards(let path, _), .otherFileAmongShards(let path), .inputRemoved(let path, _),
      .rejectsAreInput(let path, _), .rejectsAmongShards(let path):
      DiagnosticLocation(file: path)
    case .missingSide, .twoFilesForOneSide, .sameFileTwice, .unevenSides, .positionNotInData, .folderNotNamed,
      .rejectsNotNamed,
      .interrupted:
      nil
    }
  }

  public var summary: String {
    switch self {
    case .file(let error): error.summary
    case .corpusNotFound(_, let tried): "there is no such corpus: none of \(tried.joined(separator: ", ")) is there"
    case .missingSide(let present, let missing): "\(present) is there, but \(missing) is not"
    case .twoFilesForOneSide(let first, let second): "\(first) and \(second) are both there for one side of a corpus"
    case .noPairsInFolder(_, let languages):
      "holds neither a manifest.json nor two files that end in .\(languages.source) and .\(languages.target)"
    case .unpairedSide(_, let missing): "is one side of a corpus, and \(missing) is not named with it"
    case .sameFileTwice(let first, let second):
      first.utf8.elementsEqual(second.utf8) ? "\(first) is named twice" : "\(first) and \(second) are the same file"
    case .compressionNotRead(_, let kind): "is packed by \(kind), which is not read"
    case .formatNotKnown:
      "is in none of the formats that are read: \(CorpusFormat.allCases.map(\.rawValue).joined(separator: ", "))"
    case .nameAgainstContent(_, let ending, let content): "its name ends in \(ending), but it holds \(content)"
    case .notUTF8(_, let encoding): "is in \(encoding), and text is read as UTF-8"
    case .unevenSides(let source, let target, let sourceCount, let targetCount):
      "\(source) has \(Self.lines(sourceCount)) but \(target) has \(targetCount)"
    case .lineTooLong(_, _, let limit): "the line has more than \(limit) bytes"
    case .missingColumn(_, _, let count, let missing):
      "the line has \(count == 1 ? "1 column" : "\(count) columns"), but \(missing) is asked for"
    case .columnNotFound(_, let column, let present):
      "has no column \(column); "
        + (present.isEmpty ? "it is empty" : "its columns are \(present.joined(separator: ", "))")
    case .duplicateColumn(_, let column): "has two columns \(column)"
    case .notANumber(_, _, let column, let text): "column \(column) holds no number but “\(text)”"
    case .negativeWeight(_, _, let weight): "the weight is negative: \(weight)"
    case .malformed(_, _, let format, let problem): "is not sound \(format): \(problem)"
    case .charsetNotRead(_, _, let charset): "is encoded as \(charset), which is not read"
    case .languageNotFound(_, let language, let present):
      "has no text in \(language); its languages are \(present.joined(separator: ", "))"
    case .otherLanguages(_, let found, let wanted):
      "holds \(found.source) and \(found.target), not \(wanted.source) and \(wanted.target)"
    case .buildInProgress: "is being built by another mt"
    case .damagedCompression(_, let reason): "cannot be decompressed: \(reason)"
    case .noPairs: "holds no pair with text on both sides"
    case .notAFolderOfShards: "is there already, and is not a folder of shards"
    case .damagedManifest(_, let reason): "cannot be used: \(reason)"
    case .newerManifest(_, let version):
      "has format version \(version), and this mt reads up to \(ShardIndex.formatVersion)"
    case .damagedShard(_, let reason): "is not the shard that the manifest describes: \(reason)"
    case .damagedFrame(_, let frame, let reason): "frame \(frame) is damaged: \(reason)"
    case .strayFile: "stands in a folder of shards, but the manifest does not name it"
    case .everyPairRejected(_, let rejected):
      "none of its pairs is kept: "
        + RejectReason.allCases.compactMap { reason in rejected[reason].map { "\($0) \(reason.words)" } }
        .joined(separator: ", ")
    case .everyPairDropped(_, let pairs):
      "none of its \(pairs) pairs can be used: all are too long, become empty, or are held out"
    case .notAPair(_, let number): "what should be pair \(number) is not two columns of UTF-8"
    case .positionNotInData(let position):
      "there is no batch \(position.batch) in window \(position.window) of epoch \(position.epoch)"
    case .unusableWeight(_, _, let weight): "the weight is no finite number from 0: \(weight)"
    case .folderNotNamed(let path): "the folder to make cannot be '\(path)'"
    case .withinShards(_, let shards): "would stand within \(shards), a folder of shards"
    case .otherFileAmongShards: "is no file of shards, in a folder of shards that would be replaced"
    case .inputRemoved(_, let folder): "would be removed: \(folder) is where the build writes"
    case .rejectsNotNamed(let path): "the pairs that are left out cannot be written to '\(path)'"
    case .rejectsAreInput(let path, let input):
      path.utf8.elementsEqual(input.utf8)
        ? "is read by the build, and cannot be its file of rejects"
        : "is \(input == InputFile.standardInput ? "standard input" : input), which the build reads"
    case .rejectsAmongShards: "would stand among shards, where no other file is"
    case .interrupted: "the build was interrupted"
    }
  }

  public var remedy: String? {
    switch self {
    case .file(let error): error.remedy
    case .corpusNotFound:
      "check the path: a prefix to which .LANGUAGE, .LANGUAGE.gz or .LANGUAGE.zst is added, a folder, or a file of "
        + "both sides such as .tsv or .tmx"
    case .missingSide: "give both sides: one line in each file is one pair"
    case .twoFilesForOneSide: "remove one of them, or name both files of the corpus: {\"source\": …, \"target\": …}"
    case .noPairsInFolder: "check the folder and the languages; files of other formats are named one by one"
    case .unpairedSide(_, let missing):
      "name both files, or the prefix that they share; the other side would be \(missing)"
    case .sameFileTwice: "name each file once"
    case .compressionNotRead(let path, let kind):
      "unpack it: \(["xz": "unxz", "bzip2": "bunzip2"][kind] ?? "unzip") \(path)"
    case .formatNotKnown:
      "write it as a .tsv file, with a tab between source and target, or as two files with a line for each segment"
    case .nameAgainstContent: "check that it is the right file; name it by what it holds"
    case .notUTF8(let path, let encoding): "convert it: iconv -f \(encoding) -t UTF-8 \(path)"
    case .unevenSides: "find where they come apart: line N of one file must be the translation of line N of the other"
    case .lineTooLong: "split the text into segments, one a line; check that lines end in LF"
    case .missingColumn: "mend the line, or name other columns; tabs stand between columns"
    case .columnNotFound: "give the number of a column, from 1, or a name that stands in the first line"
    case .duplicateColumn: "give the columns by their numbers, or each a name of its own"
    case .notANumber, .negativeWeight: "mend the line, or name another column; a header line is named as one"
    case .malformed: "mend the file, or convert it to a .tsv file"
    case .languageNotFound, .otherLanguages: "check --source-language and --target-language, or the recipe's languages"
    case .charsetNotRead(let path, let format, let charset):
      switch format {
      case "PO": "convert it: msgconv -t UTF-8 -o utf8.po \(path)"
      case "MO": "convert it: msgunfmt \(path) | msgconv -t UTF-8 -o utf8.po"
      default: "convert it: iconv -f \(charset) -t UTF-8 \(path), and write UTF-8 into its first line"
      }
    case .buildInProgress: "wait until it has ended, or choose another folder"
    case .damagedCompression: "fetch or write the file again; zstd -t or gzip -t checks it"
    case .noPairs: "check that the files are the right ones"
    case .notAFolderOfShards: "choose another folder, or remove this one"
    case .damagedManifest, .damagedShard, .damagedFrame, .notAPair:
      "build the shards again: remove the folder and run the same command"
    case .strayFile(let path): "remove it: rm \(path)"
    case .everyPairRejected: "loosen the filters, and check that the languages are in the right order"
    case .newerManifest: "use a newer mt, or build the shards again"
    case .everyPairDropped: "raise the length limits in the recipe, or check the text"
    case .positionNotInData: "the data has changed since the run was saved: start anew with --fresh"
    case .unusableWeight: "mend the weight"
    case .folderNotNamed: "give the folder by a name of its own"
    case .withinShards: "choose a folder beside it"
    case .otherFileAmongShards: "move it elsewhere, or choose another folder"
    case .inputRemoved: "move it elsewhere, or choose another folder"
    case .rejectsNotNamed: "name a file that nothing else writes to: rejects.tsv"
    case .rejectsAreInput, .rejectsAmongShards: "name another file"
    case .interrupted: "run the same command again"
    }
  }

  private static func lines(_ count: Int) -> String {
    count == 1 ? "1 line" : "\(count) lines"
  }
}

/// Runs `body` and passes its `FileError` on as a `CorpusError`.
func withFileErrors<Value>(_ body: () throws(FileError) -> Value) throws(CorpusError) -> Value {
  do throws(FileError) { return try body() } catch { throw .file(error) }
}

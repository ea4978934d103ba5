import Basics

/// What can be wrong with the files of a corpus.
public enum CorpusError: Diagnostic, Equatable {
  case file(FileError)
  case corpusNotFound(path: String, tried: [String])
  case missingSide(present: String, missing: String)
  case twoFilesForOneSide(first: String, second: String)
  case noPairsInFolder(path: String, languages: LanguagePair)
  case gzipNotRead(path: String)
  case formatNotRead(path: String, format: String)
  case compressedButNotNamedSo(path: String)
  case unevenSides(source: String, target: String, sourceCount: Int, targetCount: Int)
  case lineTooLong(path: String, line: Int, limit: Int)
  case missingColumn(path: String, line: Int)
  case columnNotFound(path: String, column: String, present: [String])
  case notANumber(path: String, line: Int, column: String, text: String)
  /// A file that breaks the rules of its format.
  case malformed(path: String, line: Int, format: String, problem: String)
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
  case positionNotInData(DataPosition)
}

extension CorpusError {
  public var category: DiagnosticCategory {
    switch self {
    case .file(let error): error.category
    case .corpusNotFound, .missingSide: .missingInput
    case .notAFolderOfShards, .buildInProgress: .cannotCreate
    default: .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .file(let error): error.location
    case .lineTooLong(let path, let line, _), .missingColumn(let path, let line), .notANumber(let path, let line, _, _),
      .malformed(let path, let line, _, _):
      DiagnosticLocation(file: path, line: line)
    case .columnNotFound(let path, _, _), .languageNotFound(let path, _, _), .buildInProgress(let path),
      .corpusNotFound(let path, _), .noPairsInFolder(let path, _), .gzipNotRead(let path),
      .formatNotRead(let path, _), .compressedButNotNamedSo(let path), .damagedCompression(let path, _),
      .noPairs(let path), .notAFolderOfShards(let path), .damagedManifest(let path, _), .newerManifest(let path, _),
      .damagedShard(let path, _), .damagedFrame(let path, _, _), .strayFile(let path), .everyPairRejected(let path, _),
      .everyPairDropped(let path, _):
      DiagnosticLocation(file: path)
    case .missingSide, .twoFilesForOneSide, .unevenSides, .positionNotInData: nil
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
    case .gzipNotRead: "gzip is not read yet"
    case .formatNotRead(_, let format): "\(format) is not read yet"
    case .compressedButNotNamedSo: "is compressed with zstd, but its name does not end in .zst"
    case .unevenSides(let source, let target, let sourceCount, let targetCount):
      "\(source) has \(Self.lines(sourceCount)) but \(target) has \(targetCount)"
    case .lineTooLong(_, _, let limit): "the line has more than \(limit) bytes"
    case .missingColumn: "the line has one column where a source, a tab and a target are expected"
    case .columnNotFound(_, let column, let present):
      "has no column \(column); its columns are \(present.joined(separator: ", "))"
    case .notANumber(_, _, let column, let text): "column \(column) holds no number but “\(text)”"
    case .malformed(_, _, let format, let problem): "is not sound \(format): \(problem)"
    case .languageNotFound(_, let language, let present):
      "has no text in \(language); its languages are \(present.joined(separator: ", "))"
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
        + RejectReason.allCases.compactMap { reason in rejected[reason].map { "\($0) \(reason.rawValue)" } }
        .joined(separator: ", ")
    case .everyPairDropped(_, let pairs): "none of its \(pairs) pairs can be used: all are too long, or become empty"
    case .positionNotInData(let position):
      "there is no batch \(position.batch) in window \(position.window) of epoch \(position.epoch)"
    }
  }

  public var remedy: String? {
    switch self {
    case .file(let error): error.remedy
    case .corpusNotFound:
      "check the path; it is a prefix to which .LANGUAGE or .LANGUAGE.zst is added, a .tsv file, or a folder"
    case .missingSide: "give both sides: one line in each file is one pair"
    case .twoFilesForOneSide: "remove one of them, or name both files of the corpus: {\"source\": …, \"target\": …}"
    case .noPairsInFolder: "check the folder and the recipe's languages"
    case .gzipNotRead(let path): "gunzip it: gunzip \(path)"
    case .formatNotRead: "write it as a .tsv file, or as two files with one line for each segment"
    case .compressedButNotNamedSo(let path): "rename it: mv \(path) \(path).zst"
    case .unevenSides: "find where they come apart: line N of one file must be the translation of line N of the other"
    case .lineTooLong: "split the text into segments, one a line; check that lines end in LF"
    case .missingColumn: "write the source, a tab and the target on each line"
    case .columnNotFound: "give the number of a column, from 1, or a name that stands in the first line"
    case .notANumber: "mend the line, or name another column"
    case .malformed: "mend the file, or convert it to a .tsv file"
    case .languageNotFound: "check --source-language and --target-language, or the recipe's languages"
    case .buildInProgress: "wait until it has ended, or choose another folder"
    case .damagedCompression(let path, _): "fetch or write the file again; zstd -t \(path) checks it"
    case .noPairs: "check that the files are the right ones"
    case .notAFolderOfShards: "choose another folder, or remove this one"
    case .damagedManifest, .damagedShard, .damagedFrame:
      "build the shards again: remove the folder and run the same command"
    case .strayFile(let path): "remove it: rm \(path)"
    case .everyPairRejected: "loosen the filters, and check that the languages are in the right order"
    case .newerManifest: "use a newer mt, or build the shards again"
    case .everyPairDropped: "raise the length limits in the recipe, or check the text"
    case .positionNotInData: "the data has changed since the run was saved: start anew with --fresh"
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

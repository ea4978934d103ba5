import Basics

extension CorpusError {
  public var summary: String {
    switch self {
    case .file(let error): error.summary
    case .corpusNotFound(_, let tried): "there is no such corpus: none of \(tried.joined(separator: ", ")) is there"
    case .missingSide(let present, let missing): "\(present) is there, but \(missing) is not"
    case .twoFilesForOneSide(let first, let second): "\(first) and \(second) are both there for one side of a corpus"
    case .noPairsInFolder(_, let languages):
      "holds neither a manifest.json, nor two files that end in .\(languages.source) and .\(languages.target), nor a file of "
        + "both sides such as .tsv or .tmx"
    case .noPairsInArchive(_, let languages):
      "is an archive without two files that end in .\(languages.source) and .\(languages.target)"
    case .unpairedSide(_, let missing): "is one side of a corpus, and \(missing) is not named with it"
    case .sameFileTwice(let first, let second):
      first.utf8.elementsEqual(second.utf8) ? "\(first) is named twice" : "\(first) and \(second) are the same file"
    case .compressionNotRead(_, let kind): "is compressed with \(kind), which mt cannot read"
    case .formatNotKnown:
      "has a format that mt cannot read; it reads \(CorpusFormat.allCases.map(\.rawValue).joined(separator: ", "))"
    case .jsonList: "is JSON that begins with a list; mt reads JSON with an object on each line"
    case .nameAgainstContent(_, let ending, let content): "its name ends in \(ending), but it contains \(content)"
    case .notUTF8(_, let encoding): "is not UTF-8; it looks like \(encoding)"
    case .notText(_, let kind): "is \(kind) and not text"
    case .unevenSides(let source, let target, let sourceCount, let targetCount):
      "\(source) has \(Self.lines(sourceCount)) but \(target) has \(targetCount)"
    case .lineTooLong(_, _, let limit): "the line has more than \(limit >> 20) MiB"
    case .onlyCarriageReturns: "its lines end in CR, and only LF ends a line"
    case .languageNotSaid: "does not say its languages, neither in itself nor by its name"
    case .missingColumn(_, _, let count, let missing):
      "the line has \(count) \(plural("column", count)), but you asked for \(missing)"
    case .columnNotFound(_, let column, let present):
      "has no column \(column); "
        + (present.isEmpty ? "it is empty" : "its columns are \(present.joined(separator: ", "))")
    case .duplicateColumn(_, let column): "has two columns \(column)"
    case .ambiguousHeader(_, let columns, let languages):
      "its first line names the columns \(columns.map { "“\($0)”" }.joined(separator: " and ")), and not exactly one for "
        + "\(languages.source) and one for \(languages.target)"
    case .notANumber(_, _, let column, let text): "column \(column) is not a number: “\(text)”"
    case .malformed(_, _, let format, let problem): "is not valid \(format): \(problem)"
    case .charsetNotRead(_, _, let charset): "is encoded as \(charset), which mt cannot read"
    case .languageNotFound(_, let language, let present):
      "has no text in \(language); its languages are \(present.joined(separator: ", "))"
    case .otherLanguages(_, let found, let wanted):
      "contains \(found.source) and \(found.target), not \(wanted.source) and \(wanted.target)"
    case .buildInProgress: "is in use by another mt, which builds it or trains on it"
    case .damagedCompression(_, let reason): "cannot be decompressed: \(reason)"
    case .noPairs: "contains no pair with text on both sides"
    case .notAFolderOfShards: "already exists, and is not a folder of shards"
    case .damagedManifest(_, let reason): "cannot be used: \(reason)"
    case .newerManifest(_, let version):
      "has format version \(version), and this mt reads up to \(ShardIndex.formatVersion)"
    case .damagedShard(_, let reason): "does not match the manifest: \(reason)"
    case .damagedFrame(_, let frame, let reason): "frame \(frame) is damaged: \(reason)"
    case .strayFile: "is in a folder of shards, but the manifest does not list it"
    case .everyPairRejected(_, let rejected):
      "all pairs were left out: "
        + RejectReason.allCases.compactMap { reason in rejected[reason].map { "\($0) \(reason.words)" } }
        .joined(separator: ", ")
    case .everyPairDropped(_, let pairs, let dropped):
      "none of its \(pairs) \(plural("pair", pairs)) can be used: "
        + (dropped.total == 0
          ? "their weights are too small"
          : "\(dropped[.length]) too long or empty, \(dropped[.heldOut]) held out")
    case .notAPair(_, let number): "pair \(number) is not two columns of UTF-8"
    case .positionNotInData(let position):
      "there is no batch \(position.batch) in window \(position.window) of epoch \(position.epoch)"
    case .blankLine: "the line is empty, but more lines follow"
    case .unknownEscape: "a backslash is followed by something other than t, n or a backslash"
    case .sameColumn(_, let first, let second): "both sides are the same column, \(first) and \(second)"
    case .unusableWeight(_, _, let weight):
      "the weight is \(weight), and not from 0 to \(Int(SentencePair.weights.upperBound))"
    case .folderNotNamed(let path): "the new folder cannot be named '\(path)'"
    case .withinShards(_, let shards): "would be inside \(shards), which is a folder of shards"
    case .otherFileAmongShards: "is in the folder of shards that would be replaced, and mt did not create it"
    case .inputRemoved(_, let folder): "would be removed, because the build writes to \(folder)"
    case .unfitText(let fault):
      fault.words { $0 > 0 && $0 < 0.005 ? "under 1 %" : "\(Int((100 * $0).rounded())) %" }
    case .rejectsNotNamed(let path): "rejected pairs cannot be written to '\(path)'"
    case .rejectsAreInput(let path, let input):
      path.utf8.elementsEqual(input.utf8)
        ? "is an input of the build, so it cannot be the file of rejects"
        : "is the same file as \(input == InputFile.standardInput ? "standard input" : input), which the build reads"
    case .rejectsAmongShards: "would be inside a folder of shards, which holds shards only"
    case .interrupted: "the build was interrupted"
    }
  }

  public var remedy: String? {
    switch self {
    case .file(let error): error.remedy
    case .corpusNotFound:
      "check the path: it is a prefix to which .LANGUAGE, .LANGUAGE.gz or .LANGUAGE.zst is added, a folder, or a file "
        + "with both sides such as .tsv or .tmx"
    case .missingSide: "give both sides: one line in each file is one pair"
    case .twoFilesForOneSide: "remove one of them, or give both files of the corpus: {\"source\": …, \"target\": …}"
    case .noPairsInFolder: "check the folder and the languages; give a file without such an ending by its own name"
    case .noPairsInArchive: "check the archive and the languages, or unpack it and name its files"
    case .unpairedSide(_, let missing):
      "give both files, or the prefix that they share; the other side would be \(missing)"
    case .sameFileTwice: "give each file once"
    case .compressionNotRead(InputFile.standardInputName, let kind):
      "unpack it first: \(Compression.unpacker(of: kind))"
    case .compressionNotRead(let path, let kind): "unpack it first: \(Compression.unpacker(of: kind)) \(path)"
    case .unfitText(let fault): fault.remedy + "; --force takes the text as it is"
    case .formatNotKnown:
      "write it as a .tsv file with a tab between source and target, or as two files with one segment on each line"
    case .jsonList(let path):
      "convert it: jq -c '.[]' "
        + (path == InputFile.standardInputName
          ? "> file.jsonl" : "\(path) > \(CorpusFormat.droppingEnding(path)).jsonl")
    case .nameAgainstContent: "check that it is the right file, and rename it to match its content"
    case .notUTF8(_, let encoding):
      "say --encoding \(encoding), or \"encoding\": \"\(encoding)\" in a recipe; UTF-8 there reads it as it is"
    case .notText: "save its text as plain text in UTF-8, a segment a line"
    case .unevenSides:
      "find the first line that differs: line N of one file must be the translation of line N of the other"
    case .lineTooLong: "check that this is text, and break the line: only LF ends one"
    case .onlyCarriageReturns(let path): "convert it: tr '\\r' '\\n' < \(path) > new.txt"
    case .languageNotSaid:
      "name the file itself; or give it a name such as th.po, and X-Source-Language where its texts are not English"
    case .missingColumn: "fix the line, or choose other columns; columns are separated by tabs"
    case .columnNotFound: "give the number of a column, from 1, or a name from the first line"
    case .duplicateColumn: "give the columns by their numbers, or give each its own name"
    case .ambiguousHeader:
      "say which columns are read: --source-column 1 --target-column 2, with --header if the first line is no pair; for a "
        + "recipe, build shards so with mt corpus build"
    case .notANumber: "fix the line, or choose another column; if this is a header line, add --header"
    case .malformed: "fix the file, or convert it to a .tsv file"
    case .languageNotFound, .otherLanguages: "check --source-language and --target-language, or the recipe's languages"
    case .charsetNotRead(let path, let format, let charset):
      switch format {
      case _ where path == InputFile.standardInputName: "convert it to UTF-8 before mt reads it"
      case "PO": "convert it: msgconv -t UTF-8 -o utf8.po \(path)"
      case "MO": "convert it: msgunfmt \(path) | msgconv -t UTF-8 -o utf8.po"
      default: "convert it: iconv -f \(charset) -t UTF-8 \(path), and write UTF-8 into its first line"
      }
    case .buildInProgress: "wait until it ends, or choose another folder"
    case .damagedCompression: "download or write the file again; zstd -t or gzip -t checks it"
    case .noPairs: "check that the files are the right ones"
    case .notAFolderOfShards: "choose another folder, or remove this one"
    case .damagedManifest, .damagedShard, .damagedFrame, .notAPair:
      "build the shards again: remove the folder and run the same command"
    case .strayFile(let path): "remove it: rm \(path)"
    case .everyPairRejected: "relax the filters, and check that the languages are in the right order"
    case .newerManifest: "use a newer mt, or build the shards again"
    case .everyPairDropped(_, _, let dropped):
      if dropped.total == 0 {
        "raise the weights"
      } else if dropped[.heldOut] > dropped[.length] {
        "train on text that is not in the validation and test corpora"
      } else {
        "raise text.maxSourceTokens, or check the text"
      }
    case .positionNotInData: "the data has changed since the run was saved: start again with --fresh"
    case .blankLine: "remove the line, or put a tab in it for a pair without text; only an empty last line is ignored"
    case .unknownEscape: "read the table without --escaped, or write a backslash as \\\\"
    case .sameColumn: "choose another column for one of them"
    case .unusableWeight: "use a weight from 0 to \(Int(SentencePair.weights.upperBound)); 1 is a plain pair"
    case .folderNotNamed: "give the name of a new folder"
    case .withinShards: "choose a folder outside of it"
    case .otherFileAmongShards: "move it, or choose another folder"
    case .inputRemoved: "move it, or choose another folder"
    case .rejectsNotNamed: "give a file that nothing else uses, such as rejects.tsv"
    case .rejectsAreInput, .rejectsAmongShards: "choose another file"
    case .interrupted: "run the same command again"
    }
  }

  private static func lines(_ count: Int) -> String {
    "\(count) \(plural("line", count))"
  }
}

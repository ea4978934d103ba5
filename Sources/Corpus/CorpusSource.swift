import Basics
import TextProcessing

/// A source of sentence pairs: files of one of the formats that are read, each plain, or compressed by gzip, zstd or
/// xz. The encoding is that of text that does not name its own; nil is UTF-8.
public enum CorpusSource: Sendable, Equatable {
  /// Two files, line by line.
  case moses(source: String, target: String, encoding: TextEncoding? = nil)
  /// A file of both sides. The format is nil if only the first bytes will tell it when they are read, as with a pipe.
  /// The columns are those of a table.
  case file(path: String, format: CorpusFormat?, columns: TableColumns, encoding: TextEncoding? = nil)
  /// A file that was found in a folder. It is passed over where it is in other languages.
  indirect case found(CorpusSource)
  /// A zip archive of files that pair up.
  case archive(path: String, encoding: TextEncoding? = nil)
  /// A folder of shards.
  case shards(folder: String)

  /// The sources that one path stands for, in a fixed order; never none.
  ///
  /// The path is a file of both sides, told by its name and its first bytes, or `-`, standard input; or a prefix to which
  /// `.LANGUAGE`, `.LANGUAGE.gz`, `.LANGUAGE.zst` or `.LANGUAGE.xz` is added, each side on its own; or a folder of shards; or a folder of
  /// files, of which those that pair up by prefix are a source each pair, and those whose names end as files of both sides do a
  /// source each, unless they are in other languages. Other files, hidden ones and folders in it are left alone. A zip archive is
  /// read where it is.
  public static func resolve(
    _ path: String, languages: LanguagePair, columns: TableColumns = TableColumns(), encoding: TextEncoding? = nil
  ) throws(CorpusError) -> [CorpusSource] {
    let isFolder = FileIdentity(path: path)?.isFolder ?? false
    if path == InputFile.standardInput || (CorpusFormat(path: path) != nil && !isFolder) {
      return [try file(path, columns, encoding)]
    }
    let sides = CorpusSides.Pair(
      prefix: path, source: try side(path, languages.source), target: try side(path, languages.target))
    if let pair = try sides.corpus(languages, encoding, otherwise: CorpusError.missingSide) { return [pair] }
    if let names = Folder.names(in: path) {
      if names.contains(ShardIndex.fileName) { return [.shards(folder: path)] }
      let sources = try CorpusFolder(path, names, languages, columns, encoding).sources
      if sources.isEmpty { throw .noPairsInFolder(path: path, languages: languages) }
      return sources
    }
    let otherSide = CorpusSides.other(path, languages)
    guard AtomicFile.exists(path) else {
      if otherSide != nil { throw .file(.missing(path)) }
      throw .corpusNotFound(path: path, tried: candidates(path, languages.source) + candidates(path, languages.target))
    }
    if let otherSide { throw .unpairedSide(path: path, missing: otherSide) }
    return [try file(path, columns, encoding)]
  }

  /// The sources that several paths stand for, in their order. Files whose names end in the languages' codes pair up wherever
  /// they stand, `a.th` with `a.en` or `a.en.gz`; every other path is resolved by itself. No file comes twice.
  public static func resolve(
    all paths: [String], languages: LanguagePair, columns: TableColumns = TableColumns(), encoding: TextEncoding? = nil
  ) throws(CorpusError) -> [CorpusSource] {
    var sides = CorpusSides(languages)
    var sources: [[CorpusSource]] = []
    for path in paths {
      let isFile = FileIdentity(path: path).map { !$0.isFolder } ?? false
      if isFile, try sides.take(path, place: sources.count) {
        sources.append([])
      } else {
        sources.append(try resolve(path, languages: languages, columns: columns, encoding: encoding))
      }
    }
    for pair in sides.pairs {
      if let corpus = try pair.corpus(languages, encoding, otherwise: CorpusError.unpairedSide) {
        sources[pair.place] = [corpus]
      }
    }
    var paths: [FileIdentity: String] = [:]
    for path in sources.joined().flatMap(\.paths) {
      guard let file = FileIdentity(path: path) else { throw .file(.missing(path)) }
      if let first = paths.updateValue(path, forKey: file) { throw .sameFileTwice(first: first, second: path) }
    }
    return Array(sources.joined())
  }

  /// Two files named one by one.
  public static func resolve(
    source: String, target: String, encoding: TextEncoding? = nil
  ) throws(CorpusError) -> CorpusSource {
    for path in [source, target] where !AtomicFile.exists(path) { throw .file(.missing(path)) }
    return .moses(source: source, target: target, encoding: encoding)
  }

  /// Reads the pairs from the beginning.
  public func makeReader(languages: LanguagePair) throws(CorpusError) -> any ParallelReader {
    try makeReader(languages: languages, unsaid: .taken)
  }

  private func makeReader(
    languages: LanguagePair, unsaid: UnsaidLanguage
  ) throws(CorpusError) -> any ParallelReader {
    switch self {
    case .moses(let source, let target, let encoding):
      return try MosesReader(source: source, target: target, encoding: encoding)
    case .archive(let path, let encoding):
      return try ArchiveReader(path: path, languages: languages, encoding: encoding)
    case .found(let file):
      return FoundReader(try file.makeReader(languages: languages, unsaid: .refused), path: file.paths[0])
    case .file(let path, let format, let columns, let encoding):
      let reader = try ByteReader(path: path)
      let format =
        if let format {
          format
        } else if columns.isEscaped {
          CorpusFormat.tsv
        } else {
          try CorpusFormat(of: reader, encoding: encoding)
        }
      switch format {
      case .tsv: return TSVReader(reader, languages: languages, columns: columns, encoding: encoding)
      case .tmx: return TMXReader(reader, languages: languages, encoding: encoding)
      case .xliff: return XLIFFReader(reader, languages: languages, encoding: encoding, unsaid: unsaid)
      case .po: return POReader(reader, languages: languages, encoding: encoding, unsaid: unsaid)
      case .mo: return MOReader(reader, languages: languages, encoding: encoding, unsaid: unsaid)
      case .csv: return try CSVReader(reader, languages: languages, columns: columns, encoding: encoding)
      case .jsonl: return JSONLinesReader(reader, languages: languages, columns: columns, encoding: encoding)
      }
    case .shards(let folder): return try ShardPairReader(folder: folder, languages: languages)
    }
  }

  /// The files whose bytes decide what the source holds.
  public var paths: [String] {
    switch self {
    case .moses(let source, let target, _): [source, target]
    case .file(let path, _, _, _), .archive(let path, _): [path]
    case .found(let file): file.paths
    case .shards(let folder): [Folder.path(folder, ShardIndex.fileName)]
    }
  }

  /// The encoding of text that does not name its own; nil is UTF-8.
  public var encoding: TextEncoding? {
    switch self {
    case .moses(_, _, let encoding), .file(_, _, _, let encoding), .archive(_, let encoding): encoding
    case .found(let file): file.encoding
    case .shards: nil
    }
  }

  /// Whether it may be a table, whose columns can be chosen. A pipe may hold one.
  public var mayBeTable: Bool {
    switch self {
    case .file(_, let format, _, _): format.map { $0 == .tsv || $0 == .csv || $0 == .jsonl } ?? true
    case .found(let file): file.mayBeTable
    case .moses, .archive, .shards: false
    }
  }

  /// A file of both sides. A pipe is left untouched.
  static func file(
    _ path: String, _ columns: TableColumns, _ encoding: TextEncoding?
  ) throws(CorpusError) -> CorpusSource {
    guard let identity = FileIdentity(path: path) else { throw .file(.missing(path)) }
    let isNamed = CorpusFormat(path: path) != nil || Compression(path: path) != nil
    if identity.isRegular, !isNamed, try ZipArchive.isOne(path: path) {
      return .archive(path: path, encoding: encoding)
    }
    let format = identity.isRegular ? try CorpusFormat(of: ByteReader(path: path), encoding: encoding) : nil
    return .file(path: path, format: format, columns: columns, encoding: encoding)
  }

  private static func candidates(_ prefix: String, _ language: String) -> [String] {
    ([""] + Compression.allCases.map(\.ending)).map { "\(prefix).\(language)\($0)" }
  }

  private static func side(_ prefix: String, _ language: String) throws(CorpusError) -> String? {
    let present = candidates(prefix, language).filter(AtomicFile.exists)
    if present.count > 1 { throw .twoFilesForOneSide(first: present[0], second: present[1]) }
    return present.first
  }
}

import Basics

/// Where sentence pairs come from: files of one of the formats that are read, each plain, or compressed by gzip or zstd.
public enum CorpusSource: Sendable, Equatable {
  /// Two files, line by line.
  case moses(source: String, target: String)
  /// A file of both sides. The format is nil where its first bytes will tell it when they are read, as of a pipe. The columns
  /// are those of a table.
  case file(path: String, format: CorpusFormat?, columns: TableColumns)
  /// A folder of shards.
  case shards(folder: String)

  /// The sources that one path stands for, in a fixed order; never none.
  ///
  /// The path is a file of both sides, told by its name and its first bytes, or `-`, standard input; or a prefix to which
  /// `.LANGUAGE`, `.LANGUAGE.gz` or `.LANGUAGE.zst` is added, each side on its own; or a folder of shards; or a folder of
  /// files, of which those that pair up by prefix are a source each pair, and those whose names end as files of both sides do a
  /// source each. Other files, hidden ones and folders in it are left alone.
  public static func resolve(
    _ path: String, languages: LanguagePair, columns: TableColumns = TableColumns()
  ) throws(CorpusError) -> [CorpusSource] {
    let isFolder = FileIdentity(path: path)?.isFolder ?? false
    if path == InputFile.standardInput || (CorpusFormat(path: path) != nil && !isFolder) {
      return [try file(path, columns)]
    }
    let sides = CorpusSides.Pair(
      prefix: path, source: try side(path, languages.source), target: try side(path, languages.target))
    if let pair = try sides.corpus(languages, otherwise: CorpusError.missingSide) { return [pair] }
    if let names = Folder.names(in: path) {
      return names.contains(ShardIndex.fileName)
        ? [.shards(folder: path)] : try corpora(in: path, names, languages, columns)
    }
    let otherSide = CorpusSides.other(path, languages)
    guard AtomicFile.exists(path) else {
      if otherSide != nil { throw .file(.missing(path)) }
      throw .corpusNotFound(path: path, tried: candidates(path, languages.source) + candidates(path, languages.target))
    }
    if let otherSide { throw .unpairedSide(path: path, missing: otherSide) }
    return [try file(path, columns)]
  }

  /// The sources that several paths stand for, in their order. Files whose names end in the languages' codes pair up wherever
  /// they stand, `a.th` with `a.en` or `a.en.gz`; every other path is resolved by itself. No file comes twice.
  public static func resolve(
    all paths: [String], languages: LanguagePair, columns: TableColumns = TableColumns()
  ) throws(CorpusError) -> [CorpusSource] {
    var sides = CorpusSides(languages)
    var sources: [[CorpusSource]] = []
    for path in paths {
      let isFile = FileIdentity(path: path).map { !$0.isFolder } ?? false
      if isFile, try sides.take(path, place: sources.count) {
        sources.append([])
      } else {
        sources.append(try resolve(path, languages: languages, columns: columns))
      }
    }
    for pair in sides.pairs {
      if let corpus = try pair.corpus(languages, otherwise: CorpusError.unpairedSide) { sources[pair.place] = [corpus] }
    }
    var paths: [FileIdentity: String] = [:]
    for path in sources.joined().flatMap(\.paths) {
      guard let file = FileIdentity(path: path) else { throw .file(.missing(path)) }
      if let first = paths.updateValue(path, forKey: file) { throw .sameFileTwice(first: first, second: path) }
    }
    return Array(sources.joined())
  }

  /// Two files named one by one.
  public static func resolve(source: String, target: String) throws(CorpusError) -> CorpusSource {
    for path in [source, target] where !AtomicFile.exists(path) { throw .file(.missing(path)) }
    return .moses(source: source, target: target)
  }

  /// Reads the pairs from the beginning.
  public func makeReader(languages: LanguagePair) throws(CorpusError) -> any ParallelReader {
    switch self {
    case .moses(let source, let target): return try MosesReader(source: source, target: target)
    case .file(let path, let format, let columns):
      let reader = try ByteReader(path: path)
      let format =
        if let format { format } else if columns.isEscaped { CorpusFormat.tsv } else { try CorpusFormat(of: reader) }
      switch format {
      case .tsv: return TSVReader(reader, columns: columns)
      case .tmx: return TMXReader(reader, languages: languages)
      case .xliff: return XLIFFReader(reader, languages: languages)
      case .po: return POReader(reader, languages: languages)
      case .mo: return MOReader(reader, languages: languages)
      }
    case .shards(let folder): return try ShardPairReader(folder: folder, languages: languages)
    }
  }

  /// The files whose bytes decide what the source holds.
  public var paths: [String] {
    switch self {
    case .moses(let source, let target): [source, target]
    case .file(let path, _, _): [path]
    case .shards(let folder): [Folder.path(folder, ShardIndex.fileName)]
    }
  }

  /// A file of both sides. A pipe is left untouched.
  private static func file(_ path: String, _ columns: TableColumns) throws(CorpusError) -> CorpusSource {
    guard let identity = FileIdentity(path: path) else { throw .file(.missing(path)) }
    let format = identity.isRegular ? try CorpusFormat(of: ByteReader(path: path)) : nil
    return .file(path: path, format: format, columns: columns)
  }

  private static func candidates(_ prefix: String, _ language: String) -> [String] {
    ([""] + Compression.allCases.map(\.ending)).map { "\(prefix).\(language)\($0)" }
  }

  private static func side(_ prefix: String, _ language: String) throws(CorpusError) -> String? {
    let present = candidates(prefix, language).filter(AtomicFile.exists)
    if present.count > 1 { throw .twoFilesForOneSide(first: present[0], second: present[1]) }
    return present.first
  }

  private static func corpora(
    in folder: String, _ names: [String], _ languages: LanguagePair, _ columns: TableColumns
  ) throws(CorpusError) -> [CorpusSource] {
    var sides = CorpusSides(languages)
    var corpora: [(name: String, source: CorpusSource)] = []
    for (place, name) in names.enumerated() where !name.hasPrefix(".") {
      let path = Folder.path(folder, name)
      if FileIdentity(path: path)?.isFolder == true { continue }
      if try sides.take(path, place: place) { continue }
      if CorpusFormat(path: path) != nil { corpora.append((path, try file(path, columns))) }
    }
    for pair in sides.pairs {
      if let corpus = try pair.corpus(languages, otherwise: CorpusError.missingSide) {
        corpora.append((pair.prefix, corpus))
      }
    }
    if corpora.isEmpty { throw .noPairsInFolder(path: folder, languages: languages) }
    return corpora.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map(\.source)
  }
}

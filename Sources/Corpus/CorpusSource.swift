import Basics

/// Where sentence pairs come from: files of one of the formats that are read.
public enum CorpusSource: Sendable, Equatable {
  /// Two files, line by line.
  case moses(source: String, target: String)
  /// A file of tab-separated columns.
  case table(path: String)
  /// A folder of shards.
  case shards(folder: String)

  /// The sources that a path of a recipe stands for, in a fixed order; never none.
  ///
  /// A path is a `.tsv` file (`.tsv.zst` too); or a prefix to which `.LANGUAGE` or `.LANGUAGE.zst` is added, each side
  /// on its own; or a folder of shards; or a folder of files that pair up by prefix, each pair a source.
  public static func resolve(_ path: String, languages: LanguagePair) throws(CorpusError) -> [CorpusSource] {
    if path.hasSuffix(".tsv") || path.hasSuffix(".tsv.zst") {
      guard AtomicFile.exists(path) else { throw .file(.notFound(path: path)) }
      return [.table(path: path)]
    }
    if path.hasSuffix(".tsv.gz") { throw .gzipNotRead(path: path) }
    if path.hasSuffix(".tmx") { throw .formatNotRead(path: path, format: "TMX") }
    let source = try side(path, languages.source)
    let target = try side(path, languages.target)
    switch (source, target) {
    case (let source?, let target?): return [.moses(source: source, target: target)]
    case (let source?, nil): throw .missingSide(present: source, missing: "\(path).\(languages.target)")
    case (nil, let target?): throw .missingSide(present: target, missing: "\(path).\(languages.source)")
    case (nil, nil): break
    }
    guard let names = Folder.names(in: path) else {
      throw .corpusNotFound(path: path, tried: candidates(path, languages.source) + candidates(path, languages.target))
    }
    if names.contains(ShardIndex.fileName) { return [.shards(folder: path)] }
    return try pairs(in: path, names, languages)
  }

  /// Two files named one by one.
  public static func resolve(source: String, target: String) throws(CorpusError) -> CorpusSource {
    for path in [source, target] {
      if path.hasSuffix(".gz") { throw .gzipNotRead(path: path) }
      guard AtomicFile.exists(path) else { throw .file(.notFound(path: path)) }
    }
    return .moses(source: source, target: target)
  }

  /// Reads the pairs from the beginning.
  public func makeReader() throws(CorpusError) -> any ParallelReader {
    switch self {
    case .moses(let source, let target): try MosesReader(source: source, target: target)
    case .table(let path): try TSVReader(path: path)
    case .shards(let folder): try ShardPairReader(folder: folder)
    }
  }

  /// The files whose bytes decide what the source holds.
  public var paths: [String] {
    switch self {
    case .moses(let source, let target): [source, target]
    case .table(let path): [path]
    case .shards(let folder): [Folder.path(folder, ShardIndex.fileName)]
    }
  }

  private static func candidates(_ prefix: String, _ language: String) -> [String] {
    ["\(prefix).\(language)", "\(prefix).\(language).zst"]
  }

  private static func side(_ prefix: String, _ language: String) throws(CorpusError) -> String? {
    let present = candidates(prefix, language).filter(AtomicFile.exists)
    if present.count == 2 { throw .twoFilesForOneSide(first: present[0], second: present[1]) }
    if present.isEmpty && AtomicFile.exists("\(prefix).\(language).gz") {
      throw .gzipNotRead(path: "\(prefix).\(language).gz")
    }
    return present.first
  }

  private static func pairs(
    in folder: String, _ names: [String], _ languages: LanguagePair
  ) throws(CorpusError) -> [CorpusSource] {
    var prefixes = Set<[UInt8]>()
    for name in names where !name.hasPrefix(".") {
      for language in [languages.source, languages.target] {
        for ending in [".\(language)", ".\(language).zst", ".\(language).gz"]
        where name.utf8.count > ending.utf8.count && name.hasSuffix(ending) {
          prefixes.insert(Array(name.utf8.dropLast(ending.utf8.count)))
        }
      }
    }
    guard !prefixes.isEmpty else { throw .noPairsInFolder(path: folder, languages: languages) }
    var sources: [CorpusSource] = []
    for prefix in prefixes.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let path = Folder.path(folder, String(decoding: prefix, as: UTF8.self))
      switch (try side(path, languages.source), try side(path, languages.target)) {
      case (let source?, let target?): sources.append(.moses(source: source, target: target))
      case (let source?, nil): throw .missingSide(present: source, missing: "\(path).\(languages.target)")
      case (nil, let target): throw .missingSide(present: target ?? path, missing: "\(path).\(languages.source)")
      }
    }
    return sources
  }
}

import Basics
import TextProcessing

/// A folder of corpora: files that pair up by prefix, files of both sides, and archives of files that pair up.
struct CorpusFolder {
  /// In the order of their names.
  private(set) var sources: [CorpusSource] = []
  /// The names of what is no corpus: files of other names, hidden ones, and folders.
  private(set) var leftAlone: [String] = []

  init(
    _ folder: String, _ names: [String], _ languages: LanguagePair, _ columns: TableColumns, _ encoding: TextEncoding?
  ) throws(CorpusError) {
    var sides = CorpusSides(languages)
    var found: [(name: String, source: CorpusSource)] = []
    for (place, name) in names.enumerated() {
      let path = Folder.path(folder, name)
      if name.hasPrefix(".") || FileIdentity(path: path)?.isFolder == true {
        leftAlone.append(name)
      } else if try sides.take(path, place: place) {
        continue
      } else if let source = try Self.source(path, languages, columns, encoding) {
        found.append((path, source))
      } else {
        leftAlone.append(name)
      }
    }
    for pair in sides.pairs {
      if let corpus = try pair.corpus(languages, encoding, otherwise: CorpusError.missingSide) {
        found.append((pair.prefix, corpus))
      }
    }
    sources = found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.map(\.source)
  }

  private static func source(
    _ path: String, _ languages: LanguagePair, _ columns: TableColumns, _ encoding: TextEncoding?
  ) throws(CorpusError) -> CorpusSource? {
    if path.dropping(ending: ".zip") != nil {
      let pairs = try ArchiveReader.pairs(in: ZipArchive(path: path), languages)
      return pairs.isEmpty ? nil : .archive(path: path, encoding: encoding)
    }
    guard let format = CorpusFormat(path: path) else { return nil }
    let file = try CorpusSource.file(path, columns, encoding)
    switch format {
    case .tmx, .xliff, .po, .mo, .jsonl: return .found(file)
    case .tsv, .csv: return file
    }
  }
}

extension CorpusSource {
  /// The names of files and folders that stand beside the corpora of a folder and are not read. Empty for any other
  /// path.
  public static func leftAlone(in path: String, languages: LanguagePair) throws(CorpusError) -> [String] {
    guard FileIdentity(path: path)?.isFolder == true, let names = Folder.names(in: path),
      !names.contains(ShardIndex.fileName)
    else { return [] }
    return try CorpusFolder(path, names, languages, TableColumns(), nil).leftAlone
  }
}

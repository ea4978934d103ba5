import Basics

/// A difference between the sources and those that a folder of shards was made from.
public enum SourceChange: Sendable, Equatable {
  case languages
  /// The file holds other bytes, or is read in another encoding.
  case content(path: String)
  case added(path: String)
  case removed(path: String)
}

extension ShardIndex {
  /// Whether the shards were made from these sources: the same languages, and the same bytes in the same order.
  public func matches(
    _ sources: [CorpusSource], languages: LanguagePair, notChangedSince manifest: String? = nil
  ) throws(CorpusError) -> Bool {
    try change(in: sources, languages: languages, notChangedSince: manifest) == nil
  }

  /// The first difference of these sources from those that the shards were made from; nil if they have the same languages, and
  /// the same bytes in the same order. A pipe, which cannot be read again, counts as the same.
  /// - Parameter manifest: the path of this index, if files of the same size that have not changed since it was written are
  ///   to be taken for the same without reading them.
  public func change(
    in sources: [CorpusSource], languages: LanguagePair, notChangedSince manifest: String? = nil
  ) throws(CorpusError) -> SourceChange? {
    guard languages == self.languages else { return .languages }
    let paths = sources.flatMap(\.paths)
    if paths.count != self.sources.count {
      let known = self.sources.map(\.path)
      if let added = paths.first(where: { !known.contains($0) }) { return .added(path: added) }
      if let removed = known.first(where: { !paths.contains($0) }) { return .removed(path: removed) }
      return paths.count > known.count ? .added(path: paths[known.count]) : .removed(path: known[paths.count])
    }
    let time = manifest.flatMap(FileIdentity.init)?.changeTime ?? 0
    let encodings = sources.flatMap { source in source.paths.map { _ in source.encoding?.name } }
    var unsure: [(path: String, known: SourceFile)] = []
    for ((path, encoding), known) in zip(zip(paths, encodings), self.sources) {
      if encoding != known.encoding { return .content(path: path) }
      guard let file = FileIdentity(path: path) else { throw .file(.missing(path)) }
      if !file.isRegular { continue }
      if file.bytes != known.bytes { return .content(path: path) }
      if file.changeTime >= time { unsure.append((path, known)) }
    }
    for (path, known) in unsure where !(try SourceFile(reading: path).hasContent(of: known)) {
      return .content(path: path)
    }
    return nil
  }
}

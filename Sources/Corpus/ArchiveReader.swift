import TextProcessing

/// The pairs of files in a zip archive, whose names pair up as those in a folder do.
public final class ArchiveReader: ParallelReader {
  private let path: String
  private let archive: ZipArchive
  private let encoding: TextEncoding?
  private let places: [[UInt8]: Int]
  private var pairs: ArraySlice<CorpusSides.Pair>
  private var reader: MosesReader?
  private var ofFinishedPairs = CorpusTallies()
  private var file: SourceFile

  /// - Parameter encoding: of files without a byte order mark; nil is UTF-8.
  init(path: String, languages: LanguagePair, encoding: TextEncoding? = nil) throws(CorpusError) {
    self.path = path
    self.encoding = encoding
    archive = try ZipArchive(path: path)
    places = Dictionary(
      archive.members.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    pairs = try Self.pairs(in: archive, languages)[...]
    if pairs.isEmpty { throw .noPairsInArchive(path: path, languages: languages) }
    let read = Set(pairs.flatMap { [$0.source, $0.target] }.compactMap(\.self))
    for member in archive.members where !read.contains(member.name) {
      ofFinishedPairs.note(.archiveMember, path: "\(path)/\(member.name)", line: 0)
    }
    file = SourceFile(path: path, bytes: 0, hash: "")
  }

  /// The pairs of files whose names end in the languages' codes; none if there are none.
  static func pairs(
    in archive: ZipArchive, _ languages: LanguagePair
  ) throws(CorpusError) -> [CorpusSides.Pair] {
    var sides = CorpusSides(languages)
    for (place, member) in archive.members.enumerated() { _ = try sides.take(member.name, place: place) }
    return sides.pairs.filter { $0.source != nil && $0.target != nil }
  }

  public func next() throws(CorpusError) -> SentencePair? {
    while true {
      if let reader {
        if let pair = try reader.next() { return pair }
        ofFinishedPairs = ofFinishedPairs + reader.tallies
        self.reader = nil
      }
      guard let pair = pairs.popFirst(), let source = pair.source, let target = pair.target else {
        if file.hash.isEmpty { file = try SourceFile(reading: path) }
        return nil
      }
      reader = MosesReader(
        LineReader(try open(source), encoding: encoding), LineReader(try open(target), encoding: encoding))
    }
  }

  public var line: Int { reader?.line ?? 0 }
  public var tallies: CorpusTallies { reader.map { ofFinishedPairs + $0.tallies } ?? ofFinishedPairs }
  public var files: [SourceFile] { [file] }

  private func open(_ name: String) throws(CorpusError) -> ByteReader {
    guard let place = places[Array(name.utf8)] else {
      throw .damagedCompression(path: path, reason: "\(name) is not there")
    }
    return try ByteReader(archive.located(archive.members[place]), of: path)
  }
}

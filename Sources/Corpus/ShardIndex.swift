import Basics
import FoundationEssentials

/// What `manifest.json` says of a folder of shards: where each frame is, and what the shards were made from.
public struct ShardIndex: Sendable, Equatable, Codable {
  public static let fileName = "manifest.json"
  /// The newest format that is read, and the one that is written.
  public static let formatVersion = 1
  /// No frame holds more text: a frame is full at about 1 MiB, and each side of its last pair is at most one line.
  static let frameTextLimit = 1 << 24

  /// A part of a shard that is compressed on its own and holds whole lines.
  public struct Frame: Sendable, Equatable, Codable {
    /// In bytes from the beginning of the shard.
    public var offset: Int
    public var compressedBytes: Int
    public var textBytes: Int
    public var pairs: Int
  }

  public struct Shard: Sendable, Equatable, Codable {
    public var file: String
    /// The size of the file, the seek table at its end included.
    public var bytes: Int
    /// 64 bits as 16 hexadecimal digits, see `ContentHash`.
    public var hash: String
    public var frames: [Frame]
  }

  public var formatVersion = ShardIndex.formatVersion
  public var languages: LanguagePair
  /// The number of pairs in all shards.
  public var pairs: Int
  /// What was found in the sources.
  public var tallies: CorpusTallies
  /// Pairs that were left out, by the reason.
  public var rejected: [RejectReason: Int]
  public var sources: [SourceFile]
  public var shards: [Shard]

  public var frameCount: Int { shards.reduce(0) { $0 + $1.frames.count } }

  /// Whether the shards were made from these sources: the same languages, and the same bytes in the same order. Reads
  /// all the files, unless a size differs.
  public func matches(_ sources: [CorpusSource], languages: LanguagePair) throws(CorpusError) -> Bool {
    let paths = sources.flatMap(\.paths)
    guard languages == self.languages && paths.count == self.sources.count else { return false }
    for (path, known) in zip(paths, self.sources) where try InputFile(path: path).byteCount() != known.bytes {
      return false
    }
    for (path, known) in zip(paths, self.sources) where !(try SourceFile(reading: path).hasContent(of: known)) {
      return false
    }
    return true
  }

  /// Reads and checks the manifest of a folder.
  public static func load(folder: String) throws(CorpusError) -> ShardIndex {
    let path = Folder.path(folder, fileName)
    let data = Data(try withFileErrors { () throws(FileError) in try AtomicFile.read(path) })
    struct Version: Decodable { var formatVersion: Int }
    let index: ShardIndex
    do {
      let version = try JSONDecoder().decode(Version.self, from: data).formatVersion
      if version > formatVersion { throw CorpusError.newerManifest(path: path, version: version) }
      index = try JSONDecoder().decode(ShardIndex.self, from: data)
    } catch let error as CorpusError {
      throw error
    } catch {
      throw .damagedManifest(path: path, reason: "it is not the JSON of a manifest")
    }
    if let flaw = index.flaw { throw .damagedManifest(path: path, reason: flaw) }
    return index
  }

  func save(folder: String) throws(CorpusError) {
    let path = Folder.path(folder, Self.fileName)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data: Data
    do { data = try encoder.encode(self) } catch {
      preconditionFailure("a manifest of numbers and strings has a JSON form: \(error)")
    }
    try withFileErrors { () throws(FileError) in try AtomicFile.write(Array(data) + [0x0a], to: path) }
  }

  static func shardName(_ number: Int) -> String {
    let digits = String(number)
    return "shard-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".tsv.zst"
  }

  /// What makes the numbers unusable, so that no reader has to doubt them.
  private var flaw: String? {
    var total = 0
    for (number, shard) in shards.enumerated() {
      if shard.file != Self.shardName(number) {
        return "shard \(number) is named \(shard.file) and not \(Self.shardName(number))"
      }
      var end = 0
      for frame in shard.frames {
        guard frame.offset == end, frame.compressedBytes > 0, frame.compressedBytes <= shard.bytes - end,
          frame.textBytes > 0, frame.textBytes <= Self.frameTextLimit, frame.pairs > 0, frame.pairs <= frame.textBytes
        else { return "the frames of \(shard.file) do not follow each other" }
        end += frame.compressedBytes
        total += frame.pairs
      }
    }
    return total == pairs ? nil : "the pairs of its frames are \(total) and not \(pairs)"
  }
}

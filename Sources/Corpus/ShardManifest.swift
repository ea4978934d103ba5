import Basics
import FoundationEssentials

/// The file `manifest.json`: the index as JSON, whose first value is a hash of the file.
extension ShardIndex {
  /// Every manifest since version 2 begins so; then come 16 hexadecimal digits, the hash of the file with zeros in
  /// their place.
  private static let start = Array(#"{"checksum":""#.utf8)
  private static let zeros = String(repeating: "0", count: 16)
  private static let checksumPlace = start.count..<(start.count + zeros.utf8.count)

  /// Reads and checks the manifest of a folder.
  public static func load(folder: String) throws(CorpusError) -> ShardIndex {
    let path = Folder.path(folder, fileName)
    var bytes = try withFileErrors { () throws(FileError) in try AtomicFile.read(path) }
    let hasChecksum = bytes.starts(with: start)
    if hasChecksum, let digits = takeDigits(of: &bytes), digits != hash(bytes) {
      throw .damagedManifest(path: path, reason: "its checksum does not fit: it was changed after it was written")
    }
    let index: ShardIndex
    do {
      index = try JSONDecoder().decode(Versioned.self, from: Data(bytes)).index(hasChecksum: hasChecksum)
    } catch let error as UnreadVersion {
      throw .newerManifest(path: path, version: error.version)
    } catch {
      throw .damagedManifest(path: path, reason: "it is not the JSON of a manifest")
    }
    if let flaw = index.flaw { throw .damagedManifest(path: path, reason: flaw) }
    return index
  }

  func save(folder: String) throws(CorpusError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8]
    do { bytes = Array(try encoder.encode(Written(checksum: Self.zeros, index: self))) + [0x0a] } catch {
      preconditionFailure("a manifest of numbers and strings has a JSON form: \(error)")
    }
    precondition(bytes.starts(with: Self.start), "the checksum is the first of the sorted keys")
    bytes.replaceSubrange(Self.checksumPlace, with: Self.hash(bytes).utf8)
    let path = Folder.path(folder, Self.fileName)
    try withFileErrors { () throws(FileError) in try AtomicFile.write(bytes, to: path) }
  }

  private static func hash(_ bytes: [UInt8]) -> String { ContentHash.digits(bytes.withUnsafeBytes(ContentHash.of)) }

  /// The digits of the checksum, which become zeros.
  private static func takeDigits(of bytes: inout [UInt8]) -> String? {
    guard checksumPlace.upperBound <= bytes.count else { return nil }
    defer { bytes.replaceSubrange(checksumPlace, with: zeros.utf8) }
    return String(decoding: bytes[checksumPlace], as: UTF8.self)
  }
}

/// A version that is newer than this program.
private struct UnreadVersion: Error { var version: Int }

/// JSON that no version wrote.
private struct NoManifest: Error {}

/// The JSON that is written.
private struct Written: Encodable {
  var checksum: String
  var index: ShardIndex

  enum Key: CodingKey { case checksum, formatVersion }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(checksum, forKey: .checksum)
    try container.encode(ShardIndex.formatVersion, forKey: .formatVersion)
    try index.encode(to: encoder)
  }
}

/// The JSON of any version that is read.
private struct Versioned: Decodable {
  private let version: Int
  private let decoded: ShardIndex

  enum Key: CodingKey { case formatVersion }

  init(from decoder: any Decoder) throws {
    version = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .formatVersion)
    switch version {
    case 1: decoded = try ManifestVersion1(from: decoder).index
    case 2: decoded = try ShardIndex(from: decoder)
    case 3...: throw UnreadVersion(version: version)
    default: throw NoManifest()
    }
  }

  /// A manifest of a version that has a checksum must have it.
  func index(hasChecksum: Bool) throws -> ShardIndex {
    if version > 1 && !hasChecksum { throw NoManifest() }
    return decoded
  }
}

extension ShardIndex.Shard: Codable {
  private enum Key: CodingKey { case file, bytes, hash, frames }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    file = try container.decode(String.self, forKey: .file)
    bytes = try container.decode(Int.self, forKey: .bytes)
    hash = try container.decode(String.self, forKey: .hash)
    frames = try container.decode([ShardIndex.Frame].self, forKey: .frames)
    var offset = 0
    for number in frames.indices {
      frames[number].offset = offset
      // Sizes that cannot be are found by `flaw`.
      offset &+= frames[number].compressedBytes
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(file, forKey: .file)
    try container.encode(bytes, forKey: .bytes)
    try container.encode(hash, forKey: .hash)
    try container.encode(frames, forKey: .frames)
  }
}

/// `[compressed bytes, bytes of text, pairs, hash]`: the offset is the sum of the frames before.
extension ShardIndex.Frame: Codable {
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    offset = 0
    compressedBytes = try container.decode(Int.self)
    textBytes = try container.decode(Int.self)
    pairs = try container.decode(Int.self)
    let digits = try container.decode(String.self)
    guard digits.utf8.count == 16, let value = UInt64(digits, radix: 16), container.isAtEnd else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a frame")
    }
    hash = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(compressedBytes)
    try container.encode(textBytes)
    try container.encode(pairs)
    try container.encode(ContentHash.digits(hash ?? 0))
  }
}

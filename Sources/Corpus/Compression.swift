/// The compression of a file. Its first bytes decide; a name that says another compression is refused.
enum Compression: String, CaseIterable {
  case gzip
  case zstd
  case xz

  /// The number of first bytes of a file that are enough to tell.
  static let startCount = 10

  /// nil if a file that begins like this is not compressed, as far as is known.
  init?(start: UnsafeRawBufferPointer) {
    if start.starts(with: [0x1f, 0x8b]), start.count < 3 || start[2] == 8 {
      self = .gzip
    } else if start.starts(with: [0x28, 0xb5, 0x2f, 0xfd])
      || (start.count >= 4 && start[0] & 0xf0 == 0x50 && start[1...3].elementsEqual([0x2a, 0x4d, 0x18]))
    {
      self = .zstd  // A frame, or one that is to be skipped.
    } else if start.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
      self = .xz
    } else {
      return nil
    }
  }

  /// The one that the path's ending names.
  init?(path: String) {
    guard let named = Self.allCases.first(where: { path.dropping(ending: $0.ending) != nil }) else { return nil }
    self = named
  }

  var ending: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    case .xz: ".xz"
    }
  }

  func makeDecompressor() -> any Decompressor {
    switch self {
    case .gzip: GzipDecompressor()
    case .zstd: ZstdDecompressor()
    case .xz: XzDecompressor()
    }
  }

  /// The path without an ending that names a compression.
  static func droppingEnding(_ path: String) -> String {
    Compression(path: path).flatMap { path.dropping(ending: $0.ending) } ?? path
  }

  /// The kind of a file that is packed in a way that is not read. No text begins like this: where the first bytes could, what
  /// follows them in such a file is looked at too.
  static func notRead(start: UnsafeRawBufferPointer) -> String? {
    if start.starts(with: "BZh".utf8) && start.dropFirst(4).starts(with: "1AY&SY".utf8) { return "bzip2" }
    // The version that is needed to unpack it, two bytes.
    if start.starts(with: [0x50, 0x4b, 0x03, 0x04]) && start.count > 5 && start[5] == 0 { return "zip" }
    if start.starts(with: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]) { return "7z" }
    if start.starts(with: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]) { return "rar" }
    if start.starts(with: [0x04, 0x22, 0x4d, 0x18]) { return "lz4" }
    if start.starts(with: Array("LZIP".utf8) + [1]) { return "lzip" }
    // The largest number of bits of a code.
    if start.starts(with: [0x1f, 0x9d]) && start.count > 2 && (9...16).contains(start[2] & 0x7f) { return "compress" }
    return nil
  }

  /// The program that unpacks files of a kind that is not read.
  static func unpacker(of kind: String) -> String {
    switch kind {
    case "gzip": "gunzip"
    case "zstd": "unzstd"
    case "xz": "unxz"
    case "bzip2": "bunzip2"
    case "compress": "uncompress"
    case "lzip", "lz4": "\(kind) -d"
    case "7z": "7z x"
    case "rar": "unrar x"
    default: "unzip"
    }
  }

  /// Whether a file that begins like this may turn out to be packed once more of it is there. No text with a complete line may.
  static func isUndecided(start: UnsafeRawBufferPointer) -> Bool {
    start.count < startCount && start.offset(of: 0x0a) == nil
  }
}

/// Turns a stream of frames (of members, as gzip calls them) into text, step by step.
protocol Decompressor: AnyObject {
  /// Reads some of `input` and writes some of `output`, which is not empty; the counts say how much of each.
  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (step: DecompressionStep, consumed: Int, produced: Int)
}

enum DecompressionStep {
  /// A frame is complete, and all of it has been handed out.
  case frameComplete
  /// More input is needed, or more room for output.
  case more
  case failed(reason: String)
}

extension String {
  /// The string without `ending`, which is ASCII, in capitals or not; nil if it does not end in it.
  func dropping(ending: String) -> String? {
    let lower = { (byte: UInt8) in (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte }
    guard utf8.count >= ending.utf8.count,
      utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8, by: { lower($0) == lower($1) })
    else { return nil }
    return String(self[..<utf8.index(endIndex, offsetBy: -ending.utf8.count)])
  }
}

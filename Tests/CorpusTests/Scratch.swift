import Basics
import Glibc
import Testing

@testable import Corpus

let thaiEnglish = LanguagePair(source: "th", target: "en")

/// A folder of a test's own, removed when the test ends.
final class Scratch {
  let path: String

  init() {
    var template = Array("/tmp/corpus-tests-XXXXXX".utf8CString)
    mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    try AtomicFile.write(bytes, to: path)
    return path
  }

  /// Writes a file as zstd frames of the given texts.
  @discardableResult
  func writeFrames(_ name: String, _ texts: [[UInt8]]) throws -> String {
    var bytes: [UInt8] = []
    for text in texts { bytes += ZstdCompressor(level: 3).frame(of: text) }
    return try write(name, bytes)
  }

  func folder(_ name: String) throws -> String {
    let path = "\(path)/\(name)"
    try AtomicFile.makeFolder(path)
    return path
  }

  /// A folder of shards of these pairs, in small frames.
  func shards(
    _ pairs: [SentencePair], name: String = "shards", frameBytes: Int = 200, shardBytes: Int = 2000
  ) throws -> ShardReader {
    let folder = "\(path)/\(name)"
    let writer = try ShardWriter(ShardPlace(folder), shardBytes: shardBytes)
    var index = ShardIndex(languages: thaiEnglish, pairs: pairs.count)
    var frame = FrameDraft()
    for (number, pair) in pairs.enumerated() {
      var line: [UInt8] = []
      ShardLine.append(pair, to: &line)
      line.withUnsafeBufferPointer { frame.append($0, weight: pair.weight) }
      index.textBytes += line.count
      guard frame.textBytes >= frameBytes || number == pairs.count - 1 else { continue }
      frame.compress(ZstdCompressor(level: 3))
      try writer.append(frame)
      frame = FrameDraft()
    }
    _ = try writer.finish(index)
    try writer.publish()
    return try ShardReader(folder: folder)
  }

  private static func remove(_ path: String) {
    for name in Folder.names(in: path) ?? [] { remove("\(path)/\(name)") }
    if unlink(path) != 0 { rmdir(path) }
  }
}

/// Pairs that all differ; sides of one to some twenty words.
func somePairs(_ count: Int, seed: UInt64 = 1) -> [SentencePair] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { number in
    func side(_ letter: String) -> String {
      ([letter + String(number)] + (0..<generator.below(20)).map { _ in String(generator.below(50)) })
        .joined(separator: " ")
    }
    return SentencePair(source: side("ก"), target: side("a"))
  }
}

/// A token for each word, its hash the id.
let wordEncoder: BatchIterator.Encoder = { pair in
  func ids(_ text: String) -> [TokenID] {
    text.utf8.split(separator: UInt8(ascii: " ")).map { word in
      word.reduce(7) { ($0 &* 31 &+ TokenID($1)) & 0xffff }
    }
  }
  return .pair(source: ids(pair.source), target: ids(pair.target))
}

func allPairs(_ reader: any ParallelReader) throws -> [SentencePair] {
  var pairs: [SentencePair] = []
  while let pair = try reader.next() { pairs.append(pair) }
  return pairs
}

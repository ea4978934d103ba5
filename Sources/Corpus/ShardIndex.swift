/// The contents of `manifest.json` in a folder of shards: where each frame is, and what the shards were made from.
public struct ShardIndex: Sendable, Equatable, Codable {
  public static let fileName = "manifest.json"
  /// The newest format that is read, and the one that is written.
  public static let formatVersion = 2
  /// No frame holds more text: a frame is full at about 1 MiB, and its last pair has at most `ShardLine.byteLimit`.
  static let frameTextLimit = 1 << 24

  /// A part of a shard that is compressed on its own and holds whole lines.
  public struct Frame: Sendable, Equatable {
    /// In bytes from the beginning of the shard.
    public var offset: Int
    public var compressedBytes: Int
    public var textBytes: Int
    public var pairs: Int
    /// The hash of the compressed bytes, see `ContentHash`; nil in a folder of version 1.
    public var hash: UInt64?
  }

  public struct Shard: Sendable, Equatable {
    public var file: String
    /// The size of the file, the seek table at its end included.
    public var bytes: Int
    /// 64 bits as 16 hexadecimal digits, see `ContentHash`.
    public var hash: String
    public var frames: [Frame]
  }

  public var languages: LanguagePair
  /// The number of pairs in all shards.
  public var pairs = 0
  /// The size of the text in all shards, tabs, escapes and line feeds included.
  public var textBytes = 0
  /// The sum of the pairs' weights; nil if each is 1.
  public var weights: Double?
  /// Which pairs were kept.
  public var filters = FilterOptions()
  /// The files of the sets that were held out.
  public var heldOut: [SourceFile] = []
  /// The findings in the sources.
  public var tallies = CorpusTallies()
  /// Pairs that were left out, by the reason.
  public var rejected: [RejectReason: Int] = [:]
  public var sources: [SourceFile] = []
  /// The frames of each part, in order: a part is one source, or several small ones. Training mixes parts evenly. nil
  /// if they were not recorded.
  public var parts: [Int]?
  public var shards: [Shard] = []

  public var frameCount: Int { shards.reduce(0) { $0 + $1.frames.count } }

  static func shardName(_ number: Int) -> String {
    let digits = String(number)
    return "shard-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".tsv.zst"
  }

  /// No count or size is larger: sums of several stay far from where numbers end.
  private static let mostCount = 1 << 50

  /// The reason why the numbers are unusable, so that no reader has to doubt them; nil if they are usable.
  var flaw: String? {
    let counts =
      [pairs, textBytes, tallies.readPairs] + tallies.findings.values.flatMap { [$0.count, $0.line] }
      + rejected.values + (sources + heldOut).map(\.bytes) + shards.map(\.bytes) + (parts ?? [])
    if let count = counts.first(where: { !(0...Self.mostCount).contains($0) }) {
      return "\(count) is no count or size that can be"
    }
    if let weights, !(0...Double(SentencePair.weights.upperBound) * Double(pairs)).contains(weights) {
      return "\(weights) cannot be the sum of \(pairs) weights"
    }
    if pairs == 0 { return "it has no pairs" }
    var (pairs, textBytes) = (0, 0)
    for (number, shard) in shards.enumerated() {
      if shard.file != Self.shardName(number) {
        return "shard \(number) is named \(shard.file) and not \(Self.shardName(number))"
      }
      var end = 0
      for frame in shard.frames {
        guard frame.offset == end, frame.compressedBytes > 0, frame.compressedBytes <= shard.bytes - end,
          frame.compressedBytes <= 2 * Self.frameTextLimit, frame.textBytes > 0,
          frame.textBytes <= Self.frameTextLimit, frame.pairs > 0, frame.pairs <= frame.textBytes
        else { return "the frames of \(shard.file) do not follow each other" }
        end += frame.compressedBytes
        pairs += frame.pairs
        textBytes += frame.textBytes
      }
    }
    if let parts, parts.contains(where: { $0 < 1 }) || parts.reduce(0, +) != frameCount {
      return "its parts are not its frames"
    }
    if pairs != self.pairs { return "the pairs of its frames are \(pairs) and not \(self.pairs)" }
    return textBytes == self.textBytes ? nil : "its frames have \(textBytes) bytes of text and not \(self.textBytes)"
  }
}

/// The manifest as it was before version 2: frames had no hashes, and the file no checksum.
struct ManifestVersion1: Decodable {
  struct Frame: Decodable {
    var offset: Int
    var compressedBytes: Int
    var textBytes: Int
    var pairs: Int
  }

  struct Shard: Decodable {
    var file: String
    var bytes: Int
    var hash: String
    var frames: [Frame]
  }

  struct Tallies: Decodable {
    var readPairs: Int
    var emptyPairs: Int
  }

  var languages: LanguagePair
  var pairs: Int
  var tallies: Tallies
  var sources: [SourceFile]
  var shards: [Shard]

  var index: ShardIndex {
    var index = ShardIndex(languages: languages, pairs: pairs)
    index.tallies.readPairs = tallies.readPairs
    index.rejected = tallies.emptyPairs == 0 ? [:] : [.empty: tallies.emptyPairs]
    index.sources = sources
    index.shards = shards.map { shard in
      ShardIndex.Shard(
        file: shard.file, bytes: shard.bytes, hash: shard.hash,
        frames: shard.frames.map {
          ShardIndex.Frame(
            offset: $0.offset, compressedBytes: $0.compressedBytes, textBytes: $0.textBytes, pairs: $0.pairs)
        })
    }
    for frame in index.shards.flatMap(\.frames) { index.textBytes &+= frame.textBytes }
    return index
  }
}

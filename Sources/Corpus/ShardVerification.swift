import Basics

extension ShardReader {
  /// Reads everything and throws for the first thing that is not as it was written.
  public func verify(workers: Int = 1) throws(CorpusError) {
    if let first = damages(workers: workers).first { throw first }
  }

  /// Reads everything and returns what is not as it was written, in the order of the shards; no more than `limit`.
  /// (The manifest's own checksum has been checked when it was read.)
  public func damages(workers: Int = 1, limit: Int = 100) -> [CorpusError] {
    let ofShards = ParallelMap.map(Array(index.shards.indices), threads: workers) { damages(ofShard: $0, limit: limit) }
    return Array((ofShards.joined() + strayFiles()).prefix(limit))
  }

  private func damages(ofShard number: Int, limit: Int) -> [CorpusError] {
    let shard = index.shards[number]
    let path = path(ofShard: number)
    func damaged(_ reason: String) -> CorpusError { .damagedShard(path: path, reason: reason) }
    do throws(CorpusError) {
      let file = try SourceFile(reading: path)
      var found: [CorpusError] = []
      if file.bytes != shard.bytes {
        found.append(damaged("it has \(file.bytes) \(plural("byte", file.bytes)) and not \(shard.bytes)"))
      }
      let reader = FrameReader(self)
      for frame in frames(ofShard: number) where found.count < limit {
        do throws(CorpusError) { _ = try reader.pairs(ofFrame: frame) } catch { found.append(error) }
      }
      if !(try hasSeekTable(shard, path)) { found.append(damaged("its seek table is not that of its frames")) }
      if found.isEmpty && file.hash != shard.hash {
        found.append(damaged("its hash is \(file.hash) and not \(shard.hash)"))
      }
      return found
    } catch {
      return [error]
    }
  }

  private func hasSeekTable(_ shard: ShardIndex.Shard, _ path: String) throws(CorpusError) -> Bool {
    let expected = SeekTable.bytes(shard.frames)
    var bytes = [UInt8](repeating: 0, count: expected.count)
    let end = shard.frames.last.map { $0.offset + $0.compressedBytes } ?? 0
    let count = try InputFile(path: path).read(into: &bytes, from: end)
    return count == expected.count && bytes == expected && end + count == shard.bytes
  }

  private func strayFiles() -> [CorpusError] {
    let known = Set(index.shards.map(\.file) + [ShardIndex.fileName])
    return (Folder.names(in: folder) ?? []).filter { !known.contains($0) }
      .map { .strayFile(path: Folder.path(folder, $0)) }
  }
}

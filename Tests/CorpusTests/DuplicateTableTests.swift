import Basics
import Testing

@testable import Corpus

struct DuplicateTableTests {
  @Test(arguments: [0, 200_000, 400_000, 1_000_000])
  func theMemoryLimitChangesNothing(limit: Int) throws {
    let scratch = Scratch()
    var generator = SeededGenerator(seed: 7)
    var unlimited = DuplicateTable(folder: nil, memoryLimit: 0)
    var limited = DuplicateTable(folder: scratch.path, memoryLimit: limit)
    var reference = Set<UInt64>()
    var hashes: [UInt64] = []
    for _ in 0..<60_000 {
      if hashes.isEmpty || generator.below(3) > 0 { hashes.append(max(1, generator.next())) }
      let hash = hashes[generator.below(hashes.count)]
      let isNew = reference.insert(hash).inserted
      let answers = [try unlimited.insert(hash), try limited.insert(hash)]
      #expect(answers == [isNew, isNew])
    }
    #expect(unlimited.count == reference.count && limited.count == reference.count)
    #expect(unlimited.spilledBytes == 0)
    #expect((limited.spilledBytes > 0) == (limit < 1_000_000))
    // The files have no names.
    #expect(Folder.names(in: scratch.path) == [])
  }

  @Test func aFolderThatIsNotThere() throws {
    var table = DuplicateTable(folder: "/nowhere/at/all", memoryLimit: 0)
    let error = #expect(throws: CorpusError.self) {
      for hash in 1...20_000 { _ = try table.insert(UInt64(hash) &* 0x9e37_79b9_7f4a_7c15) }
    }
    #expect(error?.category == .cannotCreate)
  }

  @Test func theBloomFilterForgetsNothing() {
    var generator = SeededGenerator(seed: 9)
    let hashes = (0..<10_000).map { _ in generator.next() }
    for bytes in [0, 1000, 12_500, 100_000] {
      var filter = BloomFilter(bytes: bytes)
      #expect(!filter.mayContain(hashes[0]))
      for hash in hashes { filter.insert(hash) }
      #expect(hashes.allSatisfy(filter.mayContain))
      let errors = (0..<10_000).count { _ in filter.mayContain(generator.next()) }
      if bytes >= 12_500 { #expect(errors < 200) }
    }
  }
}

import Basics
import Testing

@testable import Corpus

struct HashTableTests {
  private func someHashes(_ count: Int, seed: UInt64) -> [UInt64] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in max(1, generator.next()) }
  }

  @Test func itIsASet() {
    let hashes = someHashes(5000, seed: 1)
    var table = HashTable()
    var reference = Set<UInt64>()
    for (number, hash) in hashes.enumerated() {
      let isNew = table.insert(hash)
      #expect(isNew == reference.insert(hash).inserted)
      let isEarlierNew = table.insert(hashes[number / 2])
      #expect(!isEarlierNew)
    }
    #expect(table.count == reference.count)
    #expect(Array(table.sorted) == reference.sorted())
    #expect(someHashes(5000, seed: 2).allSatisfy { table.contains($0) == reference.contains($0) })
    #expect(table.bytes <= 16 * table.count)
    table.removeAll()
    #expect(table.count == 0 && !table.contains(hashes[0]))
    table.insert(hashes[0])
    #expect(Array(table.sorted) == [hashes[0]])
  }

  @Test(arguments: [1, UInt64.max - 999, 1 << 56])
  func hashesThatMeet(first: UInt64) {
    let hashes = (0..<1000).map { first + UInt64($0) }
    for skipped in [0, 8] {
      var table = HashTable(skippedBits: skipped)
      for hash in hashes.reversed() { table.insert(hash) }
      for hash in hashes { table.insert(hash) }
      #expect(Array(table.sorted) == hashes)
      #expect(!table.contains(first &- 1) || first == 1)
    }
  }
}

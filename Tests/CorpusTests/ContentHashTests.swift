import Basics
import Testing

@testable import Corpus

struct ContentHashTests {
  private func hash(_ parts: [[UInt8]]) -> String {
    var hash = ContentHash()
    for part in parts { part.withUnsafeBytes { hash.update($0) } }
    return hash.hexadecimal
  }

  @Test func itDoesNotDependOnTheParts() {
    let bytes = (0..<100).map { UInt8($0 * 7 & 0xff) }
    let whole = hash([bytes])
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<50 {
      let first = generator.below(bytes.count + 1)
      let second = first + generator.below(bytes.count - first + 1)
      #expect(hash([Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]) == whole)
    }
  }

  @Test func itDiffersWhereAByteDiffers() {
    var seen: Set<String> = []
    for count in 0...20 { seen.insert(hash([[UInt8](repeating: 0, count: count)])) }
    for index in 0..<20 {
      for bit in 0..<8 {
        var bytes = [UInt8](repeating: 0, count: 20)
        bytes[index] = 1 << bit
        seen.insert(hash([bytes]))
      }
    }
    #expect(seen.count == 21 + 160)
  }

  @Test func itStaysWhatItIs() {
    // Manifests on disk hold these values.
    #expect(hash([]) == "f9376fe90135a10e")
    #expect(hash([Array("สวัสดี world".utf8)]) == "b0400dd36e7b8939")
  }
}

import Testing

@testable import Models

@Suite struct SafetensorsChecksumTests {
  /// Values of the reference implementation.
  @Test(arguments: [
    ("", 0, "ef46db3751d8e999"),
    ("a", 0, "d24ec4f1a98c6e5b"),
    ("abc", 0, "44bc2cf5ad770999"),
    ("Nobody inspects the spammish repetition", 0, "fbcea83c8a378bf1"),
    ("I want an unsigned 64-bit seed!", 1, "ce5087f12470d961"),
  ])
  func knownValues(text: String, seed: UInt64, expected: String) {
    let hash = Array(text.utf8).withUnsafeBytes { SafetensorsChecksum.hash($0, seed: seed) }
    #expect(SafetensorsChecksum.text(hash) == expected)
  }

  @Test func aBlockMayComeInParts() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    bytes.withUnsafeBytes { bytes in
      for length in [0, 1, 31, 32, 33, 64, 100, 999, 1000] {
        let whole = UnsafeRawBufferPointer(rebasing: bytes[..<length])
        let expected = SafetensorsChecksum.hash(whole, seed: 5)
        for part in [32, 64, 512] {
          var checksum = SafetensorsChecksum(seed: 5)
          var position = 0
          while position + part < length {
            checksum.update(UnsafeRawBufferPointer(rebasing: whole[position..<position + part]))
            position += part
          }
          #expect(checksum.finish(UnsafeRawBufferPointer(rebasing: whole[position...])) == expected)
        }
      }
    }
  }
}

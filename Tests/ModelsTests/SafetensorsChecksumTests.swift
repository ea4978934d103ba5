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
}

/// The character n-grams of a key: all runs of eight units.
enum Grams {
  static let length = 8

  static func count(inUnits count: Int) -> Int { max(0, count - length + 1) }

  /// The hash of the n-gram that begins at a unit; never 0.
  @inline(__always) static func hash(_ key: UnsafeRawBufferPointer, at unit: Int) -> UInt64 {
    let low = key.loadUnaligned(fromByteOffset: 2 * unit, as: UInt64.self)
    let high = key.loadUnaligned(fromByteOffset: 2 * unit + 8, as: UInt64.self)
    return TextHash.mix(low ^ TextHash.first, high ^ TextHash.second) | 1
  }

  static func table(of key: UnsafeBufferPointer<UInt16>) -> HashTable {
    let bytes = UnsafeRawBufferPointer(key)
    return HashTable((0..<count(inUnits: key.count)).lazy.map { hash(bytes, at: $0) })
  }

  /// Whether the unit is in a number (see `TextKey`).
  static func isDigit(_ unit: UInt16) -> Bool { unit >= UInt16(ascii: "0") && unit <= UInt16(ascii: "9") }
}

extension UInt16 {
  fileprivate init(ascii character: Unicode.Scalar) { self = UInt16(truncatingIfNeeded: character.value) }
}

import Basics

/// Damages bytes as faulty disks, programs and people do. The same seed gives the same damage.
struct Mutator {
  /// What no case is longer than.
  static let byteLimit = 1 << 16

  private var generator: SeededGenerator
  /// Parts of the format that random bytes would not hit upon.
  private let tokens: [[UInt8]]

  init(seed: UInt64, tokens: [String]) {
    generator = SeededGenerator(seed: seed)
    self.tokens = tokens.map { Array($0.utf8) } + [[0], [0xff], [0xef, 0xbb, 0xbf], [0xe0, 0xb8]]
  }

  mutating func below(_ bound: Int) -> Int { generator.below(bound) }

  /// One to four damages to a seed; parts of another come in now and then.
  mutating func damage(_ seed: [UInt8], other: [UInt8]) -> [UInt8] {
    var bytes = seed
    for _ in 0...below(4) { damageOnce(&bytes, other) }
    return Array(bytes.prefix(Self.byteLimit))
  }

  private mutating func damageOnce(_ bytes: inout [UInt8], _ other: [UInt8]) {
    let place = below(bytes.count + 1)
    switch below(9) {
    case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
    case 1: bytes.insert(contentsOf: (0...below(8)).map { _ in UInt8(below(256)) }, at: place)
    case 2: bytes.removeSubrange(part(of: bytes))
    case 3: bytes.removeSubrange(place...)
    case 4: bytes.insert(contentsOf: tokens[below(tokens.count)], at: place)
    case 5: bytes.replaceSubrange(part(of: bytes), with: tokens[below(tokens.count)])
    case 6:
      let part = bytes[part(of: bytes)]
      for _ in 0...(below(8) == 0 ? below(300) : 0) where bytes.count < Self.byteLimit {
        bytes.insert(contentsOf: part, at: place)
      }
    case 7: bytes = Array(bytes[..<place] + other[part(of: other)] + bytes[place...].dropFirst(below(40)))
    default: changeNumber(&bytes)
    }
  }

  private mutating func part(of bytes: [UInt8]) -> Range<Int> {
    let start = below(bytes.count + 1)
    let longest = below(4) == 0 ? bytes.count - start : min(20, bytes.count - start)
    return start..<(start + below(longest + 1))
  }

  /// Puts a length or an offset that cannot be in the place of four bytes.
  private mutating func changeNumber(_ bytes: inout [UInt8]) {
    guard bytes.count >= 4 else { return }
    let place = below(bytes.count / 4) * 4
    let values: [UInt32] = [
      0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, UInt32(bytes.count), UInt32(below(bytes.count)),
    ]
    let value = values[below(values.count)]
    let number = below(2) == 0 ? value.littleEndian : value.bigEndian
    withUnsafeBytes(of: number) { bytes.replaceSubrange(place..<(place + 4), with: $0) }
  }
}

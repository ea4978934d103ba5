/// The evidence that pairs give about their text, as sums: whether it is in its languages, whether its letters are
/// lost, and whether the sides belong together.
struct TextEvidence: Sendable {
  /// One side of the pairs.
  struct Side: Sendable {
    private(set) var scripts = ScriptCounts()
    private(set) var withoutLetters = 0
    /// Those of them that have question marks or control characters where letters were.
    private(set) var replaced = 0
    /// Segments with U+FFFD, which stands for bytes that could not be read.
    private(set) var repaired = 0
    /// Segments in which UTF-8 was read as if each byte were a character: `à¸™` for `น`.
    private(set) var mojibake = 0
    /// The first line that is repaired.
    private(set) var firstRepair: Int?
    /// The first line of mojibake.
    private(set) var firstMojibake: Int?

    fileprivate mutating func add(_ segment: UnsafeBufferPointer<UInt8>, line: Int, counts: Bool) -> Int {
      // A character has one byte that continues none.
      guard counts else { return segment.count { $0 & 0xC0 != 0x80 } }
      let letters = scripts.letters
      let characters = scripts.add(segment)
      if scripts.letters == letters {
        withoutLetters += 1
        if Self.isReplaced(segment) { replaced += 1 }
      }
      if Self.holds(segment, [0xEF, 0xBF, 0xBD]) {
        repaired += 1
        firstRepair = firstRepair ?? line
      }
      if Mojibake.isIn(segment) {
        mojibake += 1
        firstMojibake = firstMojibake ?? line
      }
      return characters
    }

    fileprivate static func += (left: inout Side, right: Side) {
      left.scripts += right.scripts
      left.withoutLetters += right.withoutLetters
      left.replaced += right.replaced
      left.repaired += right.repaired
      left.mojibake += right.mojibake
      left.firstRepair = left.firstRepair ?? right.firstRepair
      left.firstMojibake = left.firstMojibake ?? right.firstMojibake
    }

    /// Whether a segment without letters looks like one that a wrong conversion took them from: it is mostly question marks,
    /// four or more, or holds control characters.
    private static func isReplaced(_ segment: UnsafeBufferPointer<UInt8>) -> Bool {
      var (marks, visible) = (0, 0)
      for (index, byte) in segment.enumerated() {
        if byte == 0x7F || byte < 0x20 && byte != UInt8(ascii: "\t") { return true }
        if byte == 0xC2, index + 1 < segment.count, segment[index + 1] < 0xA0 { return true }
        if byte > 0x20 { visible += 1 }
        if byte == UInt8(ascii: "?") { marks += 1 }
      }
      return marks >= 4 && 2 * marks > visible
    }

    private static func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ character: [UInt8]) -> Bool {
      var rest = UnsafeRawBufferPointer(bytes)
      while let offset = rest.offset(of: character[0]) {
        rest = UnsafeRawBufferPointer(rebasing: rest[offset...])
        if rest.starts(with: character) { return true }
        rest = UnsafeRawBufferPointer(rebasing: rest[1...])
      }
      return false
    }
  }

  /// Pairs whose text counts.
  private(set) var pairs = 0
  private(set) var source = Side()
  private(set) var target = Side()
  /// The lengths of all pairs, also of those whose text does not count: neighbours must be neighbours.
  private(set) var stretches: [SegmentLengths] = []

  /// The lengths of more pairs of a stretch are not kept.
  static let mostLengths = 200_000

  init() {}

  /// - Parameters:
  ///   - line: the pair's in its file, or its number.
  ///   - counts: whether its text is kept.
  mutating func add(_ pair: SentencePair, line: Int, counts: Bool = true) {
    if stretches.isEmpty { beginStretch() }
    if counts { pairs += 1 }
    var pair = pair
    let source = pair.source.withUTF8 { self.source.add($0, line: line, counts: counts) }
    let target = pair.target.withUTF8 { self.target.add($0, line: line, counts: counts) }
    stretches[stretches.count - 1].append(source: source, target: target, line: line)
  }

  /// Begins a stretch: the pairs that follow are not neighbours of those before.
  mutating func beginStretch() { stretches.append(SegmentLengths()) }

  /// Adds the pairs that follow in the same stretch.
  static func += (left: inout TextEvidence, right: TextEvidence) {
    left.pairs += right.pairs
    left.source += right.source
    left.target += right.target
    guard let stretch = right.stretches.first else { return }
    if left.stretches.isEmpty { left.beginStretch() }
    left.stretches[left.stretches.count - 1].append(stretch, limit: mostLengths)
  }
}

/// UTF-8 that was read as Latin-1 or windows-1252 and written as UTF-8 again.
enum Mojibake {
  /// Whether all characters of a segment beyond ASCII, and there are some, are what characters of UTF-8 would have become:
  /// a lead byte's, U+00C2 to U+00F4, and as many of U+0080 to U+00BF (or those of windows-1252 in their place) as it asks
  /// for. Sound text may hold such a run by chance, `É` before a no-break space or `ß` before a quotation mark, but its other
  /// letters and marks are none.
  static func isIn(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = UnsafeRawBufferPointer(utf8)[...]
    var isFound = false
    while let first = rest.first {
      if first < 0x80 {
        rest = rest.dropFirst()
        continue
      }
      guard first == 0xC3, rest.count > 1, let followers = followers(ofLead: rest[rest.startIndex + 1] | 0x40),
        let length = length(of: rest.dropFirst(2), followers)
      else { return false }
      isFound = true
      rest = rest.dropFirst(2 + length)
    }
    return isFound
  }

  /// The number of bytes that follow in UTF-8.
  private static func followers(ofLead byte: UInt8) -> Int? {
    switch byte {
    case 0xC2...0xDF: 1
    case 0xE0...0xEF: 2
    case 0xF0...0xF4: 3
    default: nil
    }
  }

  /// The bytes that so many followers take at the beginning; nil if they do not stand there.
  private static func length(of bytes: Slice<UnsafeRawBufferPointer>, _ count: Int) -> Int? {
    var rest = bytes
    for _ in 0..<count {
      guard let length = followerLength(rest) else { return nil }
      rest = rest.dropFirst(length)
    }
    return bytes.count - rest.count
  }

  /// The bytes of a character that a byte from 0x80 to 0xBF became, at the beginning; nil if there is none.
  private static func followerLength(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard let first = bytes.first else { return nil }
    // U+0080 to U+00BF.
    if first == 0xC2 { return bytes.count > 1 ? 2 : nil }
    return followers.first { bytes.starts(with: $0) }?.count
  }

  /// The characters that windows-1252 has for the bytes 0x80 to 0x9F, and U+FFFD for those that it has none for.
  private static let followers: [[UInt8]] = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u{FFFD}".unicodeScalars.map {
    Array(String($0).utf8)
  }
}

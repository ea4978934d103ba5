/// Counted tokens, prepared for sentencepiece.
///
/// A character gets its own piece if it is at least one in a million of the text's characters; for rarer ones, a piece is
/// better spent on a part of a word. So a text of up to a million characters keeps them all. Rarer characters, and those that
/// cannot be in a piece (control characters, spaces, and U+2585, sentencepiece's mark for the unknown), are spelled in bytes.
struct TrainingText {
  /// The parts of the tokens after splitting at every reserved string, at every character without a piece, and after
  /// `longestStretch` characters (pieces are far shorter, so a long token loses nothing). Sorted by descending count, then by
  /// bytes.
  let stretches: [TokenCount]
  /// The number of characters with a piece of their own.
  let characterCount: Int
  private let reserved: ReservedStrings

  private static let rarestShare = 1_000_000.0
  private static let longestStretch = 128
  /// Higher counts make no difference, and sums of this one stay far from overflow.
  static let highestCount = 1 << 40

  /// The most frequent ones are learned from: rarer ones teach little, and the trainers need two kilobytes for each.
  private static let mostStretches = 500_000

  init(_ counts: [TokenCount], reserved: ReservedStrings) {
    self.reserved = reserved
    let kept = Self.keptCharacters(counts, reserved)
    characterCount = kept.count
    var stretches = [TokenCount]()
    for entry in counts where entry.count > 0 {
      for part in reserved.parts(of: entry.token) {
        Self.add(Array(String(decoding: part, as: UTF8.self).unicodeScalars), entry.count, kept, to: &stretches)
      }
    }
    stretches.sort {
      $0.count != $1.count ? $0.count > $1.count : $0.token.lexicographicallyPrecedes($1.token)
    }
    self.stretches = Self.mostFrequent(stretches)
  }

  private static func keptCharacters(_ counts: [TokenCount], _ reserved: ReservedStrings) -> Set<Unicode.Scalar> {
    var characters = [Unicode.Scalar: Double]()
    var total = 0.0
    for entry in counts where entry.count > 0 {
      let count = Double(min(entry.count, highestCount))
      for part in reserved.parts(of: entry.token) {
        for scalar in String(decoding: part, as: UTF8.self).unicodeScalars where canBeInPiece(scalar) {
          characters[scalar, default: 0] += count
          total += count
        }
      }
    }
    return Set(characters.filter { $0.value * rarestShare >= total }.keys)
  }

  private static func add(
    _ scalars: [Unicode.Scalar], _ count: Int, _ kept: Set<Unicode.Scalar>, to stretches: inout [TokenCount]
  ) {
    for run in scalars.split(whereSeparator: { !kept.contains($0) }) {
      for start in stride(from: run.startIndex, to: run.endIndex, by: longestStretch) {
        let stretch = run[start..<min(start + longestStretch, run.endIndex)]
        stretches.append(
          TokenCount(
            token: Array(String(String.UnicodeScalarView(stretch)).utf8), count: min(count, highestCount)))
      }
    }
  }

  /// Sorted stretches, without the rarest where there are too many. A character whose every stretch is left out would
  /// have no piece, so the first stretch of each is kept.
  private static func mostFrequent(_ stretches: [TokenCount]) -> [TokenCount] {
    guard stretches.count > mostStretches else { return stretches }
    var seen = Set<Unicode.Scalar>()
    return stretches.enumerated().filter { index, stretch in
      var isNew = false
      for scalar in String(decoding: stretch.token, as: UTF8.self).unicodeScalars {
        if seen.insert(scalar).inserted { isNew = true }
      }
      return index < mostStretches || isNew
    }.map(\.element)
  }

  /// `text TAB count LF` for each stretch.
  func lines() -> [UInt8] {
    Self.joined(stretches, scale: 1)
  }

  /// The same text in lines from which sentencepiece finds whole tokens as candidates for the unigram model.
  ///
  /// sentencepiece takes its candidates from a suffix array of the lines and ignores their counts: a candidate is a string that
  /// occurs twice, followed by different characters. A token on a single line is not a candidate, however frequent it is, and
  /// is split into pieces (1.32 pieces a token instead of 1.09 on English text, size 8000). So a token with a count of at
  /// least two is followed by another token on one line and is alone on others; a more frequent token gets more lines. The
  /// counts of a token's lines add up to its count.
  ///
  /// sentencepiece drops candidates with an expected count below a half, and ends the process when none is left. There are
  /// fewer candidates than twice the characters of the lines, so all counts are scaled up (in short texts) until they
  /// add up to that many: then at least one candidate remains.
  func linesWithCandidates() -> [UInt8] {
    let repeated = stretches.prefix { $0.count > 1 }
    var lines = [TokenCount]()
    for (index, stretch) in repeated.enumerated() {
      // Each stretch is first of one pair and second of another.
      let next = repeated[(index + 1) % repeated.count].token
      let pair = stretch.token + next
      if reserved.parts(of: pair) == [pair[...]] {
        lines.append(TokenCount(token: pair, count: 1))
      } else {
        lines.append(TokenCount(token: stretch.token, count: 1))
        lines.append(TokenCount(token: next, count: 1))
      }
      let left = stretch.count - 2
      guard left > 0 else { continue }
      let aloneLines = max(1, Int.bitWidth - stretch.count.leadingZeroBitCount - 2)
      for _ in 1..<aloneLines { lines.append(TokenCount(token: stretch.token, count: 1)) }
      lines.append(TokenCount(token: stretch.token, count: left - (aloneLines - 1)))
    }
    lines += stretches[repeated.endIndex...]

    let length = lines.reduce(0.0) { $0 + Double($1.token.count + 1) }
    let total = lines.reduce(0.0) { $0 + Double($1.count) }
    return Self.joined(lines, scale: Int((length / total).rounded(.up)))
  }

  private static func joined(_ entries: [TokenCount], scale: Int) -> [UInt8] {
    var lines = [UInt8]()
    for entry in entries {
      lines += entry.token
      lines.append(UInt8(ascii: "\t"))
      lines += String(entry.count * scale).utf8
      lines.append(UInt8(ascii: "\n"))
    }
    return lines
  }

  private static func canBeInPiece(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x20 && scalar.value != 0x2585
  }
}

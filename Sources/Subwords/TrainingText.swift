/// Counted tokens, made ready for sentencepiece.
///
/// A character has a piece of its own if it is at least one in a million of the text's characters; below that a piece is
/// better spent on a part of a word. So a text of up to a million characters keeps them all. Others, and those that
/// cannot be in a piece (control characters, spaces, and U+2585, sentencepiece's mark for the unknown), are spelled in bytes.
struct TrainingText {
  /// What is left of the tokens after a cut at every reserved string, at every character without a piece, and after
  /// `longestStretch` characters (nothing of a long token is lost: pieces are far shorter). Count descending, then by
  /// bytes.
  let stretches: [TokenCount]
  /// The number of characters with a piece of their own.
  let characterCount: Int
  private let reserved: ReservedStrings

  private static let rarestShare = 1_000_000.0
  private static let longestStretch = 128
  /// So high a count changes nothing any more, and sums of it stay far from overflow.
  private static let highestCount = 1 << 40

  init(_ counts: [TokenCount], reserved: ReservedStrings) {
    var parts = [(scalars: [Unicode.Scalar], count: Int)]()
    var characters = [Unicode.Scalar: Double]()
    var total = 0.0
    for entry in counts where entry.count > 0 {
      let count = min(entry.count, Self.highestCount)
      for part in reserved.parts(of: entry.token) {
        let scalars = Array(String(decoding: part, as: UTF8.self).unicodeScalars)
        for scalar in scalars where Self.canBeInPiece(scalar) {
          characters[scalar, default: 0] += Double(count)
          total += Double(count)
        }
        parts.append((scalars, count))
      }
    }
    let kept = Set(characters.filter { $0.value * Self.rarestShare >= total }.keys)

    var stretches = [TokenCount]()
    for part in parts {
      for run in part.scalars.split(whereSeparator: { !kept.contains($0) }) {
        for start in stride(from: run.startIndex, to: run.endIndex, by: Self.longestStretch) {
          let stretch = run[start..<min(start + Self.longestStretch, run.endIndex)]
          stretches.append(TokenCount(token: Array(String(String.UnicodeScalarView(stretch)).utf8), count: part.count))
        }
      }
    }
    stretches.sort {
      $0.count != $1.count ? $0.count > $1.count : $0.token.lexicographicallyPrecedes($1.token)
    }
    self.stretches = stretches
    characterCount = kept.count
    self.reserved = reserved
  }

  /// `text TAB count LF` for each stretch.
  func lines() -> [UInt8] {
    Self.joined(stretches, scale: 1)
  }

  /// The same text in lines from which sentencepiece finds whole tokens as candidates for the unigram model.
  ///
  /// It takes its candidates from a suffix array of the lines without regard to their counts: only strings that occur
  /// twice, with different characters after them. A token on one line of its own is no candidate, however frequent, and is
  /// broken into pieces (1.32 pieces a token instead of 1.09 on English text, size 8000). So a token with a count of at
  /// least two is once followed by another token and otherwise stands alone, on more lines the more frequent it is. The
  /// counts of a token's lines add up to its count.
  ///
  /// sentencepiece drops candidates with an expected count below a half, and ends the process when none is left. There are
  /// fewer candidates than twice the characters of the lines, so all counts are scaled up (in short texts) until they
  /// add up to that many: then at least one candidate stays.
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

import Basics
import Glibc
import Testing

@testable import TextProcessing

/// Whatever the line, its tokens give back its normalized form. `MT_RANDOM_LINES=1000000` tries as many.
@Suite struct RoundTripTests {
  private static let lineCount = getenv("MT_RANDOM_LINES").flatMap { Int(String(cString: $0)) } ?? 3000

  @Test(arguments: ["th", "en", "ja"]) func tokensGiveBackTheNormalizedLine(language: String) throws {
    let normalizer = try Normalizer(language: language)
    let tokenizer = try Tokenizers.make(language: language)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<Self.lineCount {
      let line = RandomMarkup.line(&generator)
      let normal = normalizer.normalize(line)
      let tokens = tokenizer.tokenize(normal)
      #expect(Detokenizer.detokenize(tokens).utf8.elementsEqual(normal.utf8), "\(line.debugDescription)")
      // What `mt tokenize` prints can be read back: no token is empty or holds a space.
      #expect(tokens.allSatisfy { !$0.isEmpty && !$0.unicodeScalars.contains(" ") }, "\(line.debugDescription)")
      #expect(tokens.allSatisfy { $0.utf16.count <= maximumTokenLength + 1 }, "\(line.debugDescription)")
    }
  }

  /// A sign that stands behind, above or below a consonant is not cut from it.
  @Test func noThaiTokenBeginsInsideOfASyllable() throws {
    let normalizer = try Normalizer(language: "th")
    let tokenizer = try Tokenizers.make(language: "th")
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<Self.lineCount {
      let line = normalizer.normalize(RandomMarkup.line(&generator))
      let tokens = tokenizer.tokenize(line)
      for (previous, token) in zip(tokens, tokens.dropFirst()) {
        guard let first = token.unicodeScalars.first, isFollowingSign(first) else { continue }
        guard let last = previous.unicodeScalars.last, isConsonant(last) else { continue }
        // Only the limit of length cuts there.
        #expect(previous.utf16.count >= maximumTokenLength - 1, "\(token) in \(line.debugDescription)")
      }
    }
  }

  /// A mark above or below, SARA A, SARA AA or SARA AM.
  private func isFollowingSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E30...0x0E3A, 0x0E47...0x0E4E: true
    default: false
    }
  }

  private func isConsonant(_ scalar: Unicode.Scalar) -> Bool { (0x0E01...0x0E2E).contains(scalar.value) }

  @Test func unmarkedTokensKeepEveryCharacter() throws {
    let tokenizer = try Tokenizers.make(language: "th")
    let detokenizer = try UnmarkedDetokenizer(language: "th")
    let normalizer = try Normalizer(language: "th")
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<Self.lineCount {
      let line = normalizer.normalize(RandomMarkup.line(&generator))
      let restored = detokenizer.detokenize(tokenizer.tokenize(line))
      #expect(restored.unicodeScalars.filter { $0 != " " } == line.unicodeScalars.filter { $0 != " " })
    }
  }
}

/// Random lines made of what rules of tokens look for, in any order: Thai with too many marks, parts of emoji, of markup and
/// of addresses, spaces, and any character of Unicode.
private enum RandomMarkup {
  private static let parts: [[String]] = [
    [
      "ก", "ข", "น", "ม", "ย", "ร", "เ", "แ", "โ", "ไ", "ะ", "า", "ำ", "ๅ", "ๆ", "ฯ", "ล", "๑", "๕", "น.", "พ.ศ.",
      "ฯลฯ", "ดี",
    ],
    (0x0E34...0x0E3A).map(text) + (0x0E47...0x0E4E).map(text) + [text(0x0E31)],
    ["😀", "👍", "\u{1F3FD}", "\u{200D}", "\u{FE0F}", "\u{20E3}", "\u{1F1F9}", "\u{1F1ED}", "👩", "❤", "1", "\u{E0067}"],
    [
      "<", ">", "/", "&", ";", "{", "}", "$", "%", "#", "@", "=", "\"", "'", "’", "-", "–", "_", "(", ")", "amp", "b",
      "s", "d",
    ],
    [
      "www.", "http://", "a@b.co", ".", ",", ":", "10", "3", "2567", "No", "Mr", "e", "x", "é", "漢", "か", "ا", "ກ",
      "\u{301}",
    ],
    [" ", " ", " ", "\u{A0}", "\u{200B}", "\u{2581}", "\t", "\u{AD}", "\u{3000}", "\u{2011}", "\u{FFFD}"],
  ]

  static func line(_ generator: inout SeededGenerator) -> String {
    let length = generator.below(generator.below(10) == 0 ? 250 : 20)
    // A line keeps to a kind of parts for a while, so that long tokens come about.
    var line = String.UnicodeScalarView()
    var kind = generator.below(parts.count)
    for _ in 0..<length {
      if generator.below(3) == 0 { kind = generator.below(parts.count + 1) }
      if kind < parts.count {
        line.append(contentsOf: parts[kind][generator.below(parts[kind].count)].unicodeScalars)
      } else {
        line.append(Unicode.Scalar(UInt32(generator.below(0x110000))) ?? "\u{E000}")
      }
    }
    return String(line)
  }

  private static func text(_ value: Int) -> String { Unicode.Scalar(UInt32(value)).map { String($0) } ?? "" }
}

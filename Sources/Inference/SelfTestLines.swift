import Basics
import Subwords

/// Lines that a self-test translates where the user gives none.
enum SelfTestLines {
  /// Random pieces of the source's vocabulary, from one to some twenty a line, and lines that are odd for any model. Equal
  /// models give equal lines.
  static func lines(for bundle: ModelBundle) -> [String] {
    var generator = SeededGenerator(seed: 7)
    var lines = odd
    for number in 0..<60 { lines.append(line(of: 1 + number % 23, for: bundle.source, &generator)) }
    // Longer than the model takes: translated in parts.
    let limit = min(bundle.configuration.text.maxSourceTokens, 120)
    lines.append(line(of: limit + limit / 2, for: bundle.source, &generator))
    // A line that comes twice is translated alike.
    lines.append(lines[odd.count + 20])
    generator.shuffle(&lines)
    return lines
  }

  private static func line(of count: Int, for codec: SegmentCodec, _ generator: inout SeededGenerator) -> String {
    let vocabulary = codec.vocabulary
    let ids = (0..<TokenID(vocabulary.count)).filter { !vocabulary.isSpecial($0) && !vocabulary.isByte($0) }
    return ids.isEmpty ? "" : codec.decode((0..<count).map { _ in ids[generator.below(ids.count)] })
  }

  private static let odd = [
    "", " ", "\t", "\u{FEFF}", "\u{200B}", ".", "?!", "…", "a", "A a", "0", "3.14", "1,234,567", "20/11/2025 12:30",
    "https://example.org/a?b=c&d=%20", "name@example.org", "<b>x</b> &amp; {0} %s", "<unk> <s> </s> <pad>", "▁ ▁▁",
    "a ||| b ||| c", "\u{301}\u{302}", "e\u{301}", "👩‍👩‍👧‍👦 🇹🇭", "สวัสดี ครับ", "Grüße aus Köln", "Привет, мир", "你好，世界。",
    "مرحبا بالعالم",
    "a\u{0}b\u{7}c", "a\u{2028}b\r", String(repeating: "x", count: 60), String(repeating: "no ", count: 20),
  ]
}

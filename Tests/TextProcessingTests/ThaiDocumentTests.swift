import FoundationEssentials
import Testing

@testable import TextProcessing

/// The tables of docs/thai.md are true.
@Suite struct ThaiDocumentTests {
  /// The cells in backquotes of each row of a table.
  private let rows: [[String]]

  init() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let document = try String(contentsOfFile: root + "/docs/thai.md", encoding: .utf8)
    rows = document.unicodeScalars.split(separator: "\n").filter { $0.starts(with: "| `".unicodeScalars) }.map { row in
      row.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
        String($0.element)
      }
    }
  }

  private func scalars(_ codePoints: String) -> [UInt32] {
    codePoints.split(separator: " ").compactMap { UInt32($0.dropFirst(2), radix: 16) }
  }

  private func line(_ codePoints: String) -> String {
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars(codePoints).compactMap(Unicode.Scalar.init))
    return String(line)
  }

  @Test func whatGoesInComesOut() throws {
    let examples = rows.filter { !$0[0].hasPrefix("U+") }
    let rules = try examples.map { try #require(NormalizationRule(rawValue: $0[0])) }
    #expect(rules == NormalizationRule.allCases.flatMap { rule in rules.filter { $0 == rule } })
    #expect(Set(rules) == Set(NormalizationRule.allCases))
    for (rule, example) in zip(rules, examples) {
      let found = try Normalizer(language: "th", rules: [rule]).normalize(line(example[1]))
      #expect(found.unicodeScalars.map(\.value) == scalars(example[2]), "\(example)")
    }
  }

  @Test func whatIsKeptIsKept() throws {
    let kept = rows.map { $0[0] }.filter { $0.hasPrefix("U+") }
    #expect(kept.count > 5)
    let normalizer = try Normalizer(language: "th")
    for codePoints in kept {
      #expect(
        normalizer.normalize(line(codePoints)).unicodeScalars.map(\.value) == scalars(codePoints), "\(codePoints)")
    }
  }
}

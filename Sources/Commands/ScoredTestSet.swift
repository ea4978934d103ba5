import Basics
import Evaluation

/// The references and sources that systems are scored with.
struct ScoredTestSet {
  /// `references[r][s]` is reference `r` of segment `s`, nil where there is none.
  let references: [[String?]]
  let sources: [String]?
  let hash: String

  /// - Parameter fieldsPerLine: references on each line of a file, separated by tabs.
  init(references paths: [String], source: String?, fieldsPerLine: Int, encoding: EncodingOptions) throws {
    let files = try paths.map { try Self.lines($0, encoding) }
    hash = TestSet.hash(references: files)
    sources = try source.map { try Self.lines($0, encoding).map(Whitespace.trimmingEnd) }
    let lines = files.map { $0.map(Whitespace.trimmingEnd) }
    references = Self.withoutBlanks(fieldsPerLine > 1 ? Self.fields(lines[0], fieldsPerLine) : lines)
  }

  static func lines(_ path: String?, _ encoding: EncodingOptions) throws -> [String] {
    let input = try encoding.lines(path)
    defer { Console.standard.warn(ofRepairs: input) }
    return try input.allLines()
  }

  private static func fields(_ lines: [String], _ count: Int) -> [[String?]] {
    var references = [[String?]](repeating: [], count: count)
    for line in lines {
      let fields = line.utf8.split(
        separator: UInt8(ascii: "\t"), maxSplits: count - 1, omittingEmptySubsequences: false)
      for number in references.indices {
        references[number].append(number < fields.count ? String(fields[number]) : nil)
      }
    }
    return references
  }

  /// A blank reference among several counts as missing, unless all of them are blank.
  private static func withoutBlanks(_ references: [[String?]]) -> [[String?]] {
    guard references.count > 1, let count = references.map(\.count).min() else { return references }
    let isText = { (text: String?) in text.map { !Whitespace.trimmingEnd($0).isEmpty } ?? false }
    var found = references
    var missing = 0
    for segment in 0..<count where references.contains(where: { isText($0[segment]) }) {
      for number in references.indices where references[number][segment] != nil && !isText(references[number][segment])
      {
        found[number][segment] = nil
        missing += 1
      }
    }
    if missing > 0 {
      let lines = missing == 1 ? "1 blank reference counts" : "\(missing) blank references count"
      Console.standard.log("\(lines) as missing, not as an empty text")
    }
    return found
  }
}

/// The scores of a system.
struct ScoredSystem {
  var name: String
  let checks: TextChecks
  /// SHA-256 of the weights that made the output, where they are known.
  var modelHash: String?
  /// One for each metric.
  let results: [PairedTest.Result]
}

/// A form in which scores are written.
protocol ScoreFormat {
  func text(_ systems: [ScoredSystem], _ choices: [MetricOptions.Choice]) -> String
  /// - Parameter scores: one for each segment.
  func sentences(_ scores: [Score]) -> String
}

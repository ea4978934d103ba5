import Corpus

/// The report of `mt corpus build` at its end.
struct CorpusBuildReport {
  struct Counts: Encodable {
    var readPairs: Int
    var pairs: Int
    var rejected: [RejectReason: Int]
    var findings: [Finding: CorpusTallies.Place]
    var textBytes: Int
    var diskBytes: Int
    var shards: Int
    var heldOutSets: Int
    var seconds: Double
  }

  let counts: Counts
  private let folder: String
  private let sources: Int

  /// The names that stood beside corpora in folders.
  private let leftAlone: [String]

  init(_ index: ShardIndex, folder: String, sources: Int, heldOutSets: Int, leftAlone: [String] = [], seconds: Double) {
    self.leftAlone = leftAlone
    self.folder = folder
    self.sources = sources
    counts = Counts(
      readPairs: index.tallies.readPairs, pairs: index.pairs, rejected: index.rejected,
      findings: index.tallies.findings,
      textBytes: index.shards.reduce(0) { $0 + $1.frames.reduce(0) { $0 + $1.textBytes } },
      diskBytes: index.shards.reduce(0) { $0 + $1.bytes }, shards: index.shards.count, heldOutSets: heldOutSets,
      seconds: seconds)
  }

  /// The progress line of a build.
  static func line(of progress: CorpusBuild.Progress, seconds: Double) -> String {
    "read \(pairCount(progress.readPairs)), kept \(grouped(progress.keptPairs)) "
      + "(\(percent(progress.keptPairs, of: progress.readPairs))), \(megabytes(progress.textBytes)), "
      + "\(megabytes(Int(Double(progress.textBytes) / max(seconds, 1e-3))))/s"
  }

  var lines: [String] {
    let speed = Int(Double(counts.textBytes) / max(counts.seconds, 1e-3))
    var lines = [
      readLine,
      "Wrote \(folder): \(megabytes(counts.textBytes)) of text, \(megabytes(counts.diskBytes)) on disk, "
        + "\(megabytes(speed))/s",
    ]
    let rejected = counts.rejected.filter { $0.value > 0 }.sorted { ($1.value, $0.key.rank) < ($0.value, $1.key.rank) }
    if !rejected.isEmpty {
      lines.append("Left out:")
      let width = rejected.map { grouped($0.value).count }.max() ?? 0
      lines += rejected.map { reason, count in
        "  " + padded(grouped(count), to: width) + "  "
          + padded(percent(count, of: counts.readPairs), to: 7) + "  " + reason.words
      }
    }
    lines += CorpusFindingLines.lines(counts.findings)
    lines += leftAlone
    lines.append(heldOutLine)
    return lines
  }

  /// `Read 4 pairs from 1,059 segments of 1 source, kept 4 (0.4 %)`: segments that gave no pair count too. Repairs
  /// stand in the same line.
  private var readLine: String {
    func sum(_ isCounted: (Finding) -> Bool) -> Int {
      counts.findings.reduce(0) { $0 + (isCounted($1.key) ? $1.value.count : 0) }
    }
    let all = counts.readPairs + sum(\.isPassedOver)
    let from = all == counts.readPairs ? "" : "\(grouped(all)) segments of "
    let repaired = Finding.allCases.filter(\.isRepaired).compactMap { finding in
      counts.findings[finding].map { "\(finding.counted($0.count, grouped)) \(finding.words)" }
    }
    return "Read \(pairCount(counts.readPairs)) from \(from)\(sources) \(sources == 1 ? "source" : "sources"), kept "
      + "\(grouped(counts.pairs)) (\(percent(counts.pairs, of: all)))"
      + (repaired.isEmpty ? "" : "; " + repaired.joined(separator: ", "))
  }

  private var heldOutLine: String {
    guard counts.heldOutSets > 0 else {
      return "No held-out set was given: --held-out PATH keeps validation and test sets out of the training text"
    }
    let sets = counts.heldOutSets == 1 ? "the held-out set" : "the \(counts.heldOutSets) held-out sets"
    return switch counts.rejected[.heldOut] ?? 0 {
    case 0: "No pair has a side of \(sets)"
    case let count: "Left out \(pairCount(count)) that \(count == 1 ? "has" : "have") a side of \(sets), or nearly"
    }
  }
}

extension RejectReason {
  /// The index among all reasons.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The findings of the readers, as lines of text.
enum CorpusFindingLines {
  /// `312 segments ended in CR LF (first: a.th:17)`
  static func lines(_ findings: [Finding: CorpusTallies.Place]) -> [String] {
    Finding.allCases.compactMap { finding in
      findings[finding].map { place in
        let line = place.line > 0 ? ":\(place.line)" : ""
        return "\(finding.counted(place.count, grouped)) \(finding.words) (first: \(place.path)\(line))"
      }
    }
  }

  /// `Left alone in corpora: 3 files and folders (LICENSE, README, old)`
  static func leftAlone(in paths: [String], _ languages: LanguagePair) throws(CorpusError) -> [String] {
    var lines: [String] = []
    for path in paths {
      let names = try CorpusSource.leftAlone(in: path, languages: languages)
      if names.isEmpty { continue }
      let shown = names.prefix(mostNames).joined(separator: ", ") + (names.count > mostNames ? ", …" : "")
      let things = names.count == 1 ? "1 file or folder" : "\(grouped(names.count)) files and folders"
      lines.append("Left alone in \(path): \(things) (\(shown))")
    }
    return lines
  }

  private static let mostNames = 5
}

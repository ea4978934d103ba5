import Basics
import Training

/// The report of `mt corpus check` as text: the corpora, the resources that training needs, and then the findings.
struct CorpusCheckText {
  private let report: CorpusCheckReport

  init(_ report: CorpusCheckReport) { self.report = report }

  var text: String {
    var lines = table(corpora + sides + [duplicates, overlap] + vocabulary + forecast)
    if !report.findings.isEmpty { lines.append("") }
    for finding in report.findings { lines += self.lines(finding) }
    lines += ["", verdict]
    return lines.map(Console.printable).joined(separator: "\n") + "\n"
  }

  private typealias Rows = [(name: String, text: String)]

  private var corpora: Rows {
    report.corpora.map { corpus in
      let name = corpus.role == "training" ? corpus.path : "\(corpus.name) (\(corpus.path))"
      let pairs = (corpus.pairsAreGuessed ? "about " : "") + pairCount(corpus.pairs)
      let part = corpus.pairsLookedAt < corpus.pairs ? ", \(grouped(corpus.pairsLookedAt)) of them looked at" : ""
      return (corpus.role, "\(name): \(pairs)\(part)")
    }
  }

  private var sides: Rows {
    [report.source, report.target].map { side in
      let scripts = side.scripts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      return (
        side.language,
        "\(fixed(side.meanCharacters, digits: 0)) characters a segment, 95 % up to \(side.characters95); "
          + scripts.map { "\(percent($0.value)) \($0.key)" }.joined(separator: ", ")
      )
    } + [
      (
        "ratio",
        "\(ratio(report.lengthRatio)) characters of \(report.target.language) for one of \(report.source.language); "
          + "90 % from \(ratio(report.lengthRatio5)) to \(ratio(report.lengthRatio95))"
      )
    ]
  }

  private func ratio(_ value: Double) -> String { fixed(value, digits: 2) }

  private var duplicates: (name: String, text: String) {
    (
      "duplicates",
      "\(percent(report.duplicateShare)) of pairs, \(percent(report.source.duplicateShare)) of sources, "
        + "\(percent(report.target.duplicateShare)) of targets"
        + (report.corpora.contains { $0.role == "training" && !$0.isWhole } ? ", among those looked at" : "")
    )
  }

  private var overlap: (name: String, text: String) {
    let sets = report.corpora.filter { $0.role != "training" }.count
    if sets == 0 { return ("overlap", "there is no validation or test set to compare with") }
    let found = report.heldOutCopies + report.heldOutNearCopies
    return (
      "overlap",
      found == 0
        ? "nothing of the \(sets) held-out \(plural("set", sets)) was found in the training text"
        : "\(pairCount(found)) of the training text \(found == 1 ? "is" : "are") in held-out sets, or nearly"
    )
  }

  private var vocabulary: Rows {
    [report.source, report.target].compactMap { side in
      side.pieces.map { pieces in
        (
          "vocabulary",
          "\(side.language): \(grouped(pieces.vocabularySize)) pieces\(report.vocabularyIsShared ? " (shared)" : ""), "
            + "\(fixed(pieces.perToken, digits: 2)) a token, unknown \(percent(pieces.unknownShare)), "
            + "bytes \(percent(pieces.byteShare))" + (report.vocabularyIsLearned ? "; learned from the sample" : "")
        )
      }
    }
  }

  private var forecast: Rows {
    let forecast = report.forecast
    let free = forecast.freeDiskBytes.map { ", \(megabytes($0)) are free" } ?? ""
    let workers = counted(forecast.workers, "worker")
    return [
      (
        "memory",
        "about \(megabytes(forecast.memoryBytes)) of \(megabytes(forecast.presentMemoryBytes)) for "
          + counted(forecast.parameters, "parameter")
      ),
      (
        "disk",
        "about \(megabytes(forecast.diskBytes)): shards \(megabytes(forecast.shardBytes)), checkpoints "
          + "\(megabytes(forecast.checkpointBytes)), model \(megabytes(forecast.modelBytes))\(free)"
      ),
      (
        "time",
        "about \(UpdateSnapshot.duration(forecast.secondsPerEpoch)) an epoch of \(counted(forecast.updatesPerEpoch, "update")) "
          + "(\(fixed(forecast.targetTokensPerSecond, digits: 0)) target tokens/s on \(workers))"
      ),
    ]
  }

  private func lines(_ finding: CorpusCheckFinding) -> [String] {
    let place = [finding.path, finding.line.map(String.init)].compactMap { $0 }.joined(separator: ":")
    let indent = String(repeating: " ", count: 9)
    return [filled(finding.severity.rawValue, to: 9) + (place.isEmpty ? "" : place + ": ") + finding.message]
      + (finding.remedy.map { [indent + "help: " + $0] } ?? [])
  }

  private var verdict: String {
    let counts = CorpusCheckFinding.Severity.allCases.compactMap { severity -> String? in
      let count = report.findings.count { $0.severity == severity }
      return count == 0 ? nil : counted(count, severity.rawValue)
    }
    if counts.isEmpty { return "\(report.recipe): nothing is wrong" }
    return "\(report.recipe): " + (report.isGood ? "nothing is wrong; " : "") + counts.joined(separator: ", ")
  }
}

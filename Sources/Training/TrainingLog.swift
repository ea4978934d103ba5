import Basics
import FoundationEssentials
import Glibc

/// `training.jsonl`, a JSON record an event, and `train.log`, a line an event in the form that Marian's users know.
final class TrainingLog {
  private let records: UnsafeMutablePointer<FILE>
  private let lines: UnsafeMutablePointer<FILE>

  /// Opens both for appending. Records of updates after `update` are of a sitting that was cut: they are taken out.
  /// - Returns: with the seconds of training up to there.
  static func open(_ run: RunFolder, upTo update: Int) throws(TrainingError) -> (log: TrainingLog, seconds: Double) {
    try asTrainingError {
      var seconds = 0.0
      if AtomicFile.exists(run.records) {
        let bytes = try AtomicFile.read(run.records)
        var kept: [UInt8] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
          guard let stamp = try? JSONDecoder().decode(Stamp.self, from: Data(line)), stamp.update <= update,
            Self.mostSeconds.contains(stamp.seconds)
          else {
            continue
          }
          kept += line + [UInt8(ascii: "\n")]
          seconds = stamp.seconds
        }
        if kept.count != bytes.count { try AtomicFile.write(kept, to: run.records) }
      }
      return (try TrainingLog(run), seconds)
    }
  }

  /// A record of more seconds was not written by a training.
  private static let mostSeconds = 0...1e10

  private struct Stamp: Codable {
    var update: Int
    var seconds: Double
  }

  private init(_ run: RunFolder) throws(FileError) {
    guard let records = fopen(run.records, "a") else {
      throw .cannotCreate(path: run.records, reason: AtomicFile.systemReason())
    }
    guard let lines = fopen(run.log, "a") else {
      let reason = AtomicFile.systemReason()
      fclose(records)
      throw .cannotCreate(path: run.log, reason: reason)
    }
    self.records = records
    self.lines = lines
  }

  deinit {
    fclose(records)
    fclose(lines)
  }

  func write(_ event: TrainingEvent) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    // JSON has no such numbers; most languages read these strings as numbers.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let record: Data? =
      switch event {
      case .trained(let record): try? encoder.encode(record)
      case .validated(let record): try? encoder.encode(record)
      case .checkpoint(let record): try? encoder.encode(record)
      case .changed(let record): try? encoder.encode(record)
      case .notice, .warning, .update, .sample: nil
      }
    // Logs are not worth a training: what cannot be written is left out.
    if let record {
      fputs(String(decoding: record, as: UTF8.self) + "\n", records)
      fflush(records)
    }
    let text = event.lines.map { line in "[\(Self.now())] \(line)\n" }.joined()
    if !text.isEmpty {
      fputs(text, lines)
      fflush(lines)
    }
  }

  /// Local time, as in 2026-01-31 12:00:00.
  static func now() -> String {
    var moment = time(nil)
    var parts = tm()
    localtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 32)
    strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension TrainingEvent {
  /// The lines of the log that tell the event, without the time.
  public var lines: [String] {
    switch self {
    case .notice(let text): return [text]
    case .warning(let text): return ["warning: " + text]
    case .update: return []
    case .trained(let record):
      let skipped = record.skippedUpdates > 0 ? " : Skipped \(record.skippedUpdates)" : ""
      return [
        "Ep. \(record.epoch) : Up. \(record.update) : Sen. \(grouped(record.sentences)) : "
          + "Cost \(decimal(record.loss, 4)) : Ppl. \(decimal(record.perplexity, 2)) : "
          + "Time \(decimal(record.seconds, 1))s : \(decimal(record.targetTokensPerSecond, 0)) words/s : "
          + "data \(decimal(record.dataWait * 100, 1))% : gNorm \(decimal(record.gradientNorm, 4)) : "
          + "L.r. \(scientific(record.learningRate))\(skipped)"
      ]
    case .validated(let record):
      let scores = record.sets.flatMap { set in
        [("perplexity", set.perplexity), ("bleu", set.bleu), ("chrf", set.chrf)].map { metric, value in
          let decides = set == record.sets[0] && metric == record.metric
          let remark =
            decides
            ? record.isBest
              ? " : new best" : " : stalled \(record.stalled) times (last best: \(decimal(record.best, 4)))" : ""
          return "[valid] Ep. \(record.epoch) : Up. \(record.update) : \(set.name) : \(metric) : "
            + decimal(value, metric == "perplexity" ? 4 : 2) + remark
        }
      }
      return scores
    case .sample(let source, let reference, let hypothesis):
      return ["[sample] source: \(source)", "[sample] reference: \(reference)", "[sample] translation: \(hypothesis)"]
    case .checkpoint(let record): return ["Saved checkpoint at update \(record.update)"]
    case .changed(let record): return ["\(record.key) changed from \(record.was) to \(record.now)"]
    }
  }
}

/// The number with this many digits after the decimal point.
func decimal(_ value: Double, _ digits: Int) -> String { format("%.\(digits)f", value) }

func scientific(_ value: Double) -> String { format("%.2e", value) }

/// 12,345,678
func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.enumerated().reduce(into: "") { text, next in
    if next.offset > 0 && (digits.count - next.offset) % 3 == 0 { text += "," }
    text.append(next.element)
  }
}

private func format(_ form: String, _ value: Double) -> String {
  var text = [CChar](repeating: 0, count: 400)
  withVaList([value]) { _ = vsnprintf(&text, text.count, form, $0) }
  return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

import Basics
import Glibc
import Testing

@testable import Training

struct TrainingLogTests {
  private static let trained = TrainedRecord(
    epoch: 2, update: 1500, sentences: 1_234_567, targetTokens: 9_876_543, loss: 3.14159, perplexity: 23.1452,
    gradientNorm: 0.98765, learningRate: 0.0005, targetTokensPerSecond: 5432.6, dataWait: 0.0123, skippedUpdates: 0,
    seconds: 61.25)

  private static func validated(isBest: Bool, metric: String = "perplexity") -> ValidatedRecord {
    ValidatedRecord(
      epoch: 2, update: 1500, targetTokens: 9_876_543,
      sets: [
        ValidationScores(
          name: "dev", perplexity: 12.34567, bleu: 23.456, bleuSignature: "s", chrf: 45.678, segments: 10),
        ValidationScores(
          name: "other", perplexity: 1234.5, bleu: 0, bleuSignature: "s", chrf: 9.999, segments: 3),
      ], metric: metric, value: 12.34567, isBest: isBest, stalled: isBest ? 0 : 3, best: 11.5, seconds: 61.25)
  }

  private static func lines(_ event: TrainingEvent) -> [String] { event.lines }

  @Test func linesOfEvents() {
    #expect(Self.lines(.notice("Going on")) == ["Going on"])
    #expect(Self.lines(.warning("hot")) == ["warning: hot"])
    #expect(
      Self.lines(
        .update(
          UpdateSnapshot(
            update: 1, loss: 1, perplexity: 1, targetTokensPerSecond: 1, dataWait: 0))) == [])
    #expect(Self.lines(.checkpoint(CheckpointRecord(update: 1500, seconds: 1))) == ["Saved checkpoint at update 1500"])
    #expect(
      Self.lines(.sample(source: "ก ข", reference: "a", hypothesis: "")) == [
        "[sample] source: ก ข", "[sample] reference: a", "[sample] translation: ",
      ])
    let line =
      "Ep. 2 : Up. 1500 : Sen. 1,234,567 : Cost 3.1416 : Ppl. 23.15 : Time 61.2s : 5433 words/s : data 1.2% : "
      + "gNorm 0.9877 : L.r. 5.00e-04"
    #expect(Self.lines(.trained(Self.trained)) == [line])
    var skipped = Self.trained
    skipped.skippedUpdates = 2
    #expect(Self.lines(.trained(skipped)) == [line + " : Skipped 2"])
  }

  @Test func linesOfValidations() {
    let rest = [
      "[valid] Ep. 2 : Up. 1500 : dev : bleu : 23.46", "[valid] Ep. 2 : Up. 1500 : dev : chrf : 45.68",
      "[valid] Ep. 2 : Up. 1500 : other : perplexity : 1234.5000", "[valid] Ep. 2 : Up. 1500 : other : bleu : 0.00",
      "[valid] Ep. 2 : Up. 1500 : other : chrf : 10.00",
    ]
    let perplexity = "[valid] Ep. 2 : Up. 1500 : dev : perplexity : 12.3457"
    #expect(Self.lines(.validated(Self.validated(isBest: true))) == [perplexity + " : new best"] + rest)
    #expect(
      Self.lines(.validated(Self.validated(isBest: false)))
        == [perplexity + " : stalled 3 times (last best: 11.5000)"] + rest)
    let bleu = Self.lines(.validated(Self.validated(isBest: true, metric: "bleu")))
    #expect(bleu == [perplexity, rest[0] + " : new best"] + rest.dropFirst())
  }

  @Test func numbersAreGrouped() {
    #expect(
      [0, 12, 999, 1000, 12345, 123_456, 1_234_567].map(grouped) == [
        "0", "12", "999", "1,000", "12,345", "123,456", "1,234,567",
      ])
  }

  /// Hands `body` the folder of a run.
  private static func withRun(_ body: (RunFolder) throws -> Void) throws {
    var template = Array("/tmp/mt-log-XXXXXX".utf8CString)
    mkdtemp(&template)
    let run = RunFolder(template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) })
    defer { TinyRun.removeTree(run.path) }
    try body(run)
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try AtomicFile.read(path), as: UTF8.self)
  }

  @Test func everyEventIsWrittenWhereItBelongs() throws {
    try Self.withRun { run in
      let log = try TrainingLog.open(run, upTo: 0).log
      for event in [
        .notice("n"), .trained(Self.trained), .validated(Self.validated(isBest: true)),
        .checkpoint(CheckpointRecord(update: 1500, seconds: 61.25)),
        .sample(source: "s", reference: "r", hypothesis: "h"),
      ] as [TrainingEvent] { log.write(event) }
      #expect(
        try Self.text(run.records) == """
          {"dataWait":0.0123,"epoch":2,"event":"trained","gradientNorm":0.98765,"learningRate":0.0005,"loss":3.14159,\
          "perplexity":23.1452,"seconds":61.25,"sentences":1234567,"skippedUpdates":0,"targetTokens":9876543,\
          "targetTokensPerSecond":5432.6,"update":1500}
          {"best":11.5,"epoch":2,"event":"validated","isBest":true,"metric":"perplexity","seconds":61.25,"sets":\
          [{"bleu":23.456,"bleuSignature":"s","chrf":45.678,"name":"dev","perplexity":12.34567,"segments":10},\
          {"bleu":0,"bleuSignature":"s","chrf":9.999,"name":"other","perplexity":1234.5,"segments":3}],"stalled":0,\
          "targetTokens":9876543,"update":1500,"value":12.34567}
          {"event":"checkpoint","seconds":61.25,"update":1500}

          """)
      let lines = try Self.text(run.log).split(separator: "\n")
      #expect(lines.count == 1 + 1 + 6 + 1 + 3)
      let stamp = #/\[20\d\d-[01]\d-[0-3]\d [0-2]\d:[0-5]\d:[0-6]\d\] /#
      #expect(lines.allSatisfy { $0.prefixMatch(of: stamp) != nil })
      #expect(lines[0].hasSuffix("] n"))
    }
  }

  /// JSON has no such numbers: the record stays a record all the same.
  @Test func numbersThatAreNotFiniteDoNotLoseARecord() throws {
    try Self.withRun { run in
      let log = try TrainingLog.open(run, upTo: 0).log
      var record = Self.trained
      record.perplexity = .infinity
      record.gradientNorm = .nan
      record.loss = -.infinity
      log.write(.trained(record))
      #expect(try RecordLine.all(in: run.path) == [RecordLine(event: "trained", update: 1500, seconds: 61.25)])
      let text = try Self.text(run.records)
      for part in [#""perplexity":"Infinity""#, #""gradientNorm":"NaN""#, #""loss":"-Infinity""#] {
        #expect(text.contains(part))
      }
      // What a validation that brought nothing finite is told as.
      #expect(Self.lines(.trained(record))[0].contains("Ppl. inf"))
    }
  }

  @Test func linesOfACutSittingAreTakenOut() throws {
    try Self.withRun { run in
      let kept = #"{"event":"a","seconds":1.5,"update":7}"# + "\n" + #"{"event":"b","seconds":2.5,"update":10}"# + "\n"
      try AtomicFile.write(
        kept + #"{"event":"c","seconds":3.5,"update":11}"# + "\nnot JSON\n" + #"{"event":"d","sec"#, to: run.records)
      try AtomicFile.write("an old line\n", to: run.log)
      let (log, seconds) = try TrainingLog.open(run, upTo: 10)
      #expect(seconds == 2.5)
      #expect(try Self.text(run.records) == kept)
      log.write(.checkpoint(CheckpointRecord(update: 12, seconds: 4)))
      #expect(try Self.text(run.records) == kept + #"{"event":"checkpoint","seconds":4,"update":12}"# + "\n")
      // The log of lines tells what happened, in the order in which it did.
      #expect(try Self.text(run.log).hasPrefix("an old line\n["))
    }
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    #expect(throws: TrainingError.self) { try TrainingLog.open(RunFolder("/nowhere/at/all"), upTo: 0) }
  }
}

import Basics
import Evaluation
import Glibc
import Testing

@testable import Commands

@Suite struct EvaluateCommandTests {
  private let model: TinyModel
  private let folder: ScratchFolder
  private let report: ScratchFolder
  private let sources = [
    "the river runs", "every spring", "", "the water rises over the lower streets of the old town",
  ]

  init() throws {
    model = try TinyModel()
    folder = try ScratchFolder()
    report = try ScratchFolder()
    try folder.write(sources.joined(separator: "\n") + "\n", to: "source")
    try folder.write("the river flows\nin spring\nnothing\\more\nthe water\trises\n", to: "reference")
  }

  private func evaluate(_ arguments: [String] = []) throws -> MtRun {
    try runMt(
      ["evaluate", "--source", "source", "--reference", "reference", "--model", model.path] + arguments, in: folder)
  }

  private func lines(_ file: String) throws -> [String] {
    String(decoding: try AtomicFile.read(folder.path + "/" + file), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  @Test func theScoresAreThoseOfTranslateAndScore() throws {
    let run = try evaluate(["--report", ".", "--width", "12"])
    #expect(run.status == 0)
    let translated = try runMt(
      ["translate", "--quiet", "--model", model.path, "-i", "source", "-o", "out"], in: folder)
    #expect(translated.status == 0)
    let scored = try runMt(
      [
        "score", "reference", "-i", "out", "-m", "bleu", "-m", "chrf", "--width", "12", "--quiet", "--source", "source",
      ],
      in: folder)
    #expect(run.output.hasPrefix(scored.output))
    #expect(try lines("hypotheses.txt") == lines("out"))
    #expect(try lines("scores.txt").map { $0 + "\n" }.joined() == run.output)
    let hash = try SHA256.hash(ofFile: model.path + "/model.safetensors")
    let reference = try SHA256.hash(ofFile: folder.path + "/reference")
    #expect(run.output.contains("model: sha256 \(hash)\n"))
    let json = try lines("scores.json").joined()
    #expect(json.contains("\"model_sha256\": \"\(hash)\""))
    #expect(json.contains("\"test_set_sha256\": \"\(reference)\""))
  }

  @Test func theReportHoldsEverySegment() throws {
    try folder.write("the river flows\nin\rspring\nnothing\\more\nthe water\trises\n", to: "reference")
    #expect(try evaluate(["--report", ".", "-m", "chrf", "--workers", "2"]).status == 0)
    let rows = try lines("segments.tsv").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.map(\.count) == [6, 6, 6, 6, 6])
    #expect(rows[0] == ["segment", "sourceTokens", "chrF2", "source", "reference", "hypothesis"])
    #expect(rows.dropFirst().map { $0[1] } == ["3", "2", "0", "11"])
    #expect(rows.dropFirst().map { String($0[3]) } == sources)
    #expect(rows[2][4] == #"in\rspring"#)
    #expect(rows[3][4] == #"nothing\\more"#)
    #expect(rows[4][4] == #"the water\trises"#)
    let lengths = try lines("lengths.tsv").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(lengths.map { $0[1] } == ["segments", "3", "0", "1", "0", "0", "0", "0"])
    #expect(lengths[2][2] == "")
    let order = { (file: String) in try lines(file).filter { $0.hasPrefix("segment ") } }
    #expect(try order("best.txt").count == 4)
    #expect(try order("best.txt") == order("worst.txt").reversed())
  }

  @Test func aModelDoesNotDifferFromItself() throws {
    let run = try evaluate(["--compare", model.path, "--report", "."])
    #expect(run.status == 0)
    #expect(run.output.contains("Baseline: \(model.path)"))
    #expect(
      run.errors.contains("mt: warning: \(model.path): its translations are the baseline's: the p-values say nothing\n")
    )
    #expect(
      try lines("changes.txt").first == "0 of 4 translations differ; 0 segments have a better chrF2, 0 a worse one.")
    #expect(try lines("baseline-hypotheses.txt") == lines("hypotheses.txt"))
  }

  @Test func anotherModelsChangesAreListed() throws {
    let other = try TinyModel(update: "8", maxSourceTokens: 3)
    let run = try evaluate(["--compare", other.path, "--report", ".", "--paired-ar", "--paired-ar-n", "50"])
    #expect(run.status == 0)
    let changes = try lines("changes.txt")
    #expect(changes.contains { $0.hasPrefix("better: segment ") || $0.hasPrefix("worse: segment ") })
  }

  @Test func modelsOfOtherLanguagesAreNotCompared() throws {
    let thai = try TinyModel(target: "th")
    let run = try evaluate(["--compare", thai.path, "--report", "new"])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.errors.contains("mt: error: \(model.path) and \(thai.path) translate between other languages\nhelp: "))
    #expect(!AtomicFile.exists(folder.path + "/new"))
  }

  @Test func translationsIntoThaiAreScoredThreeWays() throws {
    let thai = try TinyModel(target: "th")
    let run = try runMt(
      ["evaluate", "--source", "source", "--reference", "reference", "--model", thai.path, "--format", "latex"],
      in: folder)
    #expect(run.output.contains("System & chrF2 & BLEU-char & BLEU-icu "))
    #expect(run.output.contains("\n% Quote chrF2 and BLEU-char, with their signatures"))
    let hash = try SHA256.hash(ofFile: thai.path + "/model.safetensors")
    #expect(run.output.contains("\n% \(thai.path): model: sha256 \(hash)\n% test set: sha256 "))
    let language = try evaluate(["--language", "th"])
    #expect(language.output.split(separator: "\n").prefix(3).map { $0.prefix(4) } == ["chrF", "BLEU", "BLEU"])
    let tokenize = try evaluate(["--tokenize", "char", "--score-only"])
    #expect(tokenize.output.split(separator: "\n").count == 2)
  }

  @Test func referencesMayStandInOneFile() throws {
    let run = try evaluate(["--num-refs", "2", "--short"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("BLEU|#:var|"))
  }

  @Test func tokenizedReferencesAreWarnedOf() throws {
    try folder.write("the river , it flows\nin spring .\nnothing\nthe water\n", to: "reference")
    #expect(try evaluate().errors.contains("2 references look tokenized: score against raw text"))
    #expect(try !evaluate(["--force"]).errors.contains("look tokenized"))
  }

  @Test func aReportReplacesAnOlderOne() throws {
    #expect(try evaluate(["--compare", model.path, "--report", report.path]).status == 0)
    #expect(AtomicFile.exists(report.path + "/changes.txt"))
    try report.write("mine", to: "notes")
    #expect(try evaluate(["--report", report.path]).status == 0)
    #expect(!AtomicFile.exists(report.path + "/changes.txt"))
    #expect(!AtomicFile.exists(report.path + "/baseline-hypotheses.txt"))
    #expect(AtomicFile.exists(report.path + "/notes"))
  }

  @Test func aReaderWhoLeavesGetsTheReport() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let run = try runMt(
      [
        "evaluate", "--source", "source", "--reference", "reference", "--model", model.path, "--report", report.path,
      ], in: folder, output: ends[1])
    #expect(run.status == 0)
    #expect(AtomicFile.exists(report.path + "/scores.json"))
  }

  @Test func filesThatAreNoReportAreLeftAlone() throws {
    try folder.write("mine", to: "hypotheses.txt")
    let run = try evaluate(["--report", "."])
    #expect(run.status == 73)
    #expect(
      run.errors.contains("hypotheses.txt: cannot be created: it already exists, and is not part of a complete report"))
    #expect(String(decoding: try AtomicFile.read(folder.path + "/hypotheses.txt"), as: UTF8.self) == "mine")
  }

  @Test func aReportThatFailsLeavesTheOlderOne() throws {
    try report.write("{}", to: "scores.json")
    try report.write("old", to: "hypotheses.txt")
    // No file can take a folder's place.
    try AtomicFile.makeFolder(report.path + "/lengths.tsv")
    defer { rmdir(report.path + "/lengths.tsv") }
    let run = try evaluate(["--report", report.path])
    #expect(run.status == 73)
    #expect(run.errors.contains("lengths.tsv: cannot be created: it is a folder"))
    #expect(run.output.hasPrefix("BLEU|"))
    #expect(try AtomicFile.read(report.path + "/hypotheses.txt") == Array("old".utf8))
    #expect(try AtomicFile.read(report.path + "/scores.json") == Array("{}".utf8))
    #expect(!AtomicFile.exists(report.path + "/segments.tsv"))
  }

  @Test func linesWithoutProbabilitiesEndInStatus1() throws {
    let damaged = try TinyModel(damaged: "spring")
    let run = try runMt(
      [
        "evaluate", "--source", "source", "--reference", "reference", "--model", damaged.path, "--report", report.path,
      ], in: folder)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("BLEU|"))
    #expect(run.errors.contains("of which line 2 is the first, have no translation, and a blank line in its place"))
    #expect(AtomicFile.exists(report.path + "/scores.json"))
  }

  @Test func whatDoesNotFitIsRefused() throws {
    try folder.write("one\n", to: "short")
    let uneven = try runMt(
      ["evaluate", "--source", "short", "--reference", "reference", "--model", model.path], in: folder)
    #expect(uneven.status == 65)
    #expect(uneven.output == "")
    let missing = try runMt(
      ["evaluate", "--source", "none", "--reference", "reference", "--model", model.path], in: folder)
    #expect(missing.status == 66)
    #expect(try evaluate(["--paired-bs"]).status == 64)
    let beta = try evaluate(["--chrf-beta=-1", "--report", "new"])
    #expect(beta.status == 64)
    #expect(!AtomicFile.exists(folder.path + "/new"))
    try folder.write("in the way", to: "report")
    #expect(try evaluate(["--report", "report"]).status == 73)
  }
}

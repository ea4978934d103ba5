import Testing

@testable import Commands

/// The numbers are sacreBLEU's.
@Suite struct ScoreCommandTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write("the cat sat\na b c d e\n", to: "hypotheses")
    try folder.write("the cat sat on\na b c d e\n", to: "reference")
    try folder.write("the cat\na b c d f", to: "other")
  }

  private func score(_ arguments: [String]) throws -> MtRun {
    try runMt(["score"] + arguments, in: folder, input: "the cat sat\na b c d e\n")
  }

  @Test func textIsALineForEachMetric() throws {
    let run = try score(["reference", "-m", "bleu", "-m", "chrf", "-i", "hypotheses"])
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(
      run.output == """
        BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:mt-0.1.0 = 88.2 100.0/100.0/100.0/100.0 \
        (BP = 0.882 ratio = 0.889 hyp_len = 8 ref_len = 9)
        chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:mt-0.1.0 = 83.1\n
        """)
    #expect(try score(["reference"]).output == run.output.prefix { $0 != "\n" } + "\n")
  }

  @Test func jsonHasSacreBLEUsKeys() throws {
    let bleu = """
      {
       "name": "BLEU",
       "score": 88.25,
       "signature": "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:mt-0.1.0",
       "verbose_score": "100.0/100.0/100.0/100.0 (BP = 0.882 ratio = 0.889 hyp_len = 8 ref_len = 9)",
       "nrefs": "1",
       "case": "mixed",
       "eff": "no",
       "tok": "13a",
       "smooth": "exp",
       "version": "mt-0.1.0"
      }
      """
    #expect(try score(["reference", "--format", "json", "-w", "3"]).output == bleu + "\n")
    let both = try score(["reference", "--format", "json", "-w", "3", "-m", "bleu", "-m", "chrf"]).output
    #expect(both.hasPrefix("[\n" + bleu + ",\n{\n \"name\": \"chrF2\",\n \"score\": 83.075,\n"))
    #expect(both.hasSuffix("\n}\n]\n"))
  }

  @Test(arguments: [
    (["-b"], "88.2\n"),
    (["-b", "-w", "0"], "88\n"),
    (["-b", "-w", "4"], "88.2497\n"),
    (["-b", "-w", "12", "-m", "chrf", "-m", "bleu"], "83.07482317905449\n88.24969025845958\n"),
    (["-b", "--format", "json"], "88.2\n"),
    (["-b", "--format", "json", "-m", "bleu", "-m", "chrf"], "[\n88.2,\n83.1\n]\n"),
    (["-b", "other"], "100.0\n"),
    (["-b", "other", "-m", "chrf", "-w", "3"], "88.312\n"),
  ])
  func theNumberAlone(_ arguments: [String], _ expected: String) throws {
    #expect(try score(["reference"] + arguments).output == expected)
  }

  @Test func optionsReachTheMetrics() throws {
    let text = try score([
      "reference", "-m", "bleu", "-m", "chrf", "--tokenize", "char", "--smooth-method", "add-k", "--smooth-value", "2",
      "--lowercase", "--chrf_char_order", "4", "--chrf-word-order", "2", "--chrf-beta", "1", "--chrf-lowercase",
    ]).output
    #expect(text.contains("|case:lc|eff:no|tok:char|smooth:add-k[2.00]|"))
    #expect(text.contains("chrF1++|nrefs:1|case:lc|eff:yes|nc:4|nw:2|"))
    #expect(try score(["reference", "--smooth-method", "floor"]).output.contains("smooth:floor[0.10]"))
  }

  @Test func onlyLineFeedsEndSegments() throws {
    let words = "a b\rc d\u{2028}e f\r\ng h\u{85}i j k l"
    try folder.write(words, to: "breaks")
    let run = try runMt(["score", "breaks"], in: folder, input: words + "\n")
    #expect(run.output.contains(" = 100.0 ") && run.output.contains("hyp_len = 12"))
    #expect(try runMt(["score", "breaks"], in: folder, input: words + "\n\n").status == 65)
  }

  @Test(arguments: [
    ([], 64, "missing expected argument '<reference> ...'"),
    (["short"], 65, "reference 1 has 1 segment but the hypotheses have 2"),
    (["reference", "short"], 65, "reference 2 has 1 segment but the hypotheses have 2"),
    (["nowhere"], 66, "nowhere: there is no such file"),
    (["reference", "--smooth-value", "1"], 64, "--smooth-value is for the smooth methods floor and add-k"),
    (["reference", "-m", "chrf", "--lowercase"], 64, "--lowercase is for BLEU; for chrF it is --chrf-lowercase"),
    (["reference", "-m", "chrf", "--chrf-beta=-1"], 64, "chrF cannot be computed with beta -1: it is 0 or more"),
    (["reference", "-m", "bleu", "-m", "bleu"], 64, "a metric is given twice"),
    (["reference", "-w", "101"], 64, "--width is 0 to 100"),
  ])
  func errorsAreSaid(_ arguments: [String], _ status: Int32, _ message: String) throws {
    try folder.write("one\n", to: "short")
    let run = try score(arguments)
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("mt: error: \(message)\n"))
  }

  @Test func unknownMetricsAreAnsweredWithTheKnown() throws {
    let run = try score(["reference", "-m", "ter"])
    #expect(run.status == 64)
    #expect(run.errors.contains("bleu") && run.errors.contains("chrf"))
  }

  @Test func nothingCannotBeScored() throws {
    try folder.write("", to: "empty")
    let run = try runMt(["score", "empty"], in: folder, input: "")
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("mt: error: there is no hypothesis to score\n"))
  }
}

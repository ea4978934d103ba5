import Evaluation
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
       "version": "mt-0.1.0",
       "test_set_sha256": "1e49063c29b6f8f1475f68337388c8011cfee69f3eebae890936751fdb2beff0",
       "segments": 2,
       "empty_hypotheses": 0,
       "equal_to_reference": 1
      }
      """
    #expect(try score(["reference", "--format", "json", "-w", "3"]).output == bleu + "\n")
    let both = try score(["reference", "--format", "json", "-w", "3", "-m", "bleu", "-m", "chrf"]).output
    #expect(both.hasPrefix("[\n" + bleu + ",\n{\n \"name\": \"chrF2\",\n \"score\": 83.075,\n"))
    #expect(both.hasSuffix("\n}\n]\n"))
  }

  @Test func severalSystemsAreATable() throws {
    try folder.write("the cat sat on\na b c d f\n", to: "system_2")
    let systems = ["reference", "-i", "hypotheses", "-i", "system_2", "-m", "bleu", "-m", "ter"]
    #expect(
      try score(systems).output == """
        ╒════════════╤══════╤══════╕
        │     System │ BLEU │ TER  │
        ╞════════════╪══════╪══════╡
        │ hypotheses │ 88.2 │ 11.1 │
        ├────────────┼──────┼──────┤
        │   system_2 │ 79.8 │ 11.1 │
        ╘════════════╧══════╧══════╛
         - BLEU  nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:mt-0.1.0
         - TER   nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:mt-0.1.0\n
        """)
    let latex = try score(systems + ["--format", "latex", "--paired-ar", "-parn", "20"]).output
    #expect(
      latex.hasPrefix(
        "\\begin{tabular}{rcc}\n\\toprule\nSystem & BLEU & TER \\\\\n\\midrule\nBaseline: hypotheses & 88.2 & "))
    #expect(latex.contains("\nsystem\\_2 & 79.8 ($p = "))
    #expect(latex.contains("% BLEU: nrefs:1|ar:20|seed:12345|case:mixed|"))
    let json = try score(systems + ["-f", "json", "-pbs", "-pbsn", "40", "-j", "2"]).output
    #expect(
      json.hasPrefix("[\n{\n \"system\": \"Baseline: hypotheses\",\n \"BLEU\": {\n  \"score\": 88.24969025845958,\n"))
    #expect(json.contains("nrefs:1|bs:40|seed:12345|"))
    #expect(try score(systems + ["-b"]).output == "88.2\t11.1\n79.8\t11.1\n")
  }

  @Test func equalSystemsAreSaidToBe() throws {
    try folder.write("the cat sat\na b c d e\n", to: "again")
    let systems = ["reference", "-i", "hypotheses", "-i", "again", "-i", "other"]
    let warning = "mt: warning: again: its translations are the baseline's: the p-values say nothing\n"
    #expect(try score(systems + ["-par", "-parn", "20"]).errors == warning)
    #expect(try score(systems).errors == "")
  }

  @Test func latexOfSentencesSaysHowTheyWereScored() throws {
    let text = try score(["reference", "-sl", "-f", "latex"]).output
    let hash = try SHA256.hash(ofFile: folder.path + "/reference")
    #expect(
      text.hasSuffix(
        """
        2 & 100.0 \\\\
        \\bottomrule
        \\end{tabular}
        % BLEU: nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:mt-0.1.0
        % test set: sha256 \(hash)\n
        """))
  }

  @Test func oneSystemHasAnInterval() throws {
    let line = try score(["reference", "-ci", "-cin", "50", "-sh"]).output
    #expect(line.hasPrefix("BLEU|#:1|bs:50|rs:12345|c:mixed|e:no|tok:13a|s:exp|v:mt-0.1.0 = 88.2 (μ = "))
    #expect(try score(["reference", "-ci", "-cin", "50", "-f", "json"]).output.contains("\n \"confidence_mean\": "))
  }

  @Test func sentencesAreScoredOneByOne() throws {
    let run = try score(["reference", "--sentence_level", "-w", "2"])
    #expect(run.output.split(separator: "\n").count == 2)
    #expect(run.output.hasPrefix("BLEU|nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:mt-0.1.0 = 71.65 100.0/"))
    #expect(try score(["reference", "-sl", "-b", "-m", "ter"]).output == "25.0\n0.0\n")
  }

  @Test func thaiIsScoredThreeWays() throws {
    try folder.write("แมวนอนบนโต๊ะ\n", to: "thai")
    let run = try runMt(["score", "thai", "--language", "th", "--verbose"], in: folder, input: "แมวนอนอยู่บนโต๊ะ\n")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[0].hasPrefix("chrF2|"))
    #expect(lines[1].contains("|tok:char|"))
    #expect(lines[2].contains("|tok:icu-") && lines[2].contains("-th-normalizer-"))
    #expect(lines[3].hasPrefix("Quote chrF2 and BLEU-char, with their signatures"))
    #expect(lines[4] == "test set: sha256 54f650d2cb5ef3c1b9d8222d8d319fa47421c5ed6293ede6874a366449e127a8")
    #expect(lines[5] == "standard input: 1 segment, 0 empty, 0 equal to a reference")
    let bleu = try runMt(["score", "thai", "--language", "th", "-m", "bleu"], in: folder, input: "แมว\n").output
    #expect(bleu.contains("|tok:char|"))
  }

  @Test(arguments: [
    ("แมวนอนบนโต๊ะ", "แมวนอนอยู่บนโต๊ะ", "Thai", "--language th, which scores by characters and by ICU's words"),
    ("猫睡在桌子上", "猫在桌子上睡觉", "Chinese", "--tokenize zh"),
  ])
  func textWithoutSpacesIsWarnedOf(reference: String, hypothesis: String, script: String, remedy: String) throws {
    try folder.write(reference + "\n", to: "unspaced")
    func errors(_ arguments: [String]) throws -> String {
      try runMt(["score", "unspaced"] + arguments, in: folder, input: hypothesis + "\n").errors
    }
    let words = "the text is mostly \(script), which has no spaces between words"
    let warning = { (metric: String) in "mt: warning: \(words): \(metric) says little. Give \(remedy)\n" }
    #expect(try errors([]) == warning("BLEU"))
    #expect(try errors(["--tokenize", "none", "-m", "bleu", "-m", "ter"]) == warning("BLEU and TER"))
    #expect(try errors(["--tokenize", "zh"]) == (script == "Chinese" ? "" : warning("BLEU")))
    for good in [["--language", "th"], ["--tokenize", "char"], ["-m", "chrf"]] { #expect(try errors(good) == "") }
  }

  @Test func blankLinesOfSeveralReferencesAreMissing() throws {
    try folder.write("the cat sits\n\n", to: "partial")
    let run = try score(["reference", "partial"])
    #expect(run.output.hasPrefix("BLEU|nrefs:var|"))
    #expect(run.errors == "1 blank reference counts as missing, not as an empty text\n")
    try folder.write("the cat sat on\tthe cat sits\na b c d e\n", to: "tabs")
    #expect(try score(["tabs", "--num-refs", "2"]).output == run.output)
    #expect(try score(["tabs", "-nr", "2", "-q"]).errors == "")
    try folder.write("the cat sat on\tthe cat sits\n \ta b c d e\n", to: "gap")
    let gap = try score(["gap", "-nr", "2"])
    #expect(gap.output == run.output)
    #expect(gap.errors == run.errors)
  }

  @Test func doubtfulTextIsWarnedOf() throws {
    let tokenized = try runMt(["score", "reference"], in: folder, input: "a cat , a dog .\nit is .\n")
    #expect(
      tokenized.errors == """
        mt: warning: 2 of 2 hypotheses look tokenized: score raw text, or the score is not comparable (--force silences \
        this)\n
        """)
    #expect(try runMt(["score", "reference", "--force"], in: folder, input: "a .\nb .\n").errors == "")
    let same = try runMt(["score", "reference", "-i", "reference"], in: folder, input: "")
    #expect(same.errors.contains("all hypotheses equal a reference"))
    let copied = try runMt(["score", "reference", "--source", "hypotheses"], in: folder, input: "the cat sat\n\n")
    #expect(copied.errors.contains("1 of 2 hypotheses is empty"))
    #expect(copied.errors.contains("1 of 2 hypotheses equals its source: untranslated"))
    try folder.write("it is .\nwas it ?\nso , yes\n", to: "tokenized")
    let pieces = try runMt(["score", "tokenized"], in: folder, input: "▁a\nb@@ c\nd\n").errors
    #expect(pieces.contains("2 of 3 hypotheses have marks of subword pieces (▁ or @@): put the words together first"))
    #expect(pieces.contains("2 references look tokenized: score against raw text"))
    let characters = try runMt(["score", "tokenized", "-m", "chrf"], in: folder, input: "a .\nb .\nc .\n")
    #expect(characters.errors == "")
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
    (["reference", "--smooth-value", "1"], 64, "--smooth-value needs --smooth-method floor or add-k"),
    (
      ["reference", "-m", "chrf", "--lowercase"], 64,
      "--lowercase is for BLEU; chrF has --chrf-lowercase, and TER ignores case by default"
    ),
    (["reference", "-m", "chrf", "--chrf-beta=-1"], 64, "chrF cannot be computed with beta -1: it is 0 or more"),
    (["reference", "-m", "bleu", "-m", "bleu"], 64, "the same metric is given twice"),
    (["reference", "-w", "101"], 64, "--width must be from 0 to 100"),
    (["reference", "chrf", "-m", "bleu"], 64, "-m takes one metric: repeat it, as in -m chrf"),
    (["reference", "--paired-bs"], 64, "a paired test compares systems: give at least two -i"),
    (
      ["reference", "--paired-bs", "--paired-ar"], 64, "--paired-bs and --paired-ar cannot be combined: choose one test"
    ),
    (["reference", "-i", "short", "-i", "short"], 64, "the same system is given twice"),
    (["reference", "--confidence-n", "1"], 64, "--confidence-n must be from 2 to 10000000"),
    (["reference", "-sl", "-m", "bleu", "-m", "ter"], 64, "--sentence-level scores one system with one metric"),
    (["reference", "--source", "short"], 65, "the source has 1 segment but the hypotheses have 2"),
    (["reference", "--tokenize", "icu", "--language", "no such"], 64, "unknown language 'no such'"),
    (["reference", "--language", "no such"], 64, "unknown language 'no such'"),
  ])
  func errorsAreSaid(_ arguments: [String], _ status: Int32, _ message: String) throws {
    try folder.write("one\n", to: "short")
    let run = try score(arguments)
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("mt: error: \(message)\n"))
  }

  @Test func unknownMetricsAreAnsweredWithTheKnown() throws {
    let run = try score(["reference", "-m", "comet"])
    #expect(run.status == 64)
    #expect(run.errors.contains("bleu") && run.errors.contains("chrf") && run.errors.contains("ter"))
  }

  @Test func nothingCannotBeScored() throws {
    try folder.write("", to: "empty")
    let run = try runMt(["score", "empty"], in: folder, input: "")
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("mt: error: there are no hypotheses to score\n"))
  }
}

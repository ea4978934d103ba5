import Basics
import Corpus
import Glibc
import Testing

@testable import Commands

@Suite struct CorpusCommandTests {
  private let folder: ScratchFolder
  private static let languages = ["--source-language", "th", "--target-language", "en"]
  private static let hint =
    "No held-out set was given: --held-out PATH keeps validation and test sets out of the training text\n"

  init() throws {
    folder = try ScratchFolder()
    try folder.write("น้ำขึ้น\nแมวกินปลา\n\nสวัสดี\n", to: "a.th")
    try folder.write("The water rises.\r\nThe cat eats fish.\r\nNothing.\r\nHello.\r\n", to: "a.en")
  }

  /// Shards of `a`, and of as many pairs as are asked for.
  private func build(_ count: Int = 0) throws {
    let lines = (0..<count).map { "ไทย \($0)\tEnglish \($0) " + String(repeating: "word ", count: $0 % 7) + "\n" }
    try folder.write(lines.joined(), to: "more.tsv")
    let run = try mt(["build", "a"] + (count == 0 ? [] : ["more.tsv"]) + ["-o", "shards", "--quiet"] + Self.languages)
    #expect(run.status == 0 && run.errors == "" && run.output == "", "\(run.errors)")
  }

  private func mt(_ arguments: [String]) throws -> MtRun { try runMt(["corpus"] + arguments, in: folder) }

  // MARK: - build

  @Test func aBuildIsReported() throws {
    let run = try mt(["build", "a", "-o", "shards"] + Self.languages)
    #expect(run.status == 0 && run.output == "")
    let lines = run.errors.split(separator: "\n")
    #expect(lines[0] == "Read 4 pairs from 1 source, kept 3 (75.0 %)")
    #expect(lines[1].hasPrefix("Wrote shards: 112 B of text, ") && lines[1].hasSuffix("/s"))
    #expect(lines[2...3] == ["Left out:", "  1   25.0 %  with an empty side"])
    #expect(lines[4] == "4 segments ended in CR LF (first: a.en:1)")
    #expect(run.errors.hasSuffix(Self.hint))
  }

  @Test func whatGaveNoPairAndWhatWasRepairedStandInTheFirstLine() throws {
    func unit(_ source: String, _ target: String) -> String {
      "<trans-unit><source>\(source)</source>\(target)</trans-unit>"
    }
    try folder.write(
      "<xliff><file source-language=\"th\" target-language=\"en\"><body>\(unit("ก", "<target>a&#x2;</target>"))"
        + String(repeating: unit("ข", ""), count: 1002) + unit("ค", "<target state=\"new\">c</target>")
        + "</body></file></xliff>", to: "few.xlf")
    let run = try mt(["build", "few.xlf", "-o", "shards"] + Self.languages)
    let lines = run.errors.split(separator: "\n")
    #expect(
      lines[0]
        == "Read 1 pair from 1,004 segments of 1 source, kept 1 (0.1 %); 1 character that XML does not allow became U+FFFD"
    )
    #expect(lines[2] == "1,002 segments had no translation (first: few.xlf:1)")
    let cat = try mt(["cat", "few.xlf"] + Self.languages)
    #expect(cat.status == 0 && cat.output == "ก\ta\u{fffd}\n")
    #expect(cat.errors.contains("1,002 segments had no translation"))
  }

  @Test func aFolderIsReadAndWhatIsLeftAloneIsSaid() throws {
    try AtomicFile.makeFolder(folder.path + "/po")
    for (name, text) in [
      ("th.po", "msgid \"a\"\nmsgstr \"ก\"\n"), ("de.po", "msgid \"a\"\nmsgstr \"b\"\n"),
      ("app.po", "msgid \"a\"\nmsgstr \"b\"\n"),
      ("x.jsonl", #"{"th": "ข", "en": "b"}"#), ("x.csv", "en,th\n\"c, d\",ค\n"), ("README", ""), ("LICENSE", ""),
    ] { try folder.write(text, to: "po/" + name) }
    let run = try mt(["build", "po", "-o", "shards"] + Self.languages)
    #expect(run.status == 0)
    for line in [
      "Read 3 pairs from 5 sources, kept 3 (100.0 %)",
      "1 file of a folder had other languages: passed over (first: po/de.po)",
      "1 file of a folder said no language: unsure, and passed over (first: po/app.po)",
      "Left alone in po: 2 files and folders (LICENSE, README)",
    ] { #expect(run.errors.contains(line), "\(run.errors)") }
    #expect(try mt(["cat", "shards"]).output == "ก\ta\nค\tc, d\nข\tb\n")
    let stats = try mt(["stats", "po"] + Self.languages)
    #expect(stats.errors == "Left alone in po: 2 files and folders (LICENSE, README)\n")
  }

  @Test func aBuildAsJSON() throws {
    try folder.write("คนอื่น\n", to: "dev.th")
    try folder.write("somebody else\n", to: "dev.en")
    let run = try mt(["build", "a", "-o", "shards", "--json", "--quiet", "--held-out", "dev"] + Self.languages)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    #expect(run.output.hasPrefix(#"{"diskBytes":"#) && run.output.hasSuffix("}\n"))
    #expect(run.output.contains(#""findings":{"carriageReturn":{"count":4,"line":1,"path":"a.en"}},"heldOutSets":1,"#))
    #expect(run.output.contains(#""readPairs":4,"rejected":{"#))
  }

  @Test(arguments: [
    (["a", "-o", "x", "--filter", "foo"], 64, "there is no filter 'foo'"),
    (["a", "-o", "x", "--filter", "ratio=no"], 64, "filter ratio takes a number from 1, not 'no'"),
    (["-o", "x"], 64, "missing expected argument '<source> ...'"),
    (["none", "-o", "x"], 66, "none: there is no such corpus"),
    (["a", "-o", "x", "--held-out", "none"], 66, "none: there is no such corpus"),
  ])
  func whatIsWrongIsSaid(arguments: [String], status: Int32, message: String) throws {
    let run = try mt(["build"] + arguments + Self.languages)
    #expect(run.status == status && run.output == "")
    #expect(run.errors.hasPrefix("mt: error: " + message), "\(run.errors)")
    #expect(!AtomicFile.exists(folder.path + "/x"))
  }

  @Test(arguments: [
    (["--min-score=-inf"], "filter score takes a number, not '-inf'"),
    (["--min-score", "nan", "--score-column", "3"], "filter score takes a number, not 'nan'"),
    (["--min-score", "-1.5"], "a lowest score needs --score-column"),
    (["--filter", "score=0.5"], "a lowest score needs --score-column"),
    (["--target-column", "1"], "source and target are both column 1"),
    (["--source-column", "en", "--target-column", "en"], "source and target are both column en"),
    (["--source-column", "3"], "there are flags for the columns of tables, but no table"),
    (["--escaped"], "there are flags for the columns of tables, but no table"),
    (["--escaped", "--header"], "--escaped goes without"),
  ])
  func flagsThatDoNothingOrHarmAreRefused(flags: [String], message: String) throws {
    let run = try mt(["build", "a", "-o", "x"] + flags + Self.languages)
    #expect(run.status == 64 && run.errors.hasPrefix("mt: error: " + message), "\(run.errors)")
    #expect(!AtomicFile.exists(folder.path + "/x"))
  }

  @Test func theLowestScoreOfItsOwnFlagCounts() throws {
    try folder.write("หนึ่ง\tone\t-2\nสอง\ttwo\t-1\nสาม\tthree\t3\n", to: "s.tsv")
    let run = try mt(
      ["build", "s.tsv", "-o", "shards", "--min-score", "-1.5", "--filter", "score=2", "--score-column", "3"]
        + Self.languages)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try mt(["cat", "shards"]).output == "สอง\ttwo\nสาม\tthree\n")
  }

  @Test(arguments: [
    ("x y", "en", "--source-language must be a language code such as th or en-GB, not 'x y'"),
    ("th", "../en", "--target-language must be a language code such as th or en-GB, not '../en'"),
    ("en", "en", "--source-language and --target-language are both 'en'"),
  ])
  func languagesAreChecked(source: String, target: String, message: String) throws {
    let languages = ["--source-language", source, "--target-language", target]
    for arguments in [["build", "a", "-o", "x"], ["cat", "a"], ["stats", "a"]] {
      let run = try mt(arguments + languages)
      #expect(
        run.status == 64 && run.errors.hasPrefix("mt: error: " + message + "\nhelp: see 'mt corpus "), "\(run.errors)")
    }
  }

  @Test func aLanguageWithoutAKnownScriptIsWarnedOf() throws {
    try folder.write("a\tb\n", to: "t.tsv")
    let run = try mt(["build", "t.tsv", "-o", "x", "--quiet", "--source-language", "xq", "--target-language", "en"])
    #expect(run.status == 0 && run.errors == "mt: warning: ICU knows no script of the language 'xq': check the code\n")
  }

  @Test func aHeldOutTableHasTheColumnsOfTheSources() throws {
    let text = "A sentence that is long enough.\tประโยคที่ยาวพอสมควร\n"
    try folder.write("en\tth\tscore\n\(text.dropLast())\t1\nanother\tอื่น\t2\n", to: "t.tsv")
    try folder.write("en\tth\n" + text, to: "dev.tsv")
    let flags = ["--source-column", "th", "--target-column", "en", "--score-column", "score", "--min-score", "0"]
    let build = ["build", "t.tsv", "-o", "shards"] + flags + Self.languages
    var run = try mt(build + ["--held-out", "dev.tsv"])
    #expect(run.status == 0 && run.errors.hasSuffix("Left out 1 pair that has a side of the held-out set, or nearly\n"))
    #expect(try mt(["cat", "shards"]).output == "อื่น\tanother\n")

    try folder.write("th\ten\n" + String(repeating: text, count: 5), to: "dev.tsv")
    run = try mt(build + ["--held-out", "dev.tsv", "--quiet"])
    let message = "dev.tsv: the sides are swapped: the source is written like en, the target like th\n"
    #expect(run.status == 65)
    #expect(
      run.errors
        == "mt: error: \(message)help: exchange the files or columns, or the languages; --force takes the text as it is\n"
    )
    run = try mt(build + ["--held-out", "dev.tsv", "--quiet", "--force"])
    #expect(run.status == 0 && run.errors == "mt: warning: \(message)")
  }

  @Test func aHeldOutPipeIsReadOnce() throws {
    let text = "ประโยคที่ยาวพอสมควร\tA sentence that is long enough.\n"
    try folder.write(text + "อื่น\tanother\n", to: "t.tsv")
    let run = try runMt(
      ["corpus", "build", "t.tsv", "-o", "shards", "--quiet", "--held-out", "-"] + Self.languages,
      in: folder, input: text)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    let manifest = String(decoding: try AtomicFile.read(folder.path + "/shards/manifest.json"), as: UTF8.self)
    #expect(manifest.contains("\"heldOut\":[{\"bytes\":\(text.utf8.count),"))
    #expect(try mt(["cat", "shards"]).output == "อื่น\tanother\n")
  }

  @Test func lostLettersAreRefused() throws {
    let line = [0xa1, 0xa2, 0x09, 0x61, 0x0a] as [UInt8]
    func build(_ name: String, good: Int, _ flags: [String] = []) throws -> MtRun {
      let bytes = line + Array((0..<good).map { "ดี \($0)\tgood \($0)\n" }.joined().utf8)
      try AtomicFile.write(bytes, to: folder.path + "/" + name)
      return try mt(["build", name, "-o", "x", "--quiet"] + Self.languages + flags)
    }
    // Here and there they are warned of, with --quiet too.
    let some = try build("some.tsv", good: 20)
    #expect(some.status == 0)
    #expect(
      some.errors.hasPrefix("mt: warning: some.tsv:1: 1 segment of 21 pairs (5 %) holds U+FFFD in place of bytes that ")
    )
    let message =
      "many.tsv:1: 25 % of the segments held bytes that are not UTF-8, and their letters are lost\n"
    let refused = try build("many.tsv", good: 3)
    #expect(refused.status == 65)
    #expect(
      refused.errors.hasPrefix("mt: error: \(message)help: name the encoding of the text: --encoding windows-874 "))
    let forced = try build("many.tsv", good: 3, ["--force"])
    #expect(forced.status == 0 && forced.errors == "mt: warning: \(message)")
  }

  @Test func aSideOfNumbersIsWarnedOf() throws {
    try folder.write((0..<50).map { "\($0)\tnumber \($0) in words\n" }.joined(), to: "n.tsv")
    let run = try mt(["build", "n.tsv", "-o", "x", "--quiet", "--held-out", "n.tsv"] + Self.languages)
    let warning =
      "mt: warning: n.tsv: 100 % of the source's segments have no letter; check that this is the right file or column\n"
    #expect(run.errors.hasPrefix(warning), "\(run.errors)")
    let built = try mt(["build", "n.tsv", "-o", "y", "--quiet"] + Self.languages)
    #expect(built.status == 0 && built.errors == warning)
  }

  @Test func theEncodingThatIsNamedIsRead() throws {
    let thai = (0..<30).map { "น้ำขึ้นให้รีบตัก \($0)" }
    let bytes = thai.flatMap { line in
      line.unicodeScalars.map { $0.value < 0x80 ? UInt8($0.value) : UInt8($0.value - 0x0D60) } + [0x0a]
    }
    try AtomicFile.write(bytes, to: folder.path + "/874.th")
    try folder.write((0..<30).map { "line \($0)\n" }.joined(), to: "874.en")
    let silent = try mt(["build", "874", "-o", "x", "--quiet"] + Self.languages)
    #expect(silent.status == 65)
    #expect(
      silent.errors
        == "mt: error: 874.th: is not UTF-8; it looks like windows-874\nhelp: say --encoding windows-874, or \"encoding\": "
        + "\"windows-874\" in a recipe; UTF-8 there reads it as it is\n")
    let named = try mt(["build", "874", "-o", "x", "--quiet", "--encoding", "windows-874"] + Self.languages)
    #expect(named.status == 0 && named.errors == "")
    #expect(try mt(["cat", "x", "--first", "1"]).output == "น้ำขึ้นให้รีบตัก 0\tline 0\n")
    #expect(try mt(["build", "874", "-o", "y", "--encoding", "windows-8"] + Self.languages).status == 64)
  }

  @Test(arguments: [
    (["-o", "new/.."], 73, "the new folder cannot be named 'new/..'"),
    (["-o", "x", "--rejects", "a.th"], 64, "a.th: is an input of the build"),
    (["-o", "x", "--rejects", "dev.th", "--held-out", "dev"], 64, "dev.th: is an input of the build"),
    (["-o", "x", "--rejects", "-"], 64, "rejected pairs cannot be written to '-'"),
    (["-o", "x", "--rejects", "x.partial/y"], 64, "x.partial/y: would be inside a folder of shards"),
    (["-o", "new/x", "--rejects", "none/y"], 73, "none/y: cannot be created"),
  ])
  func outputsThatCannotBeAreRefused(arguments: [String], status: Int32, message: String) throws {
    try folder.write("คนอื่น\n", to: "dev.th")
    try folder.write("somebody else\n", to: "dev.en")
    let run = try mt(["build", "a"] + arguments + Self.languages)
    #expect(run.status == status && run.output == "")
    #expect(run.errors.hasPrefix("mt: error: " + message), "\(run.errors)")
    let names = try #require(Folder.names(in: folder.path)).filter { !$0.hasPrefix(".") }
    #expect(names == ["a.en", "a.th", "dev.en", "dev.th"])
  }

  /// The signal comes while the build reads, which goes on when the pipe has more.
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func anInterruptedBuildLeavesNothing(signal: Int32, status: Int32) throws {
    let arguments = ["corpus", "build", "-", "-o", "new/shards", "--rejects", "rejects.tsv", "--quiet"]
    let mt = try PipedMt(arguments + Self.languages, in: folder)
    mt.write("ไทย\tEnglish\n")
    while !AtomicFile.exists(folder.path + "/new/shards.partial") || !hasRejects { usleep(2000) }
    // The signals are caught before the first file is made.
    mt.signal(signal)
    usleep(50_000)
    let run = try mt.finish()
    #expect(run.status == status && run.output == "" && run.errors == "", "\(run.errors)")
    let names = try #require(Folder.names(in: folder.path)).filter { !$0.hasPrefix(".") }
    #expect(names == ["a.en", "a.th"])
  }

  private var hasRejects: Bool { Folder.names(in: folder.path)?.contains { $0.hasPrefix("rejects.tsv.") } ?? false }

  /// A pipe that gives nothing does not keep a build alive.
  @Test func aBuildThatWaitsForAPipeEndsToo() throws {
    let mt = try PipedMt(["corpus", "build", "-", "-o", "shards"] + Self.languages, in: folder)
    while !AtomicFile.exists(folder.path + "/shards.partial") { usleep(2000) }
    mt.signal(SIGTERM)
    #expect(try mt.finish(closingInput: false).status == 143)
  }

  @Test func unevenSidesAreBadData() throws {
    try folder.write("one\n", to: "a.en")
    let run = try mt(["build", "a", "-o", "shards"] + Self.languages)
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("mt: error: a.th has 4 lines but a.en has 1\nhelp: "))
  }

  // MARK: - cat

  @Test func pairsAreWritten() throws {
    try build()
    let all = "น้ำขึ้น\tThe water rises.\nแมวกินปลา\tThe cat eats fish.\nสวัสดี\tHello.\n"
    #expect(try mt(["cat", "shards"]).output == all)
    #expect(try mt(["cat", "shards", "--first", "1"]).output == "น้ำขึ้น\tThe water rises.\n")
    #expect(try mt(["cat", "shards", "--first", "0"]).output == "")
    #expect(try mt(["cat", "a", "--first", "1"] + Self.languages).output == "น้ำขึ้น\tThe water rises.\n")
    #expect(try mt(["cat", "shards", "--sample", "9"]).output == all)
  }

  /// Weights, tabs, line feeds and backslashes.
  private func buildWeighted() throws {
    try folder.write(
      #"msgid "a\\tb\tc\n""# + "\n" + #"msgstr "ก\\ก""# + "\n", to: "c.po")
    try folder.write("น้ำ\twater\t2\nปลา\tfish\t1\n", to: "w.tsv")
    let run = try mt(["build", "c.po", "w.tsv", "--weight-column", "3", "-o", "shards", "--quiet"] + Self.languages)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    try buildWeighted()
    let text = try mt(["cat", "shards"]).output
    #expect(text.contains("\twater\t2.0\n") && text.contains(#"a\\tb\tc\n"#))
    let run = try runMt(
      ["corpus", "build", "-", "--escaped", "-o", "again", "--quiet"] + Self.languages, in: folder, input: text)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    #expect(try mt(["cat", "again"]).output == text)
  }

  @Test func shuffledPairsComeAsOftenAsTheyWeighWithoutTheWeight() throws {
    try buildWeighted()
    let lines = try mt(["cat", "shards", "--shuffle"]).output.split(separator: "\n")
    #expect(lines.count == 4 && lines.count { $0 == "น้ำ\twater" } == 2 && lines.contains("ปลา\tfish"))
  }

  @Test func pairsComeInTheDirectionThatIsAskedFor() throws {
    try build()
    let reversed = ["--source-language", "en", "--target-language", "th"]
    let all = try mt(["cat", "shards"] + reversed).output
    #expect(all.hasPrefix("The water rises.\tน้ำขึ้น\n"))
    #expect(try mt(["cat", "shards", "--sample", "9"] + reversed).output == all)
    let shuffled = try mt(["cat", "shards", "--shuffle"] + reversed).output
    #expect(shuffled.split(separator: "\n").sorted() == all.split(separator: "\n").sorted())
    #expect(
      try mt(["stats", "shards"] + reversed).output.contains(
        "\nen            40 B, 40 characters; letters: 100.0 % Latin"))
    for flags in [[], ["--first", "1"], ["--sample", "1"], ["--shuffle"]] {
      let run = try mt(["cat", "shards"] + flags + ["--source-language", "de", "--target-language", "th"])
      #expect(run.status == 65 && run.errors.hasPrefix("mt: error: shards: contains th and en, not de and th\n"))
    }
    #expect(try mt(["cat", "shards", "--source-column", "2"]).status == 64)
    let other = try mt(["cat", "a", "--sample", "1"] + Self.languages)
    #expect(
      other.status == 66
        && other.errors.hasSuffix("help: make shards of the corpus by 'mt corpus build'; --first reads any corpus\n"))
  }

  @Test func epochsWithoutEndEndWithTheirReader() throws {
    try build()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let run = try runMt(
      ["corpus", "cat", "shards", "--shuffle", "--epochs", "\(Int.max)"], in: folder, output: ends[1])
    #expect(run.status == 0 && run.errors == "")
  }

  @Test func aSampleIsTheSameForTheSameSeed() throws {
    try build(500)
    let all = try mt(["cat", "shards"]).output.split(separator: "\n")
    let sample = try mt(["cat", "shards", "--sample", "20"]).output.split(separator: "\n")
    #expect(sample.count == 20 && Set(sample).count == 20)
    let places = sample.compactMap { all.firstIndex(of: $0) }
    #expect(places.count == 20 && places == places.sorted() && places.last! > 250)
    #expect(try mt(["cat", "shards", "--sample", "20", "--seed", "1"]).output.split(separator: "\n") == sample)
    #expect(try mt(["cat", "shards", "--sample", "20", "--seed", "2"]).output.split(separator: "\n") != sample)
  }

  @Test func everyPairIsAsLikelyAsAnother() {
    var counts = [Int](repeating: 0, count: 10)
    for seed in 0..<2000 as Range<UInt64> {
      for number in CorpusCommand.Cat.sample(3, seed: seed)(10) { counts[number] += 1 }
    }
    #expect(counts.reduce(0, +) == 6000 && counts.allSatisfy { (480...720).contains($0) })
  }

  @Test func aClosedPipeIsAQuietSuccess() throws {
    try build(500)
    for arguments in [["corpus", "cat", "shards"], ["corpus", "cat", "shards", "--sample", "3"]] {
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      close(ends[0])
      defer { close(ends[1]) }
      let run = try runMt(arguments, in: folder, output: ends[1])
      #expect(run.status == 0 && run.errors == "")
    }
  }

  @Test(arguments: ["cat", "stats"])
  func whatIsNoCorpusIsSaid(command: String) throws {
    let run = try mt([command, "none"])
    #expect(run.status == 66 && run.output == "")
    #expect(run.errors.hasPrefix("mt: error: none: there is no folder of shards\nhelp: "))
    #expect(try mt([command, "a", "--source-language", "th"]).status == 64)
  }

  // MARK: - verify

  @Test func soundShardsAreVerified() throws {
    try build(100)
    let run = try mt(["verify", "shards"])
    #expect(run.status == 0 && run.errors == "" && run.output == "shards: ok, 103 pairs in 1 shard\n")
  }

  @Test func damageIsNamed() throws {
    try build(100)
    let path = folder.path + "/shards/shard-00000.tsv.zst"
    var bytes = try AtomicFile.read(path)
    bytes[bytes.count / 2] ^= 1
    try AtomicFile.write(bytes, to: path)
    let run = try mt(["verify", "shards"])
    #expect(run.status == 1 && run.output == "")
    #expect(run.errors.hasPrefix("mt: error: shards/shard-00000.tsv.zst: "))
    #expect(try mt(["verify", "none"]).status == 66)
  }

  // MARK: - stats

  @Test func statisticsAreWritten() throws {
    try build()
    let run = try runMt(["corpus", "stats", "shards"], in: folder, input: "", environment: ["COLUMNS": "50"])
    #expect(run.status == 0 && run.errors == "")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "corpus        shards: th to en" && lines[1] == "pairs         3")
    #expect(lines[2] == "duplicates    0.0 % of pairs, 0.0 % of sources, 0.0 % of targets")
    #expect(lines[3].hasPrefix("th            66 B, 22 characters; letters: 100.0 % Thai"))
    #expect(lines.contains("th: characters of a segment"))
    #expect(lines.allSatisfy { $0.hasPrefix("  characters") || $0.hasPrefix("ratio") || $0.count < 80 })
    #expect(run.output.hasSuffix("4 segments ended in CR LF (first: a.en:1)\n"))
    #expect(try mt(["stats", "shards", "--workers", "3"]).output == mt(["stats", "shards", "--workers", "1"]).output)
  }

  @Test func statisticsAsJSON() throws {
    let run = try mt(["stats", "a", "--json", "--tokens"] + Self.languages)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(#"{"duplicateShare":0,"emptyPairs":1,"findings":{"carriageReturn":{"#))
    #expect(run.output.contains(#""scripts":{"Thai":1}"#) && run.output.contains(#""tokens":{"#))
  }
}

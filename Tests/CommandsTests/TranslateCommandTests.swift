import Basics
import FoundationEssentials
import Glibc
import Inference
import Testing

@testable import Commands

@Suite struct TranslateCommandTests {
  private let model: TinyModel
  private let folder: ScratchFolder

  init() throws {
    model = try TinyModel()
    folder = try ScratchFolder()
  }

  private func translate(_ arguments: [String] = [], _ input: String) throws -> MtRun {
    try runMt(["translate", "--model", model.path] + arguments, in: folder, input: input)
  }

  private func lineCount(_ text: String) -> Int { text.utf8.count { $0 == 0x0A } }

  @Test func aLineForEachLine() throws {
    let run = try translate([], "the river\n\nthe water rises\u{2028}\u{0}x\ry\r\n\n \nold town")
    #expect(run.status == 0)
    #expect(run.errors == "mt: translating with \(model.path) (update 7)\n")
    #expect(lineCount(run.output) == 6)
    let lines = run.output.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    #expect([0, 2, 5].allSatisfy { !lines[$0].isEmpty })
    #expect([1, 3, 4, 6].allSatisfy { lines[$0].isEmpty })
    #expect(!run.output.utf8.contains(0x0D))
  }

  /// A run that was stopped before its first validation.
  @Test func aRunWithoutAModelTranslatesWithItsCheckpoint() throws {
    let expected = try translate([], "the river\n").output
    let (run, checkpoint) = (folder.path + "/runs/my", folder.path + "/runs/my/checkpoints/update-000000007")
    try AtomicFile.makeFolder(checkpoint)
    for name in ["config.json", "shared.model"] { rename(model.path + "/" + name, run + "/" + name) }
    rename(model.path + "/model.safetensors", checkpoint + "/model.safetensors")
    try AtomicFile.replaceLink(run + "/checkpoints/last", to: "update-000000007")
    for (path, remark) in [
      ("runs/my", "update 7, the last checkpoint: this run has saved no model yet"),
      ("runs/my/checkpoints/last", "update 7"), ("runs/my/checkpoints/update-000000007/", "update 7"),
    ] {
      let run = try runMt(["translate", "--model", path], in: folder, input: "the river\n")
      #expect(run.status == 0 && run.output == expected)
      #expect(run.errors == "mt: translating with \(path) (\(remark))\n")
    }
    let missing = try runMt(["translate"], in: folder, input: "the river\n")
    #expect(missing.status == 66)
    #expect(missing.errors.contains("help: runs/my has a checkpoint, but no model yet: mt translate --model runs/my"))
  }

  @Test func theFormOfTheInputDoesNotMatter() throws {
    let expected = try translate(["--quiet"], "the river\nthe water\nthe town\n")
    #expect(expected.errors == "")
    for arguments in [["--batch-size", "1"], ["--workers=3"], ["--batch_size", "2", "--workers", "1"]] {
      #expect(try translate(arguments, "the river\nthe water\nthe town").output == expected.output)
    }
    try folder.write("the river\nthe water\nthe town", to: "in")
    let run = try translate(["-i", "in", "-o", "out", "-b", "2", "-n", "1", "--max-length-factor", "0.5"], "")
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(String(decoding: try AtomicFile.read(folder.path + "/out"), as: UTF8.self) == expected.output)
  }

  @Test func nothingGivesNothing() throws {
    let run = try translate([], "")
    #expect(run.status == 0)
    #expect(run.output == "")
  }

  @Test func typedLinesAreAnsweredAtOnce() throws {
    let mt = try PipedMt(["translate", "--quiet", "--model", model.path], in: folder)
    let whole = try translate([], "the river\nthe water\n").output
    mt.write("the river\n")
    let first = mt.readLine()
    mt.write("the wa")
    mt.write("ter\n")
    #expect(first + mt.readLine() == whole)
    #expect(try mt.finish().status == 0)
  }

  @Test func nBestIsListed() throws {
    let run = try translate(["--n-best", "3"], "the river\n\nthe town\n")
    #expect(run.status == 0)
    let best = try translate(["-b", "3"], "the river\n\nthe town\n").output.split(
      separator: "\n", omittingEmptySubsequences: false)
    let fields = run.output.split(separator: "\n").map { $0.split(separator: " ||| ").map(String.init) }
    #expect(fields.map(\.first) == ["0", "0", "0", "1 |||  F0= 0", "2", "2", "2"].map { $0.first.map(String.init) })
    #expect(fields[0][1] == best[0])
    #expect(fields[4][1] == best[2])
    #expect(fields[0][2].hasPrefix("F0= -"))
    #expect(fields.filter { $0.count == 4 }.allSatisfy { (Double($0[3]) ?? 1) <= 0 })
  }

  private struct Object: Decodable {
    var source: String
    var translation: String
    var score: Double
    var logProbability: Double
  }

  @Test func jsonIsALineEach() throws {
    let source = "the \"river\" \\ \t / น้ำ"
    let text = try translate(["--quiet"], source).output
    let output = try translate(["--json"], source + "\n\n").output
    let lines = output.utf8.split(separator: 0x0A)
    #expect(lines.count == 2)
    let object = try JSONDecoder().decode(Object.self, from: Data(lines[0]))
    #expect(object.source.utf8.elementsEqual(source.utf8))
    #expect((object.translation + "\n").utf8.elementsEqual(text.utf8))
    #expect(object.logProbability <= object.score && object.score < 0)
    #expect(output.hasSuffix(#"{"logProbability":0,"score":0,"source":"","translation":""}"# + "\n"))
    let list = try translate(["--json", "--n-best=2"], "the river\n").output
    #expect(lineCount(list) == 1)
    let objects = try JSONDecoder().decode([Object].self, from: Data(list.utf8))
    #expect(objects.count == 2)
    #expect(objects[0].logProbability >= objects[1].logProbability || objects[0].score > objects[1].score)
  }

  @Test func whatWasChangedIsSaid() throws {
    let long =
      Array("The river runs. The water rises, and the old town. The streets.\nriv".utf8) + [0xFF] + Array("er\n".utf8)
    let run = try runMt(["translate", "--quiet", "--model", model.path], in: folder, input: long)
    #expect(run.status == 0)
    #expect(lineCount(run.output) == 2)
    #expect(
      run.errors == """
        mt: warning: 1 line was not valid UTF-8: U+FFFD stands for its bad bytes (--encoding names another encoding)
        mt: warning: 1 line was longer than 12 pieces and translated in parts\n
        """)
  }

  @Test func theModelIsFound() throws {
    let none = try runMt(["translate"], in: folder, input: "x\n")
    #expect(none.status == 66)
    #expect(
      none.errors.hasPrefix("mt: error: there is no model: runs/latest does not exist\nhelp: give one with --model"))

    let named = try runMt(["translate"], in: folder, input: "x\n", environment: ["MT_MODEL": model.path])
    #expect(named.errors == "mt: translating with \(model.path) (update 7)\n")

    try AtomicFile.makeFolder(folder.path + "/runs")
    #expect(symlink(model.path, folder.path + "/runs/run-1") == 0)
    #expect(symlink("run-1", folder.path + "/runs/latest") == 0)
    let latest = try runMt(["translate"], in: folder, input: "x\n")
    unlink(folder.path + "/runs/run-1")
    let gone = try runMt(["translate"], in: folder, input: "x\n")
    let link = try runMt(["translate", "--model", "runs/latest"], in: folder, input: "x\n")
    unlink(folder.path + "/runs/latest")
    rmdir(folder.path + "/runs")
    #expect(latest.errors == "mt: translating with runs/run-1 (update 7)\n")
    #expect(latest.output == named.output)
    #expect(gone.status == 66)
    #expect(
      gone.errors.hasPrefix("mt: error: there is no model: runs/latest points at runs/run-1, which is gone\nhelp: give")
    )
    #expect(
      link.errors.hasPrefix("mt: error: runs/latest: this link points at run-1, which does not exist\nhelp: make"))
  }

  @Test(arguments: [
    (["--model", "a", "--model", "b"], 64, "--model is given 2 times, but only one model can translate at a time"),
    (["--model", "nowhere"], 66, "nowhere: there is no such model"),
    (["--model", "."], 66, ".: not a complete model: config.json is missing"),
    (["--beam-size", "0"], 64, "the beam size cannot be 0"),
    (["--normalize=-1"], 64, "the exponent of the length normalization cannot be -1.0"),
    (["--normalize=nan"], 64, "the exponent of the length normalization cannot be nan"),
    (["--max-length-factor", "1e9"], 64, "the maximum length factor cannot be 1000000000.0"),
    (["--n-best", "0"], 64, "a beam of 2 cannot give the 0 best translations"),
    (["--n-best", "5", "-b", "4"], 64, "a beam of 4 cannot give the 5 best translations"),
    (["--batch-size", "0"], 64, "--batch-size must be from 1 to 65536"),
    (
      ["--batch-size", "65536", "-b", "1000", "--workers", "1024"], 64,
      "batches of 65536 sentences with a beam of 1000 take 537088000 MiB, and this process may have "
    ),
    (["--workers", "0"], 64, "--workers must be from 1 to 1024"),
    (["-i", "nowhere"], 66, "nowhere: there is no such file"),
    (["-i", "."], 66, ".: cannot be opened: it is a folder"),
    (["-i", "in", "-o", "./in"], 73, "./in: cannot be created: it is the input too"),
    (["-o", "nowhere/out"], 73, "nowhere/out: cannot be created: No such file or directory"),
    (["-o", "/dev/full"], 74, "/dev/full: cannot be written: No space left on device"),
  ])
  func errorsAreSaid(_ arguments: [String], _ status: Int32, _ message: String) throws {
    try folder.write("the river\n", to: "in")
    let named = arguments.contains("--model") ? [] : ["--model", model.path]
    let run = try runMt(["translate", "--quiet"] + named + arguments, in: folder, input: "the river\n")
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("mt: error: \(message)"))
    #expect(String(decoding: try AtomicFile.read(folder.path + "/in"), as: UTF8.self) == "the river\n")
  }

  @Test func aClosedPipeIsAQuietSuccess() throws {
    try folder.write(String(repeating: "the river\n", count: 3000), to: "in")
    let ends = try connection()
    close(ends[0])
    defer { close(ends[1]) }
    let run = try runMt(["translate", "--quiet", "--model", model.path, "-i", "in"], in: folder, output: ends[1])
    #expect(run.status == 0)
    #expect(run.errors == "")
  }

  // MARK: What becomes of lines

  @Test func aLineWithoutProbabilitiesIsBlank() throws {
    let damaged = try TinyModel(damaged: "streets")
    let input = "the river\nthe streets\n12\nstreets and the town\n"
    let run = try runMt(["translate", "--model", damaged.path], in: folder, input: input)
    #expect(run.status == 1)
    let sound = try translate([], "the river\n\n12\n\n")
    #expect(run.output == sound.output)
    #expect(
      run.errors.hasSuffix(
        """
        mt: error: 2 of 4 lines, of which line 2 is the first, have no translation, and a blank line in its place: the \
        model's probabilities are not numbers
        help: its weights are damaged or its training diverged: use another checkpoint\n
        """))
    let json = try runMt(["translate", "--model", damaged.path, "--json"], in: folder, input: "streets\n")
    #expect(json.status == 1)
    #expect(json.output == #"{"logProbability":null,"score":null,"source":"streets","translation":null}"# + "\n")
    let list = try runMt(["translate", "--model", damaged.path, "--n-best", "2"], in: folder, input: "streets\n12\n")
    #expect(list.output == "0 |||  ||| F0= nan ||| nan\n1 ||| 12 ||| F0= 0.0000 ||| 0.0000\n")
  }

  @Test func whatHasNothingToTranslateComesOutAsItWentIn() throws {
    let input = "---\n12,345\nhttps://example.org/a\n {0} %s <b>&amp;</b> \nthe river\n"
    let run = try translate(["--quiet"], input)
    #expect(run.output.hasPrefix("---\n12,345\nhttps://example.org/a\n {0} %s <b>&amp;</b> \n"))
    let other = try translate(["--quiet", "--no-pass-through"], input)
    #expect(!other.output.hasPrefix("---\n"))
    #expect(other.output.hasSuffix(try translate(["--quiet"], "the river\n").output))
  }

  @Test func sentencesAreTranslatedOneByOneWhereAskedFor() throws {
    let pair = "The river runs. The town.\n"
    let single = try translate(["--quiet"], "The river runs.\nThe town.\n").output.split(separator: "\n")
    let joined = single.joined(separator: " ") + "\n"
    #expect(try translate(["--quiet"], pair).output != joined)
    #expect(try translate(["--quiet", "--split-sentences"], pair).output == joined)
    let splitting = try TinyModel(splitSentences: true)
    let run = { (flags: [String]) in
      try runMt(["translate", "--quiet", "--model", splitting.path] + flags, in: folder, input: pair).output
    }
    #expect(try run([]) == joined)
    #expect(try run(["--no-split-sentences"]) == translate(["--quiet"], pair).output)
  }

  @Test func aScriptThatTheModelHasNotLearnedIsWarnedOfOnce() throws {
    let run = try translate([], "the river\nน้ำ\nмир\nน้ำ\n")
    #expect(run.status == 0)
    #expect(
      run.errors == """
        mt: translating with \(model.path) (update 7)
        mt: warning: line 2 is in Thai script, which this model has not learned: it translates en to en, and what it makes \
        of other languages means nothing\n
        """)
  }

  @Test func weightsThatNoMemoryHoldsAreRefused() throws {
    let path = model.path + "/config.json"
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    let large = text.replacing(#/"hiddenSize" : 24/#, with: #""hiddenSize" : 20000"#)
      .replacing(#/"layers" : 1/#, with: #""layers" : 10"#).replacing("checksums", with: "former")
    try AtomicFile.write(large, to: path)
    // A file may be as long as it says and take no room.
    #expect(truncate(model.path + "/model.safetensors", 1 << 40) == 0)
    let run = try translate([], "the river\n")
    #expect(run.status == 65)
    #expect(run.errors.contains("parameters takes"))
    #expect(run.errors.contains("MiB, and this process may have"))
  }

  // MARK: Files

  private func text(_ name: String) throws -> String {
    String(decoding: try AtomicFile.read(folder.path + "/" + name), as: UTF8.self)
  }

  /// Those with this beginning.
  private func names(_ beginning: String) throws -> [String] {
    let folder = try #require(opendir(folder.path))
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name.hasPrefix(beginning) { names.append(name) }
    }
    return names.sorted()
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func anInterruptKeepsWhatIsDone(_ signal: Int32, _ status: Int32) throws {
    try folder.write("old\n", to: "out")
    let mt = try PipedMt(["translate", "--quiet", "--model", model.path, "-o", "out"], in: folder)
    mt.write("the river\n\n")
    let size = { () -> Int in
      guard let aside = try names("out.").first else { return 0 }
      return try AtomicFile.read(folder.path + "/" + aside).count
    }
    while try size() == 0 { usleep(10_000) }
    #expect(try text("out") == "old\n")
    mt.signal(signal)
    let run = try mt.finish(closingInput: false)
    #expect(run.status == status)
    #expect(try names("out") == ["out", "out.partial"])
    #expect(try text("out") == "old\n")
    #expect(try text("out.partial") == translate([], "the river\n\n").output)
    #expect(
      run.errors == "mt: warning: interrupted: the first 2 lines are kept in out.partial; out is as it was\n")
  }

  /// A fault can come anywhere, and so can a refusal of memory.
  @Test func aFaultKeepsWhatIsDone() throws {
    let mt = try PipedMt(["translate", "--quiet", "--model", model.path, "-o", "out"], in: folder)
    mt.write("the river\n\n")
    let size = { () -> Int in
      guard let aside = try names("out.").first else { return 0 }
      return try AtomicFile.read(folder.path + "/" + aside).count
    }
    while try size() == 0 { usleep(10_000) }
    mt.signal(SIGABRT)
    let run = try mt.finish(closingInput: false)
    #expect(run.status == 70)
    #expect(try names("out") == ["out.partial"])
    #expect(try text("out.partial") == translate([], "the river\n\n").output)
    #expect(
      run.errors.hasPrefix(
        "mt: warning: the lines that are done are kept in out.partial\nmt: error: mt stopped by a fault of its own\n"))
  }

  /// Beside a file whose name is as long as names may be, none can be made; nor in a folder that is closed to writing.
  @Test func whatHasNoRoomBesideItIsWrittenInPlace() throws {
    let name = String(repeating: "x", count: 250)
    let expected = try translate([], "the river\n").output
    for old in [nil, "old, and longer than what comes\n"] {
      if let old {
        let file = try #require(fopen(folder.path + "/" + name, "w"))
        fputs(old, file)
        fclose(file)
      }
      let run = try translate(["--quiet", "-o", name], "the river\n")
      #expect(run.status == 0)
      #expect(
        run.errors
          == "mt: warning: \(name) is written in place, since no file can be made beside it (File name too long): if mt is "
          + "stopped, a part is there\n")
      #expect(try text(name) == expected)
    }
  }

  @Test func anErrorKeepsWhatIsDone() throws {
    let vocabulary = ["vocabulary", "decode", "--vocabulary", model.path + "/shared.model", "-o", "out"]
    try folder.write("old\n", to: "out")
    try folder.write("mine", to: "out.partial")
    let input = String(repeating: "a\n", count: 1024) + "no-piece\n"
    let run = try runMt(vocabulary, in: folder, input: input)
    #expect(run.status == 65)
    #expect(run.errors.contains("mt: warning: stopped by an error: the first 1,024 lines are kept in "))
    #expect(try text("out") == "old\n" && text("out.partial") == "mine")
    let kept = try #require(try names("out.").first { $0 != "out.partial" })
    #expect(try text(kept) == String(repeating: "a\n", count: 1024))

    // Nothing is kept of nothing.
    unlink(folder.path + "/" + kept)
    #expect(try runMt(vocabulary, in: folder, input: "no-piece\n").status == 65)
    #expect(try names("out") == ["out", "out.partial"])
  }

  /// A descriptor's file keeps what is in it, and what is written there later stands behind.
  @Test(arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
  func aDescriptorIsWrittenThrough(_ path: String) throws {
    let expected = try translate([], "the river\n").output
    for flags in [O_APPEND, 0] {
      try folder.write("precious\n", to: "log")
      let log = open(folder.path + "/log", O_WRONLY | flags)
      lseek(log, 0, SEEK_END)
      try folder.write("the river\n", to: "in")
      let run = try runMt(
        ["translate", "--quiet", "--model", model.path, "-i", "in", "-o", path], in: folder, output: log)
      #expect(run.status == 0)
      _ = "tail\n".withCString { write(log, $0, 5) }
      close(log)
      #expect(try text("log") == "precious\n" + expected + "tail\n")
    }
  }

  @Test func linksToLinksAreFollowed() throws {
    for (name, target) in [("l2", "l3"), ("l3", "out3"), ("loop", "loop")] {
      #expect(symlink(target, folder.path + "/" + name) == 0)
    }
    #expect(try translate(["-o", "l2"], "the river\n").status == 0)
    #expect(try text("out3") == translate([], "the river\n").output)
    #expect(AtomicFile.linkTarget(folder.path + "/l3") == "out3")
    #expect(try translate(["-o", "loop"], "the river\n").status == 73)
    #expect(AtomicFile.linkTarget(folder.path + "/loop") == "loop")
    #expect(try translate(["-o", ""], "the river\n").status == 64)
  }

  @Test func aFileKeepsItsPlaceAndItsRights() throws {
    try folder.write("old\n", to: "file")
    chmod(folder.path + "/file", 0o640)
    #expect(symlink("file", folder.path + "/link") == 0)
    #expect(symlink("new", folder.path + "/dangling") == 0)
    let expected = try translate([], "the river\n").output
    for (name, file) in [("link", "file"), ("dangling", "new"), ("plain", "plain")] {
      #expect(try translate(["-o", name], "the river\n").status == 0)
      #expect(try text(file) == expected)
    }
    var status = stat()
    #expect(lstat(folder.path + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(folder.path + "/file", &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(try names("file") == ["file"] && names("new") == ["new"])
  }
}

import Basics
import Glibc
import Testing

@testable import Commands

@Suite struct TextCommandsTests {
  private let folder: ScratchFolder
  private let text = "  It's  fine,\u{A0}3.5\t\n\nนํ้า ราคา 20 บาท\r\nlast"

  init() throws { folder = try ScratchFolder() }

  private func run(_ command: String, _ input: String, _ more: [String] = []) throws -> MtRun {
    try runMt([command, "--language", "th"] + more, in: folder, input: input)
  }

  @Test func tokensJoinToTheNormalizedLine() throws {
    let normalized = try run("normalize", text)
    #expect(normalized.status == 0)
    #expect(normalized.errors == "")
    #expect(normalized.output.utf8.elementsEqual("It's fine, 3.5\n\nน้ำ ราคา 20 บาท\nlast\n".utf8))
    let tokenized = try run("tokenize", text).output
    #expect(tokenized.contains("▁"))
    #expect(try run("detokenize", tokenized).output.utf8.elementsEqual(normalized.output.utf8))
  }

  @Test func workersChangeNothing() throws {
    let lines = (0..<3000).map { "บรรทัด \($0), (line)" }.joined(separator: "\n")
    try folder.write(lines, to: "in")
    let one = try run("tokenize", "", ["-i", "in", "--workers", "1"])
    let many = try run("tokenize", "", ["-i", "in", "--workers", "5"])
    #expect(one.output.utf8.count { $0 == 0x0A } == 3000)
    #expect(many.output == one.output)
  }

  @Test(arguments: ["normalize", "tokenize", "detokenize"]) func languageIsChecked(_ command: String) throws {
    let unknown = try runMt([command, "--language", "x1"], in: folder, input: "x\n")
    #expect(unknown.status == 64)
    #expect(unknown.errors.hasPrefix("mt: error: unknown language 'x1'\n"))
    let missing = try runMt([command], in: folder, input: "x\n")
    #expect(missing.status == 64)
    #expect(missing.output == "")
  }

  @Test func badBytesAreCounted() throws {
    let run = try runMt(
      ["normalize", "--language", "en"], in: folder, input: [0x61, 0xFF, 0x0A, 0xC3, 0x0A, 0x62, 0x0A])
    #expect(run.output == "a\u{FFFD}\n\u{FFFD}\nb\n")
    #expect(
      run.errors
        == "mt: warning: 2 lines were not valid UTF-8: U+FFFD stands for their bad bytes (--encoding names another encoding)\n"
    )
  }

  @Test func linesKeepTheirOrderAndTheirNumber() throws {
    let lines = (0..<40_000).map { $0 % 7 == 0 ? "" : "line \($0)" }
    try folder.write(lines.joined(separator: "\n"), to: "in")
    let run = try run("normalize", "", ["-i", "in", "-o", "out", "--workers", "3"])
    #expect(run.output == "" && run.status == 0)
    let output = String(decoding: try AtomicFile.read(folder.path + "/out"), as: UTF8.self)
    #expect(output == lines.joined(separator: "\n") + "\n")
  }

  @Test(arguments: [
    (["-i", "in", "-o", "./in"], false, false, "./in"), (["-o", "in"], true, false, "in"),
    (["-i", "in"], false, true, "standard output"), ([], true, true, "standard output"),
  ]) func theInputIsNotOverwritten(
    arguments: [String], readsFile: Bool, writesFile: Bool, name: String
  ) throws {
    try folder.write("one\ntwo\n", to: "in")
    let descriptor = open(folder.path + "/in", O_RDWR | O_APPEND | O_CLOEXEC)
    defer { close(descriptor) }
    let run = try runMt(
      ["normalize", "--language", "th"] + arguments, in: folder, input: readsFile ? descriptor : nil,
      output: writesFile ? descriptor : nil)
    #expect(run.status == 73)
    #expect(run.errors.hasPrefix("mt: error: \(name): cannot be created: it is the input too\n"))
    #expect(run.errors.hasSuffix("help: write to another file; rename it when it is whole\n"))
    #expect(try AtomicFile.read(folder.path + "/in") == Array("one\ntwo\n".utf8))
  }

  @Test func aLineIsAnsweredBeforeTheNextIsWritten() throws {
    let mt = try PipedMt(["tokenize", "--language", "en"], in: folder)
    mt.write("It's fine.\n")
    #expect(mt.readLine() == "It's ▁fine .\n")
    mt.write("No.")
    #expect(try mt.finish().output == "No .\n")
  }

  @Test func rulesAreChosen() throws {
    let line = "“ราคา ๒๕ บาท” – เเม่"
    #expect(
      try run("normalize", line, ["--normalization", "quotes,dashes,thaiDigits"]).output == "\"ราคา 25 บาท\" - เเม่\n")
    #expect(try run("tokenize", "เเม่", ["--normalization", "composition"]).output == "เเม่\n")
    let unknown = try run("normalize", line, ["--normalization", "quotes,digits"])
    #expect(unknown.status == 64)
    #expect(
      unknown.errors.hasPrefix("mt: error: there is no normalization rule 'digits': 'mt normalize --help' lists them\n")
    )
    let misspelt = try run("normalize", line, ["--normalization", "quote"])
    #expect(misspelt.errors.hasPrefix("mt: error: there is no normalization rule 'quote': did you mean 'quotes'?\n"))
    #expect(try run("normalize", "a\t ▁“b” ", ["--normalization", ""]).output == "a\t _“b”\n")
  }

  @Test func changesAreExplained() throws {
    let run = try run("tokenize", "เเม่ นายกฯ\nfine", ["--explain", "--workers", "2"])
    #expect(
      run.output == """
        เเม่ นายกฯ
          thaiVowels     แม่ นายกฯ   (U+0E40 U+0E40 -> U+0E41 at 1)
          words          แม่ ▁นายก ฯ
          tokens         the same
        fine
          normalized     as it is
          words          fine
          tokens         the same

        """)
    #expect(try self.run("tokenize", "10.30 น.", ["--explain"]).output.contains("tokens         10.30 ▁น.\n"))
  }

  @Test func tokensWithoutMarksAreJoinedByRule() throws {
    #expect(try run("detokenize", "ฉัน มี เงิน 100 บาท", ["--unmarked"]).output == "ฉันมีเงิน 100 บาท\n")
    #expect(
      try run("detokenize", "ฉัน ▁มี", ["--explain"]).output == "ฉัน ▁มี\n  tokens         2\n  text           ฉัน มี\n")
  }
}

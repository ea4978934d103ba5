import Testing

@testable import Commands

/// What a user meets who gives `mt train` something that it cannot use: one clear line, a remedy, the right exit code.
@Suite struct TrainCommandTests {
  private let recipe = """
    {
      "languages": { "source": "th", "target": "en" },
      "corpora": { "train": [{ "path": "train" }] },
      "training": { "maxUpdates": 1 },
    }
    """

  private func run(_ arguments: [String] = [], files: [String: String]) throws -> MtRun {
    let folder = try ScratchFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return try runMt(["train", "r.json"] + arguments, in: folder)
  }

  @Test func aMisspeltKey() throws {
    let run = try run(files: ["r.json": "{\n\"trainning\": {}\n}"])
    #expect(run.status == 65)
    #expect(run.errors == "mt: error: r.json:2: trainning: unknown key\nhelp: did you mean training?\n")
  }

  @Test func aMissingCorpus() throws {
    let run = try run(files: ["r.json": recipe])
    #expect(run.status == 66)
    #expect(run.errors.hasPrefix("mt: error: ") && run.errors.contains("train.th") && run.errors.contains("\nhelp: "))
  }

  @Test func swappedSidesAreRefusedWithoutForce() throws {
    let lines = { (text: String) in (0..<20).map { "\(text) \($0)\n" }.joined() }
    let files = ["r.json": recipe, "train.th": lines("a line"), "train.en": lines("บรรทัด")]
    let run = try run(files: files)
    #expect(run.status == 65)
    #expect(
      run.errors.hasSuffix(
        """
        mt: error: train.th: the sides are swapped: the source is written like en, the target like th
        help: exchange the files or columns, or the languages; --force takes the text as it is\n
        """))
    let forced = try self.run(["--force"], files: files)
    #expect(forced.errors.contains("mt: warning: train.th: the sides are swapped: "))
    #expect(!forced.errors.contains("--force"))
  }

  @Test func anUnknownEncoding() throws {
    let named = recipe.replacing(#""path": "train""#, with: #""path": "train", "encoding": "windows-8""#)
    let run = try run(files: ["r.json": named])
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("mt: error: r.json:3: corpora.train[0].encoding: "))
    #expect(run.errors.contains("an encoding that ICU knows, such as windows-874 or UTF-16LE"))
  }

  @Test func aMissingSide() throws {
    let run = try run(files: ["r.json": recipe, "train.th": "ก\n"])
    #expect(run.status == 66)
    #expect(run.errors.contains("train.en"))
  }

  @Test func unevenSides() throws {
    let run = try run(files: ["r.json": recipe, "train.th": "ก\nข\n", "train.en": "a\n"])
    #expect(run.status == 65)
    #expect(run.errors.contains("train.th has 2 lines") && run.errors.contains("train.en has 1"))
    #expect(run.output == "")
  }

  @Test func aFolderThatCannotBeMade() throws {
    let run = try run(
      ["--output", "/dev/null/run"], files: ["r.json": recipe, "train.th": "ก\n", "train.en": "a\n"])
    #expect(run.status == 73)
    #expect(run.errors.hasPrefix("mt: error: /dev/null/run: cannot be created: "))
  }

  @Test func flagsThatExcludeEachOther() throws {
    let run = try run(["--resume", "--fresh"], files: ["r.json": recipe])
    #expect(run.status == 64)
  }

  @Test func anEmptyOutputIsNoFolder() throws {
    let run = try run(["--output", ""], files: ["r.json": recipe])
    #expect(run.status == 64)
  }

  @Test(arguments: [
    ("a-b_c.d/e=1", "a-b_c.d/e=1"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("", "''"), ("ก", "'ก'"),
  ])
  func quotedForAShell(_ argument: String, _ quoted: String) {
    #expect(TrainCommand.quoted(argument) == quoted)
  }
}

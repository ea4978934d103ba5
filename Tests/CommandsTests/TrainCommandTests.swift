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

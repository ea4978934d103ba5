import Glibc
import Testing
import Training

@Suite struct RecipeCommandTests {
  private let good = """
    // The least there can be.
    { "languages": { "source": "th", "target": "en" }, "corpora": { "train": [{ "path": "train" }] }, }
    """

  @Test func checkOfAGoodRecipe() throws {
    let folder = try ScratchFolder()
    try folder.write(good, to: "r.json")
    let run = try runMt(["recipe", "check", "r.json"], in: folder)
    #expect(run.status == 0)
    #expect(run.output == "r.json: ok\n")
    #expect(run.errors == "")
  }

  @Test func checkOfABadRecipe() throws {
    let folder = try ScratchFolder()
    try folder.write("{\n  \"training\": { \"batchToken\": 1 }\n}", to: "r.json")
    let run = try runMt(["recipe", "check", "r.json"], in: folder)
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.errors == "mt: error: r.json:2: training.batchToken: unknown key\nhelp: did you mean batchTokens?\n")
  }

  @Test func checkOfNoRecipe() throws {
    let run = try runMt(["recipe", "check", "r.json"], in: try ScratchFolder())
    #expect(run.status == 66)
    #expect(run.output == "")
    #expect(run.errors == "mt: error: r.json: there is no such file\nhelp: check the path and its spelling\n")
  }

  @Test func showPrintsARecipe() throws {
    let folder = try ScratchFolder()
    try folder.write(good, to: "r.json")
    let run = try runMt(["recipe", "show", "r.json", "--set", "training.seed=7"], in: folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let shown = try RecipeReader.read(Array(run.output.utf8), file: "shown")
    #expect(shown.training.seed == 7)
    #expect(shown.corpora.train[0].path == .both("train"))
  }

  @Test func showNamesTheFlag() throws {
    let folder = try ScratchFolder()
    try folder.write(good, to: "r.json")
    let run = try runMt(["recipe", "show", "r.json", "--set=model.layers=0"], in: folder)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.errors == """
        mt: error: --set: model.layers: must be from 1 to 16, not 0
        help: 'mt recipe schema' describes every key\n
        """)
  }

  @Test func schemaIsPrinted() throws {
    let run = try runMt(["recipe", "schema"], in: try ScratchFolder())
    #expect(run.status == 0)
    #expect(run.output == RecipeSchema.json())
  }

  @Test func aClosedPipeIsAQuietSuccess() throws {
    for arguments in [["recipe", "schema"], ["--help"], ["--version"]] {
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      close(ends[0])
      defer { close(ends[1]) }
      let run = try runMt(arguments, in: try ScratchFolder(), output: ends[1])
      #expect(run.status == 0)
      #expect(run.errors == "")
    }
  }

  @Test func aFullDiskIsSaid() throws {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let run = try runMt(["recipe", "schema"], in: try ScratchFolder(), output: full)
    #expect(run.status == 74)
    #expect(run.errors.hasPrefix("mt: error: standard output cannot be written: No space left on device\nhelp: "))
  }
}

import Basics
import Testing

@testable import Commands

@Suite struct InspectCommandTests {
  @Test func aModelIsDescribed() throws {
    let model = try TinyModel(update: "2000")
    let run = try runMt(["inspect", "."], in: model.folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let rows = run.output.split(separator: "\n").map { $0.split(separator: "  ").map(String.init) }
    let values = Dictionary(rows.map { ($0[0], $0.last?.drop { $0 == " " }) }) { first, _ in first }
    #expect(values["languages"] == "en to en")
    #expect(values["shared vocabulary"] == "320 pieces")
    #expect(values["training: update"] == "2000")
    // 2 · 320 · 16 + 4 · 24 · (16 + 24 + 1) + 4 · 24 · (16 + 24 + 24 + 1) + 320 · 25
    #expect(values["parameters"] == "28416")
    #expect(values["encoder.layers"] == "3936")
    #expect(values["output"] == "8000")
  }

  @Test func jsonIsOneObject() throws {
    let model = try TinyModel()
    let run = try runMt(["inspect", ".", "--json"], in: model.folder)
    #expect(run.output.hasPrefix("{\"configuration\":{") && run.output.hasSuffix("}\n"))
    #expect(run.output.contains(#""parameters":28416,"parts":[{"name":"encoder.embedding","parameters":5120},"#))
    #expect(run.output.contains(#""training":{"update":"7"}"#))
  }

  @Test func theModelTestsItself() throws {
    let model = try TinyModel()
    let run = try runMt(["inspect", ".", "--self-test"], in: model.folder)
    #expect(run.status == 0)
    #expect(run.errors == "")
    let lines = run.output.split(separator: "\n")
    #expect(lines.first == "ok    every file that has a checksum agrees with it")
    #expect(lines.dropLast().allSatisfy { $0.hasPrefix("ok    ") })
    #expect(lines.last?.hasPrefix(".: all is well: 11 checks on ") == true)

    let typed = try runMt(
      ["inspect", ".", "--self-test", "-i", "-"], in: model.folder, input: "the river\n\nthe town\n")
    #expect(typed.status == 0)
    #expect(typed.output.hasSuffix("\n.: all is well: 11 checks on 3 lines\n"))
    try model.folder.write("the river\n", to: "in")
    #expect(try runMt(["inspect", ".", "--self-test", "-i", "in"], in: model.folder).output.hasSuffix(" on 1 line\n"))
  }

  /// A model of another program, or an older one, says nothing by which damage would show.
  @Test func whatCannotBeCheckedIsSaid() throws {
    let model = try TinyModel()
    let path = model.path + "/config.json"
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    try AtomicFile.write(text.replacing("\"checksums\"", with: "\"former\""), to: path)
    let run = try runMt(["inspect", ".", "--self-test"], in: model.folder)
    #expect(run.status == 0)
    #expect(run.output.contains("\nnote  without a checksum: config.json, shared.model\n"))
  }

  @Test(arguments: [
    (["--self-test", "--json"], "--self-test and --json cannot be combined"),
    (["-i", "in"], "--input needs --self-test"),
  ])
  func flagsThatDoNotGoTogether(_ flags: [String], _ message: String) throws {
    let run = try runMt(["inspect", "."] + flags, in: try ScratchFolder())
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("mt: error: \(message)\n"))
  }

  @Test func whatIsNoModelIsSaid() throws {
    let run = try runMt(["inspect", "nowhere"], in: try ScratchFolder())
    #expect(run.status == 66)
    #expect(
      run.errors == """
        mt: error: nowhere: there is no such model
        help: give the folder of a model that `mt train` wrote, such as runs/th-en\n
        """)
  }
}

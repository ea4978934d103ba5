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

import Testing

@testable import Commands

@Suite struct MtMainTests {
  @Test(arguments: [
    (["recpe"], "mt: error: mt has no command 'recpe'\nhelp: did you mean 'mt recipe'?\n"),
    (["recipe", "x"], "mt: error: mt recipe has no command 'x'\nhelp: see 'mt recipe --help' for more information\n"),
    (
      ["recipe", "show", "r.json", "--sett", "a=1"],
      "mt: error: unknown option '--sett'. Did you mean '--set'?\nhelp: see 'mt recipe show --help' for more information\n"
    ),
    (
      ["recipe", "check"],
      "mt: error: missing expected argument '<recipe>'\nhelp: see 'mt recipe check --help' for more information\n"
    ),
    (
      ["recipe", "check", "a", "b"],
      "mt: error: unexpected argument 'b'\nhelp: see 'mt recipe check --help' for more information\n"
    ),
    (["--nothing"], "mt: error: unknown option '--nothing'\nhelp: see 'mt --help' for more information\n"),
    (
      ["recipe", "check", "\u{1B}[31m"],
      "mt: error: <U+001B>[31m: there is no such file\nhelp: check the path and its spelling\n"
    ),
  ])
  func wrongUsage(_ arguments: [String], _ errors: String) throws {
    let run = try runMt(arguments, in: try ScratchFolder())
    #expect(run.status == (errors.contains("no such file") ? 66 : 64))
    #expect(run.output == "")
    #expect(run.errors == errors)
  }

  @Test func theHelpListsEveryStatus() throws {
    let words = try runMt(["--help"], in: try ScratchFolder()).output.split(whereSeparator: \.isWhitespace)
    for status in ExitStatus.allCases { #expect(words.contains("\(status.rawValue)"), "\(status)") }
  }

  @Test func errorsBecomeStatuses() {
    struct Surprise: Error {}
    #expect(MtMain.report(Surprise(), []) == .internalFault)
    #expect(MtMain.report(ExitStatus.interrupted, []) == .interrupted)
    #expect(MtMain.report(OutputError.closedPipe, []) == .success)
  }

  @Test func versionIsAProduct() throws {
    let run = try runMt(["--version"], in: try ScratchFolder())
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("mt 0.1.0\n"))
    #expect(run.errors == "")
  }

  @Test(arguments: [[], ["recipe"], ["recipe", "check"], ["recipe", "show"], ["recipe", "schema"]])
  func everyHelpHasAnExample(_ command: [String]) throws {
    let run = try runMt(command + ["--help"], in: try ScratchFolder())
    #expect(run.status == 0)
    #expect(run.output.contains("Example"))
    #expect(run.output.contains("\n  mt recipe"))
    #expect(run.errors == "")
  }

  @Test func underscoresOfFlagsBecomeDashes() {
    let arguments = ["a_b", "--max_length_factor", "--n_best=a_b", "-i", "x_y", "--", "--c_d"]
    #expect(
      MtMain.withDashes(arguments) == ["a_b", "--max-length-factor", "--n-best=a_b", "-i", "x_y", "--", "--c_d"])
  }
}

import Basics
import Glibc
import Testing
import Training

@testable import Commands

@Suite struct ConsoleTests {
  @Test func rendersErrors() {
    #expect(
      Console.rendering("error", "a.json:1: bad", remedy: "do it", usesColor: false)
        == "mt: error: a.json:1: bad\nhelp: do it\n")
    #expect(Console.rendering("warning", "odd", remedy: nil, usesColor: false) == "mt: warning: odd\n")
    #expect(
      Console.rendering("error", "bad", remedy: "do it", usesColor: true)
        == "mt: \u{1B}[1;31merror:\u{1B}[0m bad\n\u{1B}[1;36mhelp:\u{1B}[0m do it\n")
  }

  @Test func controlCharactersAreMadeVisible() {
    #expect(Console.printable("a\u{1B}[2Jb\r\n\u{85}ไทย") == "a<U+001B>[2Jb<U+000D>\n<U+0085>ไทย")
  }

  /// A terminal that says that it is dumb gets no cursor codes and no colors.
  @Test(arguments: [("dumb", false), ("xterm", true), ("", true)])
  func aDumbTerminalGetsPlainLines(_ term: String, drawsProgress: Bool) throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/log"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let console = Console(descriptor: descriptor, isTerminal: true) { $0 == "TERM" ? term : "" }
    console.show(UpdateSnapshot(update: 1, loss: 1, perplexity: 1, targetTokensPerSecond: 1, dataWait: 0))
    console.warn("end")
    close(descriptor)
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    #expect(text.contains("\u{1B}") == drawsProgress)
    if !drawsProgress { #expect(text == "mt: warning: end\n") }
  }

  /// A file is no terminal: no color, no progress line.
  @Test func quietLeavesErrorsAndWarnings() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/log"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let console = Console(descriptor: descriptor)
    console.log("one")
    console.show(UpdateSnapshot(update: 1, loss: 1, perplexity: 1, targetTokensPerSecond: 1, dataWait: 0))
    console.isQuiet = true
    console.log("two")
    console.warn("three")
    console.report(FileError.notFound(path: "x"))
    close(descriptor)
    #expect(
      String(decoding: try AtomicFile.read(path), as: UTF8.self) == """
        one
        mt: warning: three
        mt: error: x: there is no such file
        help: check the path and its spelling\n
        """)
  }
}

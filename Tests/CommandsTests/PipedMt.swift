import Basics
import Glibc

/// A running `mt` whose standard input is written and whose standard output is read as by hand.
final class PipedMt {
  private let child: pid_t
  private let input: Int32
  private let output: Int32
  private let errors: String

  init(_ arguments: [String], in folder: ScratchFolder, environment: [String: String] = [:]) throws {
    let (toChild, fromChild) = (try connection(), try connection())
    errors = folder.path + "/.errors"
    let errorsFile = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { for descriptor in [toChild[0], fromChild[1], errorsFile] { close(descriptor) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
    posix_spawn_file_actions_adddup2(&actions, errorsFile, 2)

    let program = try programBesideTests()
    let settings = ["-u", "MT_MODEL"] + environment.map { "\($0.key)=\($0.value)" }
    let shell = ["sh", "-c", #"cd "$0" && exec env "$@""#, folder.path] + settings
    let words = (shell + [program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child = pid_t()
    // The threads that tests run on block signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let failure = posix_spawn(&child, "/bin/sh", &actions, &attributes, words, environ)
    guard failure == 0 else { throw FileError.cannotOpen(path: program, reason: String(cString: strerror(failure))) }
    (self.child, input, output) = (child, toChild[1], fromChild[0])
  }

  /// An `mt` that has ended already, with an error, reads nothing: that must not end the tests by SIGPIPE.
  /// - Parameter bytes: no more than a socket holds.
  func write(_ bytes: [UInt8]) {
    _ = send(input, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  /// What comes up to and with the next LF, or up to the end.
  func readLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1 {
      line.append(byte)
      if byte == 0x0A { break }
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(child, number) }

  /// Ends the input, if it is not left open, and waits.
  func finish(closingInput: Bool = true) throws -> MtRun {
    if closingInput { close(input) }
    defer { if !closingInput { close(input) } }
    var text = ""
    while true {
      let line = readLine()
      if line.isEmpty { break }
      text += line
    }
    close(output)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return MtRun(
      status: status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F), output: text,
      errors: String(decoding: try AtomicFile.read(errors), as: UTF8.self))
  }
}

/// Two connected ends. Unlike a pipe's they can be made so that no child inherits them: one that did would keep another
/// child's input open.
func connection() throws -> [Int32] {
  var ends: [Int32] = [0, 0]
  let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
  guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
    throw FileError.cannotOpen(path: "a socket", reason: AtomicFile.systemReason())
  }
  return ends
}

private func programBesideTests() throws -> String {
  guard let tests = realpath("/proc/self/exe", nil) else {
    throw FileError.cannotOpen(path: "/proc/self/exe", reason: AtomicFile.systemReason())
  }
  defer { free(tests) }
  return String(cString: dirname(tests)) + "/mt"
}

/// Runs `mt` with this standard input.
func runMt(
  _ arguments: [String], in folder: ScratchFolder, input: [UInt8], environment: [String: String] = [:]
) throws -> MtRun {
  let mt = try PipedMt(arguments, in: folder, environment: environment)
  mt.write(input)
  return try mt.finish()
}

func runMt(
  _ arguments: [String], in folder: ScratchFolder, input: String, environment: [String: String] = [:]
) throws -> MtRun {
  try runMt(arguments, in: folder, input: Array(input.utf8), environment: environment)
}

import Basics
import Glibc

/// What a run of the built `mt` did.
struct MtRun {
  var status: Int32
  var output: String
  var errors: String
}

/// Runs the `mt` that was built beside the tests, as a user would.
/// - Parameters:
///   - folder: where it runs, a scratch folder.
///   - input: the file descriptor that becomes its standard input, in place of one with nothing to read.
///   - output: the file descriptor that becomes its standard output, in place of a file whose text is returned.
///   - limit: options of the shell's `ulimit`, such as `-f 1`.
func runMt(
  _ arguments: [String], in folder: ScratchFolder, input: Int32? = nil, output: Int32? = nil, limit: String = "-c 0"
) throws -> MtRun {
  let errorsPath = folder.path + "/.errors"
  let outputPath = folder.path + "/.output"
  let errors = open(errorsPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  let file = open(outputPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
  defer { for descriptor in [errors, file, nothing] { close(descriptor) } }

  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, input ?? nothing, 0)
  posix_spawn_file_actions_adddup2(&actions, output ?? file, 1)
  posix_spawn_file_actions_adddup2(&actions, errors, 2)

  let program = try builtProgram()
  let words =
    (["sh", "-c", #"ulimit \#(limit) && cd "$0" && exec "$@""#, folder.path, program] + arguments).map { strdup($0) }
    + [nil]
  defer { for word in words { free(word) } }
  var child = pid_t()
  let failure = posix_spawn(&child, "/bin/sh", &actions, nil, words, environ)
  guard failure == 0 else { throw FileError.cannotOpen(path: program, reason: String(cString: strerror(failure))) }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 && errno == EINTR {}
  let text = { (path: String) in String(decoding: try AtomicFile.read(path), as: UTF8.self) }
  return MtRun(
    status: status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F), output: try text(outputPath),
    errors: try text(errorsPath))
}

/// The build folder holds both the tests and `mt`.
private func builtProgram() throws -> String {
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = buffer.withUnsafeMutableBytes {
    readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
  }
  let tests = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  let program = tests.prefix(upTo: tests.lastIndex(of: "/") ?? tests.startIndex) + "/mt"
  guard AtomicFile.exists(String(program)) else { throw FileError.notFound(path: String(program)) }
  return String(program)
}

/// A folder which lasts as long as this object.
final class ScratchFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/mt-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FileError.cannotCreate(path: "/tmp", reason: AtomicFile.systemReason())
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    try AtomicFile.write(text, to: path + "/" + name)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    // A link is removed, and what it points at stays.
    if unlink(path) == 0 { return }
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name != "." && name != ".." { remove(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
  }
}

import Basics
import Glibc
import Synchronization

/// A command's product: standard output, or a file in its place.
///
/// A file is written aside, and takes its name when it is whole. Until then a file that has that name stays as it was.
/// If the command is interrupted or fails, the lines that are done are kept as `FILE.partial`. A pipe or a device is
/// written to at once, and so is a file where no other can be made beside it.
final class TextOutput: Sendable {
  private struct State {
    /// -1 once it is closed.
    var descriptor: Int32
    var lines = 0
  }

  /// The path as the user wrote it; nil for standard output.
  private let path: String?
  /// The file that is written, and the file whose name it takes; nil if it is written in place.
  private let places: (aside: String, target: String)?
  private let state: Mutex<State>

  /// - Parameters:
  ///   - path: nil for standard output.
  ///   - input: what is read meanwhile, and therefore cannot be written to: nil for standard input.
  init(path: String?, input: String?) throws(FileError) {
    self.path = path
    try Self.check(path, input: input)
    guard let path else {
      places = nil
      state = Mutex(State(descriptor: STDOUT_FILENO))
      return
    }
    // Through the descriptor, so that a file behind it keeps what is in it, and what else writes there goes on behind us.
    if let open = Self.descriptor(named: path) {
      places = nil
      let own = dup(open)
      guard own >= 0 else { throw Self.cannotCreate(path) }
      state = Mutex(State(descriptor: own))
      return
    }
    let old = Self.status(of: path, or: -1)
    if let old, old.st_mode & S_IFMT != S_IFREG || Self.isStandardStream(old) {
      places = nil
      state = Mutex(State(descriptor: try Self.open(path, name: path, flags: O_TRUNC)))
      return
    }
    let target = try Self.followingLinks(path)
    if old != nil && access(target, W_OK) != 0 { throw Self.cannotCreate(path) }
    let aside = "\(target).\(String(UInt32.random(in: 0...UInt32.max), radix: 36)).partial"
    let descriptor = Glibc.open(aside, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o644)
    if descriptor < 0, [EACCES, EPERM, ENAMETOOLONG].contains(errno) {
      let reason = AtomicFile.systemReason()
      places = nil
      state = Mutex(State(descriptor: try Self.open(target, name: path, flags: O_CREAT | O_TRUNC)))
      Console.standard.warn(
        "\(path) is written in place, since no file can be made beside it (\(reason)): if mt is stopped, a part is there"
      )
      return
    }
    guard descriptor >= 0 else { throw Self.cannotCreate(path) }
    if let old { fchmod(descriptor, old.st_mode & 0o7777) }
    places = (aside, target)
    state = Mutex(State(descriptor: descriptor))
  }

  deinit {
    state.withLock { state in
      if path == nil || state.descriptor < 0 { return }
      close(state.descriptor)
      if let places { unlink(places.aside) }
    }
  }

  /// Runs `body`, which writes everything, and gives the file its name. SIGINT and SIGTERM then end the program wherever it
  /// is, with what is done kept; standard output has no need of that.
  func complete(_ body: () throws -> Void) throws {
    guard let places else { return try body() }
    InterruptSignals.install()
    UnfinishedOutput.begin(aside: places.aside, kept: places.target + ".partial")
    let watch = InterruptWatch { [self] status in
      if keepLines(places, because: "interrupted") { _exit(status.rawValue) }
    }
    do {
      try body()
      try finish(places)
    } catch {
      watch.end()
      _ = keepLines(places, because: "stopped by an error")
      throw error
    }
    watch.end()
  }

  /// Writes each line with its LF, at once.
  func write(lines: [String]) throws {
    try write(Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// - Parameter bytes: whole lines.
  func write(_ bytes: [UInt8]) throws {
    guard let path else { return try StandardOutput.write(bytes) }
    let failure = state.withLock { state in
      let failure = bytes.withUnsafeBytes { writeAll($0, to: state.descriptor) }
      if failure == nil { state.lines += bytes.count { $0 == 0x0A } }
      return failure
    }
    switch failure {
    case nil: break
    case .closedPipe: throw OutputError.closedPipe
    case .cannotWrite(let reason): throw FileError.cannotWrite(path: path, reason: reason)
    }
  }

  private func finish(_ places: (aside: String, target: String)) throws(FileError) {
    let reason: String? = state.withLock { state in
      guard fsync(state.descriptor) == 0 || errno == EINVAL, rename(places.aside, places.target) == 0 else {
        return AtomicFile.systemReason()
      }
      UnfinishedOutput.end()
      close(state.descriptor)
      state.descriptor = -1
      return nil
    }
    if let reason { throw .cannotWrite(path: path ?? places.target, reason: reason) }
    AtomicFile.syncFolder(of: places.target)
  }

  /// Keeps the lines that are done, if there are any, and says where: as `FILE.partial`, unless there is one.
  /// - Returns: false if the file has its name already.
  private func keepLines(_ places: (aside: String, target: String), because reason: String) -> Bool {
    state.withLock { state in
      if state.descriptor < 0 { return false }
      UnfinishedOutput.end()
      close(state.descriptor)
      state.descriptor = -1
      if state.lines == 0 {
        unlink(places.aside)
        return true
      }
      let kept = places.target + ".partial"
      let isFree = link(places.aside, kept) == 0
      if isFree { unlink(places.aside) }
      let lines = state.lines == 1 ? "the first line is" : "the first \(grouped(state.lines)) lines are"
      let old = AtomicFile.exists(places.target) ? "; \(path ?? "") is as it was" : ""
      Console.standard.warn("\(reason): \(lines) kept in \(isFree ? kept : places.aside)\(old)")
      return true
    }
  }

  // MARK: Files

  private static func open(_ path: String, name: String, flags: Int32) throws(FileError) -> Int32 {
    let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw cannotCreate(name) }
    return descriptor
  }

  private static func cannotCreate(_ path: String) -> FileError {
    .cannotCreate(path: path, reason: AtomicFile.systemReason())
  }

  /// The descriptor that a path such as `/dev/stdout` or `/dev/fd/5` names.
  private static func descriptor(named path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix)
      return folder.flatMap { Int32(path.dropFirst($0.utf8.count)) }.flatMap { $0 >= 0 ? $0 : nil }
    }
  }

  /// The path that a link leads to, also if no file is there yet; any other path as it is.
  private static func followingLinks(_ path: String) throws(FileError) -> String {
    if AtomicFile.linkTarget(path) == nil { return path }
    if let found = realpath(path, nil) {
      defer { free(found) }
      return String(cString: found)
    }
    // One that leads nowhere may lead to another.
    var place = path
    for _ in 0..<40 {
      guard let target = AtomicFile.linkTarget(place) else { return place }
      let folder = place.lastIndex(of: "/").map { String(place[...$0]) } ?? ""
      place = target.hasPrefix("/") ? target : folder + target
    }
    throw .cannotCreate(path: path, reason: "its links lead in a circle")
  }

  /// Whether standard output or standard error is redirected to the file, which would be replaced under their feet.
  private static func isStandardStream(_ file: stat) -> Bool {
    [STDOUT_FILENO, STDERR_FILENO].contains { stream in
      var status = stat()
      return fstat(stream, &status) == 0 && isSame(status, file)
    }
  }

  /// Refuses to write to a file that is read. Terminals, pipes and devices can be read and written at once.
  /// - Parameters: as those of `init`.
  static func check(_ path: String?, input: String?) throws(FileError) {
    guard let output = status(of: path, or: STDOUT_FILENO), let input = status(of: input, or: STDIN_FILENO),
      output.st_mode & S_IFMT == S_IFREG, isSame(output, input)
    else { return }
    throw .isInput(path: path ?? "standard output")
  }

  private static func isSame(_ left: stat, _ right: stat) -> Bool {
    left.st_dev == right.st_dev && left.st_ino == right.st_ino
  }

  private static func status(of path: String?, or descriptor: Int32) -> stat? {
    var status = stat()
    let result = path.map { stat($0, &status) } ?? fstat(descriptor, &status)
    return result == 0 ? status : nil
  }
}

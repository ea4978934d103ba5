import Glibc

/// Trouble with a file, with the system's reason.
public enum FileError: Diagnostic, Equatable {
  case notFound(path: String)
  /// The path is a link, and there is nothing at its target.
  case brokenLink(path: String, target: String)
  case cannotOpen(path: String, reason: String)
  case cannotRead(path: String, reason: String)
  case cannotCreate(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  /// The output is the file that the input is read from.
  case isInput(path: String)

  public var category: DiagnosticCategory {
    switch self {
    case .notFound, .brokenLink, .cannotOpen: .missingInput
    case .cannotRead, .cannotWrite: .inputOutput
    case .cannotCreate, .isInput: .cannotCreate
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .notFound(let path), .brokenLink(let path, _), .cannotOpen(let path, _), .cannotRead(let path, _),
      .cannotCreate(let path, _), .cannotWrite(let path, _), .isInput(let path):
      DiagnosticLocation(file: path)
    }
  }

  public var summary: String {
    switch self {
    case .notFound: "there is no such file"
    case .brokenLink(_, let target): "this link points at \(target), which does not exist"
    case .cannotOpen(_, let reason): "cannot be opened: \(reason)"
    case .cannotRead(_, let reason): "cannot be read: \(reason)"
    case .cannotCreate(_, let reason): "cannot be created: \(reason)"
    case .cannotWrite(_, let reason): "cannot be written: \(reason)"
    case .isInput: "cannot be created: it is the input too"
    }
  }

  public var remedy: String? {
    switch self {
    case .notFound: "check the path and its spelling"
    case .brokenLink: "make the link again, or give the path of the file itself"
    case .cannotOpen, .cannotRead: "check that it is a file and that you may read it"
    case .cannotCreate: "choose another place, or make this one writable"
    case .cannotWrite: "make room on the disk, or choose another place"
    case .isInput: "write to another file; rename it when it is whole"
    }
  }
}

extension FileError {
  /// The error of a path at which nothing can be opened because it is not there.
  public static func missing(_ path: String) -> FileError {
    AtomicFile.linkTarget(path).map { .brokenLink(path: path, target: $0) } ?? .notFound(path: path)
  }
}

/// Writes a file so that a reader sees the old bytes or the new ones, never a part: written aside, synced, renamed.
public enum AtomicFile {
  /// Hands `body` a function that appends bytes to a file beside `path`, then syncs it and renames it to `path`.
  /// Whatever fails, `path` is as it was.
  public static func write(
    to path: String,
    _ body: ((UnsafeRawBufferPointer) throws(FileError) -> Void) throws(FileError) -> Void
  ) throws(FileError) {
    let (aside, descriptor) = try openAside(path)
    do throws(FileError) {
      try body { bytes throws(FileError) in try writeAll(bytes, descriptor, path) }
      guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
    } catch {
      close(descriptor)
      unlink(aside)
      throw error
    }
    guard close(descriptor) == 0, rename(aside, path) == 0 else {
      let reason = systemReason()
      unlink(aside)
      throw .cannotWrite(path: path, reason: reason)
    }
    syncFolder(of: path)
  }

  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(to: path) { append throws(FileError) in
      let failure: FileError? = bytes.withUnsafeBytes { buffer in
        do throws(FileError) { try append(buffer) } catch { return error }
        return nil
      }
      if let failure { throw failure }
    }
  }

  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  /// A new file beside `path`, open for writing. Its name is no one else's: two programs may write the same file side by side,
  /// and a file of the user's is never taken for one that was left behind.
  private static func openAside(_ path: String) throws(FileError) -> (name: String, descriptor: Int32) {
    while true {
      let name = asideName(path)
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor >= 0 { return (name, descriptor) }
      if errno != EEXIST { throw .cannotCreate(path: path, reason: systemReason()) }
    }
  }

  /// `PATH.1a2b3c4d.partial`
  private static func asideName(_ path: String) -> String {
    let number = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return path + "." + String(repeating: "0", count: 8 - number.utf8.count) + number + asideEnding
  }

  private static let asideEnding = ".partial"

  /// The name of the file that was being written in a file that a killed program left; nil for every other name.
  public static func finalName(ofAside name: String) -> String? {
    guard name.hasSuffix(asideEnding) else { return nil }
    let parts = name.utf8.dropLast(asideEnding.utf8.count)
    guard parts.count > 9, parts.dropLast(8).last == UInt8(ascii: "."),
      parts.suffix(8).allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { return nil }
    return String(decoding: parts.dropLast(9), as: UTF8.self)
  }

  /// Makes `link` point at `target` (as `ln -sfn`), atomically.
  public static func replaceLink(_ link: String, to target: String) throws(FileError) {
    let aside = asideName(link)
    guard symlink(target, aside) == 0 else { throw .cannotCreate(path: link, reason: systemReason()) }
    guard rename(aside, link) == 0 else {
      let reason = systemReason()
      unlink(aside)
      throw .cannotCreate(path: link, reason: reason)
    }
    syncFolder(of: link)
  }

  /// Makes a folder and those above it.
  public static func makeFolder(_ path: String) throws(FileError) {
    var current = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      current += current.isEmpty || current.hasSuffix("/") ? String(part) : "/" + part
      if mkdir(current, 0o755) != 0 && errno != EEXIST {
        throw .cannotCreate(path: path, reason: systemReason())
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotCreate(path: path, reason: "a file with that name already exists")
    }
  }

  /// All bytes of a file.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path) : .cannotOpen(path: path, reason: systemReason())
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, reason: systemReason()) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .cannotOpen(path: path, reason: "it is a folder") }
    var bytes = [UInt8]()
    bytes.reserveCapacity(Int(status.st_size))
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path: path, reason: systemReason()) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// The target of a link, as it is written in the link; nil for a path that is not a link.
  public static func linkTarget(_ path: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  public static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// The system's words for `errno`.
  public static func systemReason() -> String {
    String(cString: strerror(errno))
  }

  /// Makes a rename in the folder of `path` durable; a file system that cannot sync folders is left alone.
  public static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, _ path: String) throws(FileError) {
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
      offset += count
    }
  }
}

import Basics
import Glibc
import Testing

struct AtomicFileTests {
  private let folder = TestFolder()

  @Test func whatIsWrittenIsReadBack() throws {
    let path = folder.path + "/a"
    for count in [0, 1, 3_000_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      try AtomicFile.write(bytes, to: path)
      #expect(try AtomicFile.read(path) == bytes)
    }
    try AtomicFile.write("é\r\n\0ก", to: path)
    #expect(try AtomicFile.read(path) == Array("é\r\n\0ก".utf8))
    #expect(folder.names == ["a"])
  }

  @Test func aBodyThatThrowsLeavesTheOldBytes() throws {
    let path = folder.path + "/a"
    let failure = FileError.cannotRead(path: "other", reason: "no")
    for old in [nil, "old"] {
      if let old { try AtomicFile.write(old, to: path) }
      #expect(throws: failure) {
        try AtomicFile.write(to: path) { append throws(FileError) in
          do {
            try [UInt8]("new".utf8).withUnsafeBytes { try append($0) }
          } catch {
            throw .cannotWrite(path: path, reason: "\(error)")
          }
          throw failure
        }
      }
      #expect(folder.names == (old == nil ? [] : ["a"]))
    }
    #expect(try AtomicFile.read(path) == Array("old".utf8))
  }

  /// Until it is whole, the bytes stand beside the path.
  @Test func readersNeverSeeAPart() throws {
    let path = folder.path + "/a"
    try AtomicFile.write("old", to: path)
    var seen: [UInt8] = []
    try AtomicFile.write(to: path) { append throws(FileError) in
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 100_000, alignment: 1)
      defer { bytes.deallocate() }
      bytes.initializeMemory(as: UInt8.self, repeating: 7)
      try append(UnsafeRawBufferPointer(bytes))
      seen = try AtomicFile.read(path)
    }
    #expect(seen == Array("old".utf8))
    #expect(try AtomicFile.read(path) == [UInt8](repeating: 7, count: 100_000))
  }

  @Test func aFileOfTheUsersBesideItIsLeftAlone() throws {
    try AtomicFile.write("mine", to: folder.path + "/a.partial")
    try AtomicFile.write("new", to: folder.path + "/a")
    #expect(try AtomicFile.read(folder.path + "/a") == Array("new".utf8))
    #expect(try AtomicFile.read(folder.path + "/a.partial") == Array("mine".utf8))
    #expect(folder.names == ["a", "a.partial"])
  }

  @Test func theNameAsideTellsTheFinalName() throws {
    var aside = ""
    try AtomicFile.write(to: folder.path + "/a.txt") { append throws(FileError) in
      aside = folder.names[0]
    }
    #expect(AtomicFile.finalName(ofAside: aside) == "a.txt")
    for name in ["a", "a.partial", ".0123abcd.partial", "a.0123abcg.partial", "a0123abcd.partial", ".partial"] {
      #expect(AtomicFile.finalName(ofAside: name) == nil, "\(name)")
    }
  }

  @Test func twoWritersOfOneFileDoNotMeet() throws {
    let path = folder.path + "/a"
    try AtomicFile.write(to: path) { append throws(FileError) in try AtomicFile.write("inner", to: path) }
    #expect(try AtomicFile.read(path) == [])
    #expect(folder.names == ["a"])
  }

  @Test func writingErrorsNameThePath() throws {
    let missing = folder.path + "/none/a"
    #expect(throws: FileError.cannotCreate(path: missing, reason: "No such file or directory")) {
      try AtomicFile.write("x", to: missing)
    }
    // A folder stands where the file should be.
    let taken = folder.path + "/taken"
    try AtomicFile.makeFolder(taken)
    #expect(throws: FileError.cannotWrite(path: taken, reason: "Is a directory")) {
      try AtomicFile.write("x", to: taken)
    }
    #expect(folder.names == ["taken"])
  }

  @Test func readingErrorsSayWhy() throws {
    let path = folder.path + "/a"
    #expect(throws: FileError.notFound(path: path)) { try AtomicFile.read(path) }
    #expect(throws: FileError.cannotOpen(path: folder.path, reason: "it is a folder")) {
      try AtomicFile.read(folder.path)
    }
    try AtomicFile.write("x", to: path)
    #expect(throws: FileError.cannotOpen(path: path + "/b", reason: "Not a directory")) {
      try AtomicFile.read(path + "/b")
    }
  }

  @Test func linksAreReplaced() throws {
    let link = folder.path + "/last"
    for target in ["one", "two"] {
      try AtomicFile.makeFolder(folder.path + "/" + target)
      try AtomicFile.write(target, to: folder.path + "/\(target)/name")
      try AtomicFile.replaceLink(link, to: target)
      #expect(try AtomicFile.read(link + "/name") == Array(target.utf8))
    }
    // A link of the user's.
    symlink("nowhere", link + ".partial")
    try AtomicFile.replaceLink(link, to: "one")
    #expect(try AtomicFile.read(link + "/name") == Array("one".utf8))
    #expect(folder.names == ["last", "last.partial", "one", "two"])

    // A folder is not replaced.
    #expect(throws: FileError.cannotCreate(path: folder.path + "/two", reason: "Is a directory")) {
      try AtomicFile.replaceLink(folder.path + "/two", to: "one")
    }
    #expect(folder.names == ["last", "last.partial", "one", "two"])
  }

  @Test func aLinkToNothingIsToldFromNothing() throws {
    let link = folder.path + "/link"
    #expect(throws: FileError.notFound(path: link)) { try AtomicFile.read(link) }
    #expect(AtomicFile.linkTarget(link) == nil)
    symlink("gone", link)
    #expect(throws: FileError.brokenLink(path: link, target: "gone")) { try AtomicFile.read(link) }
    try AtomicFile.write("x", to: folder.path + "/gone")
    #expect(try AtomicFile.read(link) == Array("x".utf8))
    #expect(AtomicFile.linkTarget(link) == "gone")
  }

  @Test(arguments: [(0, "0 pairs"), (1, "1 pair"), (2, "2 pairs"), (101, "101 pairs")])
  func nounsAgreeWithTheirNumbers(count: Int, text: String) {
    #expect("\(count) \(plural("pair", count))" == text)
  }

  @Test func foldersAreMadeWithThoseAboveThem() throws {
    let path = folder.path + "/a/b/c"
    try AtomicFile.makeFolder(path)
    try AtomicFile.makeFolder(path + "/")
    #expect(AtomicFile.exists(path))
    try AtomicFile.write("x", to: path + "/file")
    for wrong in ["/file", "/file/d"] {
      let error = #expect(throws: FileError.self) { try AtomicFile.makeFolder(path + wrong) }
      guard case .cannotCreate(path + wrong, _) = error else {
        Issue.record("\(wrong): \(String(describing: error))")
        continue
      }
    }
    // A link to a folder will do.
    symlink("a", folder.path + "/link")
    try AtomicFile.makeFolder(folder.path + "/link/b")
  }

  @Test func everyErrorHasACategoryAPlaceAndAWayOut() {
    let errors: [(FileError, String, DiagnosticCategory)] = [
      (.notFound(path: "p"), "p: there is no such file", .missingInput),
      (
        .brokenLink(path: "p", target: "q"), "p: this link points at q, which does not exist",
        .missingInput
      ),
      (.cannotOpen(path: "p", reason: "r"), "p: cannot be opened: r", .missingInput),
      (.cannotRead(path: "p", reason: "r"), "p: cannot be read: r", .inputOutput),
      (.cannotCreate(path: "p", reason: "r"), "p: cannot be created: r", .cannotCreate),
      (.cannotWrite(path: "p", reason: "r"), "p: cannot be written: r", .inputOutput),
    ]
    for (error, message, category) in errors {
      #expect(error.message == message)
      #expect(error.category == category)
      #expect(error.remedy?.isEmpty == false)
    }
    #expect(DiagnosticLocation(file: "r.json", line: 4, key: "model.layers").description == "r.json:4: model.layers")
  }
}

/// A folder of a test's own, removed when the test ends.
private final class TestFolder {
  let path: String

  init() {
    var template = Array("/tmp/mt-basics-XXXXXX".utf8CString)
    mkdtemp(&template)
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { Self.remove(path) }

  var names: [String] { Self.names(in: path) }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    for name in names(in: path) { remove(path + "/" + name) }
    rmdir(path)
  }
}

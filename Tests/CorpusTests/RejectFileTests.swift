import Basics
import Glibc
import Testing

@testable import Corpus

struct RejectFileTests {
  let scratch = Scratch()
  private var rejects: String { "\(scratch.path)/rejects.tsv" }

  private func open(_ path: String, inputs: [String] = []) throws -> RejectFile {
    try RejectFile(path: path, inputs: inputs, place: ShardPlace("\(scratch.path)/out"))
  }

  private func append(_ text: String, to file: RejectFile) throws {
    try Array(text.utf8).withUnsafeBufferPointer { try file.append(.empty, path: "a", line: 1, columns: $0) }
  }

  private func text(_ path: String) throws -> String { String(decoding: try AtomicFile.read(path), as: UTF8.self) }

  @Test func itTakesItsNameWhenItIsComplete() throws {
    try scratch.write("rejects.tsv", "old")
    try scratch.write("rejects.tsv.partial", "of the user")
    let (first, second) = (try open(rejects), try open(rejects))
    try append("1\t\n", to: first)
    try append("2\t\n", to: second)
    try first.finish()
    try first.publish()
    #expect(try text(rejects) == "empty\ta\t1\t1\t\n")
    try second.finish()
    try second.publish()
    #expect(try text(rejects) == "empty\ta\t1\t2\t\n")
    #expect(try text(rejects + ".partial") == "of the user")
    #expect(Folder.names(in: scratch.path) == ["rejects.tsv", "rejects.tsv.partial"])
  }

  @Test func whatIsAbandonedLeavesTheOldFile() throws {
    try scratch.write("rejects.tsv", "old")
    try open(rejects).abandon()
    #expect(try text(rejects) == "old")
    #expect(Folder.names(in: scratch.path) == ["rejects.tsv"])
  }

  @Test func filesThatAreReadAreRefused() throws {
    let input = try scratch.write("a.tsv", "text")
    link(input, "\(scratch.path)/same.tsv")
    symlink("a.tsv", "\(scratch.path)/linked.tsv")
    for name in ["a.tsv", "same.tsv", "linked.tsv", "./a.tsv"] {
      let path = "\(scratch.path)/\(name)"
      #expect(throws: CorpusError.rejectsAreInput(path: path, input: input)) {
        try open(path, inputs: ["none", input])
      }
    }
    #expect(try text(input) == "text")
  }

  @Test(arguments: [
    "out", "out.partial", "out.old", "out.partial/a", "out.old/a", "shards/a", "shards/shard-00000.tsv.zst",
  ])
  func placesOfShardsAreRefused(name: String) throws {
    let shards = try scratch.shards(somePairs(3)).folder
    if name.hasSuffix("/a") { try AtomicFile.makeFolder(Folder.parent("\(scratch.path)/\(name)")) }
    let path = "\(scratch.path)/\(name)"
    #expect(throws: CorpusError.rejectsAmongShards(path: path)) { try open(path) }
    try ShardReader(folder: shards).verify()
  }

  @Test func aPathThatIsNoFileIsRefused() throws {
    for path in ["-", ""] { #expect(throws: CorpusError.rejectsNotNamed(path: path)) { try open(path) } }
    let folder = try scratch.folder("folder")
    for path in [folder, folder + "/", "\(scratch.path)/none/rejects.tsv", "\(scratch.path)/none/"] {
      let error = #expect(throws: CorpusError.self) { try open(path) }
      #expect(error?.category == .cannotCreate)
    }
    #expect(Folder.names(in: folder) == [])
  }

  @Test func theFileBehindALinkIsReplaced() throws {
    _ = try scratch.folder("disk")
    try scratch.write("disk/rejects.tsv", "old")
    symlink("disk/rejects.tsv", rejects)
    let file = try open(rejects)
    try append("1\t\n", to: file)
    try file.finish()
    try file.publish()
    var status = stat()
    #expect(lstat(rejects, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(try text("\(scratch.path)/disk/rejects.tsv") == "empty\ta\t1\t1\t\n")
    #expect(Folder.names(in: "\(scratch.path)/disk") == ["rejects.tsv"])
    symlink("nowhere", "\(scratch.path)/broken")
    #expect(throws: CorpusError.self) { try open("\(scratch.path)/broken") }
  }

  @Test func aPipeIsWrittenToAndStays() throws {
    #expect(mkfifo(rejects, 0o600) == 0)
    let reader = Glibc.open(rejects, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let file = try open(rejects)
    try append("1\t\n", to: file)
    try file.finish()
    try file.publish()
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = read(reader, &bytes, 100)
    #expect(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self) == "empty\ta\t1\t1\t\n")
    file.abandon()
    #expect(Folder.names(in: scratch.path) == ["rejects.tsv"])
  }
}

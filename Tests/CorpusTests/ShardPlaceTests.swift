import Basics
import Glibc
import Testing

@testable import Corpus

struct ShardPlaceTests {
  let scratch = Scratch()
  private var out: String { "\(scratch.path)/out" }

  private func place(_ name: String = "out") throws -> ShardPlace { try ShardPlace("\(scratch.path)/\(name)") }

  /// A folder with files that hold their names.
  private func fill(_ folder: String, _ names: [String]) throws {
    _ = try scratch.folder(folder)
    for name in names { try scratch.write("\(folder)/\(name)", name) }
  }

  @Test(arguments: ["", "/", ".", "..", "./", "new/..", "new/../", "/tmp/."])
  func aFolderHasAName(path: String) {
    #expect(throws: CorpusError.folderNotNamed(path: Folder.withoutTrailingSlashes(path))) { try ShardPlace(path) }
  }

  @Test func aFreePlaceAndAnEmptyFolderAreGood() throws {
    #expect(try place().missingParents == [])
    _ = try scratch.folder("out")
    #expect(try place("out//").folder == out)
    let deep = try place("new/er/out")
    #expect(deep.missingParents == ["\(scratch.path)/new/er", "\(scratch.path)/new"])
    #expect(deep.aside == "\(scratch.path)/new/er/out.partial")
  }

  @Test func aFolderOfShardsIsReplaced() throws {
    try fill("out", ["manifest.json", "shard-00000.tsv.zst", "shard-123456.tsv.zst"])
    _ = try place()
  }

  @Test(arguments: [
    ["manifest.json"], ["shard-00000.tsv.zst"], ["duplicates.txt"], ["duplicates.ab12CD"], ["manifest.json.partial"],
    ["manifest.json", "shard-of-mine.tsv.zst"], ["manifest.json", "shard-0.tsv.zst"],
    ["manifest.json", "shard-000001.tsv.zst"], ["manifest.json", "shard-+0001.tsv.zst"],
  ])
  func aFolderWithoutShardsAndTheirManifestIsNot(names: [String]) throws {
    try fill("out", names)
    #expect(throws: CorpusError.notAFolderOfShards(path: out)) { try place() }
  }

  @Test(arguments: ["thesis.tex", "shard-of-mine.tsv.zst", "duplicates.ab12CD", "manifest.json.partial", ".hidden"])
  func otherFilesAmongShardsAreNamed(name: String) throws {
    try fill("out", ["manifest.json", "shard-00000.tsv.zst", name])
    #expect(throws: CorpusError.otherFileAmongShards(path: "\(out)/\(name)")) { try place() }
  }

  @Test func aFolderThatIsNamedAsAShardIsAnotherFile() throws {
    try fill("out", ["manifest.json", "shard-00000.tsv.zst"])
    _ = try scratch.folder("out/shard-00001.tsv.zst")
    #expect(throws: CorpusError.otherFileAmongShards(path: "\(out)/shard-00001.tsv.zst")) { try place() }
  }

  @Test func whatBuildsLeaveIsOurs() throws {
    try fill("out.partial", ["duplicates.ab12CD", "manifest.json.partial", "shard-00007.tsv.zst"])
    try fill("out.old", ["shard-00007.tsv.zst"])
    _ = try place()
  }

  @Test(arguments: [("out.partial", "duplicates.txt"), ("out.partial", "x"), ("out.old", "duplicates.ab12CD")])
  func whatOthersLeaveIsNot(folder: String, name: String) throws {
    try fill(folder, [name])
    #expect(throws: CorpusError.notAFolderOfShards(path: "\(scratch.path)/\(folder)")) { try place() }
  }

  @Test func noFolderIsMadeWithinShards() throws {
    let shards = try scratch.shards(somePairs(3)).folder
    for path in ["\(shards)/out", "\(shards)/new/out"] {
      #expect(throws: CorpusError.withinShards(path: path, shards: shards)) { try ShardPlace(path) }
    }
    // Other programs have files of that name too.
    try fill("site", ["manifest.json"])
    _ = try place("site/out")
  }

  @Test func aLinkIsFollowed() throws {
    _ = try scratch.folder("disk/shards")
    symlink("disk/shards", out)
    let place = try place("out/")
    #expect(Folder.absolute(place.folder) == Folder.absolute("\(scratch.path)/disk/shards"))
    symlink("nowhere", "\(scratch.path)/broken")
    #expect(throws: CorpusError.file(.cannotCreate(path: "\(scratch.path)/broken", reason: "it is a link to nothing")))
    {
      try self.place("broken")
    }
  }

  @Test func aPlaceWhereADiskIsMountedIsRefused() throws {
    // An empty folder on a file system of its own, if there is one.
    guard let mounted = ["/dev/shm", "/dev/mqueue", "/sys/fs/bpf"].first(where: { Folder.names(in: $0) == [] }) else {
      return
    }
    #expect(throws: CorpusError.self) { try ShardPlace(mounted) }
  }

  @Test func filesToReadDoNotStandWhereFilesAreRemoved() throws {
    for folder in ["out.partial", "out.old"] {
      try fill(folder, ["shard-00000.tsv.zst"])
      let input = "\(scratch.path)/\(folder)/shard-00000.tsv.zst"
      #expect(throws: CorpusError.inputRemoved(path: input, folder: "\(scratch.path)/\(folder)")) {
        try place().requireOutside(["-", input])
      }
    }
  }

  @Test func itKnowsWhatStandsInIt() throws {
    _ = try scratch.folder("out")
    let place = try place()
    for name in ["out", "out.old", "out.partial", "out/a", "../\(Folder.name(scratch.path))/out/a"] {
      #expect(place.covers("\(scratch.path)/\(name)"))
    }
    for name in ["output", "out.tsv", "a", "none/out"] { #expect(!place.covers("\(scratch.path)/\(name)")) }
  }
}

import Testing

@testable import Corpus

struct CorpusSourceTests {
  let scratch = Scratch()

  private func resolve(_ name: String) throws(CorpusError) -> [CorpusSource] {
    try CorpusSource.resolve("\(scratch.path)/\(name)", languages: thaiEnglish)
  }

  @Test func aPrefixTakesEachSideOnItsOwn() throws {
    let source = try scratch.write("a.th", "")
    let target = try scratch.write("a.en.zst", "")
    #expect(try resolve("a") == [.moses(source: source, target: target)])
  }

  @Test func aFolderTakesAllPairsByName() throws {
    let folder = try scratch.folder("all")
    for name in ["b.train.th", "b.train.en", "a.th.zst", "a.en", "README.md", ".c.th"] {
      try scratch.write("all/" + name, "")
    }
    for name in ["all", "all/"] {
      #expect(
        try resolve(name) == [
          .moses(source: "\(folder)/a.th.zst", target: "\(folder)/a.en"),
          .moses(source: "\(folder)/b.train.th", target: "\(folder)/b.train.en"),
        ])
    }
    try scratch.write("all/c.en", "")
    #expect(throws: CorpusError.missingSide(present: "\(folder)/c.en", missing: "\(folder)/c.th")) {
      try resolve("all")
    }
  }

  @Test func aTableAndAFolderOfShardsAreKnown() throws {
    let table = try scratch.write("a.tsv", "")
    #expect(try resolve("a.tsv") == [.table(path: table)])
    let reader = try scratch.shards(somePairs(3))
    #expect(try resolve("shards") == [.shards(folder: reader.folder)])
    #expect(try allPairs(try resolve("shards")[0].makeReader()) == somePairs(3))
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let path = scratch.path
    let source = try scratch.write("a.th", "")
    #expect(throws: CorpusError.missingSide(present: source, missing: "\(path)/a.en")) { try resolve("a") }
    try scratch.write("a.en.gz", "")
    #expect(throws: CorpusError.gzipNotRead(path: "\(path)/a.en.gz")) { try resolve("a") }
    let plain = try scratch.write("a.en", "")
    let compressed = try scratch.write("a.en.zst", "")
    #expect(throws: CorpusError.twoFilesForOneSide(first: plain, second: compressed)) { try resolve("a") }
    #expect(throws: CorpusError.formatNotRead(path: "\(path)/a.tmx", format: "TMX")) { try resolve("a.tmx") }
    #expect(throws: CorpusError.file(.notFound(path: "\(path)/b.tsv"))) { try resolve("b.tsv") }
    let tried = ["b.th", "b.th.zst", "b.en", "b.en.zst"].map { "\(path)/\($0)" }
    #expect(throws: CorpusError.corpusNotFound(path: "\(path)/b", tried: tried)) { try resolve("b") }
    let folder = try scratch.folder("none")
    #expect(throws: CorpusError.noPairsInFolder(path: folder, languages: thaiEnglish)) { try resolve("none") }
    #expect(throws: CorpusError.file(.notFound(path: "\(path)/b"))) {
      try CorpusSource.resolve(source: source, target: "\(path)/b")
    }
  }
}

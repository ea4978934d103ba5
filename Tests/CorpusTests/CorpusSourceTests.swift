import Glibc
import Testing

@testable import Corpus

struct CorpusSourceTests {
  let scratch = Scratch()

  private func resolve(_ name: String) throws(CorpusError) -> [CorpusSource] {
    try CorpusSource.resolve("\(scratch.path)/\(name)", languages: thaiEnglish)
  }

  private func resolve(all names: [String]) throws(CorpusError) -> [CorpusSource] {
    try CorpusSource.resolve(all: names.map { "\(scratch.path)/\($0)" }, languages: thaiEnglish)
  }

  private func moses(_ source: String, _ target: String) -> CorpusSource {
    .moses(source: "\(scratch.path)/\(source)", target: "\(scratch.path)/\(target)")
  }

  private func write(_ names: String...) throws {
    for name in names { try scratch.write(name, "") }
  }

  @Test func aPrefixTakesEachSideOnItsOwn() throws {
    try write("a.th", "a.en.zst", "b.th.gz", "b.en")
    #expect(try resolve("a") == [moses("a.th", "a.en.zst")])
    #expect(try resolve("b") == [moses("b.th.gz", "b.en")])
  }

  @Test func aFolderTakesAllPairsByName() throws {
    _ = try scratch.folder("all")
    for name in ["b.train.th", "b.train.en", "a.th.zst", "a.en", "a-b.en.gz", "a-b.th", "README.md", ".c.th"] {
      try write("all/" + name)
    }
    for name in ["all", "all/"] {
      #expect(
        try resolve(name) == [
          moses("all/a.th.zst", "all/a.en"), moses("all/a-b.th", "all/a-b.en.gz"),
          moses("all/b.train.th", "all/b.train.en"),
        ])
    }
    _ = try scratch.folder("all.tsv")
    try write("all.tsv/a.th", "all.tsv/a.en")
    #expect(try resolve("all.tsv") == [moses("all.tsv/a.th", "all.tsv/a.en")])
    try write("all/c.en")
    #expect(
      throws: CorpusError.missingSide(present: "\(scratch.path)/all/c.en", missing: "\(scratch.path)/all/c.th")
    ) { try resolve("all") }
    try write("all/c.th", "all/c.th.gz")
    #expect(
      throws: CorpusError.twoFilesForOneSide(
        first: "\(scratch.path)/all/c.th", second: "\(scratch.path)/all/c.th.gz")
    ) { try resolve("all") }
  }

  @Test func aFolderTakesFilesOfBothSidesByName() throws {
    _ = try scratch.folder("mix")
    for name in ["README.txt", "LICENSE", "b.th", "b.en", ".hidden.tsv"] { try write("mix/" + name) }
    _ = try scratch.folder("mix/folder.tsv")
    for (name, text) in [("a.po.gz", ""), ("bb.tmx", "<tmx/>"), ("z.tsv", "a\tb\n"), ("b", "a\tb\n")] {
      try scratch.write("mix/" + name, name.hasSuffix(".gz") ? GzipSample.member([]) : Array(text.utf8))
    }
    var columns = TableColumns()
    columns.source = .number(3)
    func file(_ name: String, _ format: CorpusFormat) -> CorpusSource {
      .file(path: "\(scratch.path)/mix/\(name)", format: format, columns: columns)
    }
    #expect(
      try CorpusSource.resolve("\(scratch.path)/mix", languages: thaiEnglish, columns: columns)
        == [
          .found(file("a.po.gz", .po)), moses("mix/b.th", "mix/b.en"), .found(file("bb.tmx", .tmx)),
          file("z.tsv", .tsv),
        ])
    #expect(
      try CorpusSource.leftAlone(in: "\(scratch.path)/mix", languages: thaiEnglish)
        == [".hidden.tsv", "LICENSE", "README.txt", "b", "folder.tsv"])
    try scratch.write("mix/c.tmx", "a\tb\n")
    #expect(
      throws: CorpusError.nameAgainstContent(path: "\(scratch.path)/mix/c.tmx", ending: ".tmx", content: "TSV")
    ) { try resolve("mix") }
  }

  @Test func endingsMayBeInCapitals() throws {
    for (name, format) in [
      ("A.TSV", CorpusFormat.tsv), ("b.Tmx", .tmx), ("c.MQXLIFF", .xliff), ("d.mxliff", .xliff), ("e.SDLXLIFF", .xliff),
    ] {
      let path = try scratch.write(name, format == .tsv ? "a\tb" : format == .tmx ? "<tmx/>" : "<xliff/>")
      #expect(try resolve(name) == [.file(path: path, format: format, columns: TableColumns())])
    }
    let packed = try scratch.write("f.TSV.GZ", GzipSample.member(Array("a\tb".utf8)))
    #expect(try resolve("f.TSV.GZ") == [.file(path: packed, format: .tsv, columns: TableColumns())])
  }

  @Test func filesOfAFolderInOtherLanguagesArePassedOver() throws {
    let folder = try scratch.folder("po")
    let entry = "msgid \"a\"\nmsgstr \"b\"\n"
    let unit = "<trans-unit><source>one</source><target>สอง</target></trans-unit>"
    for (name, text) in [
      ("de.po", entry), ("th.po", entry), ("app.po", entry),
      ("fr.po", "msgid \"\"\nmsgstr \"Language: th\\n\"\n" + entry),
      ("x.xlf", "<xliff><file source-language=\"en\" target-language=\"de\"><body>\(unit)</body></file></xliff>"),
      ("messages.th.xlf", "<xliff><file source-language=\"en\"><body>\(unit)</body></file></xliff>"),
      ("m.tmx", "<tmx><tu><tuv lang=\"en\"><seg>a</seg></tuv><tuv lang=\"de\"><seg>b</seg></tuv></tu></tmx>"),
    ] { try scratch.write("po/" + name, text) }
    try scratch.write("po/old.mo", compiledCatalogue([("", "Language: de\n"), ("a", "b")]))
    try scratch.write("po/Books.zip", ZipSample.bytes)
    let languages = LanguagePair(source: "en", target: "th")
    let corpus = try ParallelCorpus.load(CorpusSource.resolve(folder, languages: languages), languages: languages)
    #expect(corpus.pairs.map(\.source) == ["one", "two two two two two two", "three", "a", "one", "a"])
    #expect(
      corpus.tallies.findings == [
        .unsaidFile: .init(count: 1, path: "\(folder)/app.po", line: 0),
        .otherLanguage: .init(count: 4, path: "\(folder)/de.po", line: 0),
        .archiveMember: .init(count: 1, path: "\(folder)/Books.zip/README", line: 0),
      ])
    let files = try Folder.names(in: folder)?.map { try SourceFile(reading: "\(folder)/\($0)") }
    #expect(corpus.files == files)
  }

  @Test func aFileOfBothSidesAndAFolderOfShardsAreKnown() throws {
    let table = try scratch.write("a.tsv", "")
    var columns = TableColumns()
    columns.source = .number(3)
    #expect(
      try CorpusSource.resolve(table, languages: thaiEnglish, columns: columns)
        == [.file(path: table, format: .tsv, columns: columns)])
    let memory = try scratch.write("memory", "<tmx>")
    #expect(try resolve("memory") == [.file(path: memory, format: .tmx, columns: TableColumns())])
    let reader = try scratch.shards(somePairs(3))
    #expect(try resolve("shards") == [.shards(folder: reader.folder)])
    #expect(try allPairs(try resolve("shards")[0].makeReader(languages: thaiEnglish)) == somePairs(3))
  }

  @Test func eachFormatHasItsReader() throws {
    func reader(_ name: String, _ text: String) throws -> any ParallelReader {
      try scratch.write(name, text)
      return try resolve(name)[0].makeReader(languages: thaiEnglish)
    }
    #expect(try reader("a", "a\tb") is TSVReader)
    #expect(try reader("b.tmx", "<tmx/>") is TMXReader)
    #expect(try reader("c.po", "") is POReader)
    #expect(try reader("d.mo", "") is MOReader)
    #expect(try reader("e", "<xliff>") is XLIFFReader)
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let path = scratch.path
    let source = try scratch.write("a.th", "")
    #expect(throws: CorpusError.missingSide(present: source, missing: "\(path)/a.en")) { try resolve("a") }
    #expect(throws: CorpusError.unpairedSide(path: source, missing: "\(path)/a.en")) { try resolve("a.th") }
    try write("a.en", "a.en.zst")
    #expect(throws: CorpusError.twoFilesForOneSide(first: "\(path)/a.en", second: "\(path)/a.en.zst")) {
      try resolve("a")
    }
    #expect(throws: CorpusError.file(.notFound(path: "\(path)/b.tsv"))) { try resolve("b.tsv") }
    #expect(throws: CorpusError.file(.notFound(path: "\(path)/b.th.gz"))) { try resolve("b.th.gz") }
    let endings = ["", ".gz", ".zst", ".xz"]
    let tried = ["th", "en"].flatMap { side in endings.map { "\(path)/b.\(side)\($0)" } }
    #expect(throws: CorpusError.corpusNotFound(path: "\(path)/b", tried: tried)) { try resolve("b") }
    let text = try scratch.write("text", "one\ntwo\n")
    #expect(throws: CorpusError.formatNotKnown(path: text)) { try resolve("text") }
    let folder = try scratch.folder("none")
    #expect(throws: CorpusError.noPairsInFolder(path: folder, languages: thaiEnglish)) { try resolve("none") }
    #expect(throws: CorpusError.file(.notFound(path: "\(path)/b"))) {
      try CorpusSource.resolve(source: source, target: "\(path)/b")
    }
  }

  @Test func filesPairUpWhereverTheyStand() throws {
    _ = try scratch.folder("folder")
    try write("a.th", "a.en", "b.th.gz", "b.en.zst", "folder/d.th", "folder/d.en", "e.th", "e.en")
    try scratch.write("c.tmx", "<tmx/>")
    let (c, d) = (
      CorpusSource.file(path: "\(scratch.path)/c.tmx", format: .tmx, columns: TableColumns()),
      moses("folder/d.th", "folder/d.en")
    )
    let (a, b, e) = (moses("a.th", "a.en"), moses("b.th.gz", "b.en.zst"), moses("e.th", "e.en"))
    #expect(
      try resolve(all: ["a.th", "a.en", "b.th.gz", "b.en.zst", "c.tmx", "folder", "e"]) == [a, b, c, d, e])
    #expect(try resolve(all: ["b.en.zst", "c.tmx", "a.en", "e", "a.th", "b.th.gz"]) == [b, c, a, e])
    #expect(try resolve(all: []) == [])
  }

  @Test func whatDoesNotPairUpIsNamed() throws {
    let path = scratch.path
    try write("a.th", "a.en", "a.th.gz", "b.th", "b.en")
    #expect(throws: CorpusError.unpairedSide(path: "\(path)/a.th", missing: "\(path)/a.en")) {
      try resolve(all: ["a.th", "b.th", "b.en"])
    }
    #expect(throws: CorpusError.unpairedSide(path: "\(path)/a.en", missing: "\(path)/a.th")) {
      try resolve(all: ["a.en"])
    }
    #expect(throws: CorpusError.twoFilesForOneSide(first: "\(path)/a.th", second: "\(path)/a.th.gz")) {
      try resolve(all: ["a.th", "a.en", "a.th.gz"])
    }
    #expect(throws: CorpusError.file(.notFound(path: "\(path)/c.th"))) { try resolve(all: ["b", "c.th", "c.en"]) }
  }

  @Test func noFileComesTwice() throws {
    let path = scratch.path
    try write("b.th", "b.en")
    let table = try scratch.write("a.tsv", "")
    symlink(table, "\(path)/other.tsv")
    #expect(throws: CorpusError.sameFileTwice(first: table, second: table)) {
      try resolve(all: ["a.tsv", "b", "a.tsv"])
    }
    #expect(throws: CorpusError.sameFileTwice(first: table, second: "\(path)/other.tsv")) {
      try resolve(all: ["a.tsv", "other.tsv"])
    }
    #expect(throws: CorpusError.sameFileTwice(first: "\(path)/b.th", second: "\(path)/./b.th")) {
      try resolve(all: ["b", "./b.en", "./b.th"])
    }
    symlink("\(path)/b.th", "\(path)/c.th")
    symlink("\(path)/b.th", "\(path)/c.en")
    #expect(throws: CorpusError.sameFileTwice(first: "\(path)/c.th", second: "\(path)/c.en")) {
      try resolve(all: ["c"])
    }
    #expect(throws: CorpusError.sameFileTwice(first: "-", second: "-")) {
      try CorpusSource.resolve(all: ["-", "-"], languages: thaiEnglish)
    }
  }

  @Test func standardInputIsKnownWhenItIsRead() throws {
    #expect(
      try CorpusSource.resolve("-", languages: thaiEnglish) == [.file(path: "-", format: nil, columns: TableColumns())])
    #expect(try ByteReader(path: "-").path == "standard input")
  }

  @Test func aPipeIsKnownWhenItIsRead() throws {
    let pipe = "\(scratch.path)/pipe"
    let text = GzipSample.member(Array("a\tb\nc\td\n".utf8))
    let writer = PipeWriter([pipe], parts: text.map { (0, [$0]) })
    while FileIdentity(path: pipe) == nil { usleep(1000) }
    let sources = try resolve(all: ["pipe"])
    #expect(sources == [.file(path: pipe, format: nil, columns: TableColumns())])
    let reader = try sources[0].makeReader(languages: thaiEnglish)
    #expect(try allPairs(reader) == [SentencePair(source: "a", target: "b"), SentencePair(source: "c", target: "d")])
    #expect(reader.files.map(\.bytes) == [text.count])
    writer.join()
  }

  @Test func aPipeOfEscapedColumnsIsATableWhateverItHolds() throws {
    let pipe = "\(scratch.path)/pipe"
    let writer = PipeWriter([pipe], parts: [(0, Array("<tmx>\\n\t<tmx>\n".utf8))])
    while FileIdentity(path: pipe) == nil { usleep(1000) }
    var columns = TableColumns()
    columns.isEscaped = true
    let corpus = try ParallelCorpus.load(
      CorpusSource.resolve(pipe, languages: thaiEnglish, columns: columns), languages: thaiEnglish)
    #expect(corpus.pairs == [SentencePair(source: "<tmx>\n", target: "<tmx>")])
    #expect(corpus.files.map(\.path) == [pipe] && corpus.files[0].bytes == 14)
    writer.join()
  }

  @Test func twoPipesOfOneWriterPairUp() throws {
    let paths = ["\(scratch.path)/p.th", "\(scratch.path)/p.en"]
    let lines = (0..<3000).map { Array("line \($0)\n".utf8) }
    let writer = PipeWriter(paths, parts: lines.flatMap { [(0, $0), (1, $0)] })
    while FileIdentity(path: paths[1]) == nil { usleep(1000) }
    let sources = try resolve(all: ["p.en", "p.th"])
    #expect(sources == [moses("p.th", "p.en")])
    let pairs = try allPairs(sources[0].makeReader(languages: thaiEnglish))
    #expect(pairs == (0..<3000).map { SentencePair(source: "line \($0)", target: "line \($0)") })
    writer.join()
  }
}

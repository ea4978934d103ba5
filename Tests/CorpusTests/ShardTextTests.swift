import Testing

@testable import Corpus

struct ShardTextTests {
  private let scratch = Scratch()

  /// Whether shards of `a` hold the text of other files.
  @Test(arguments: [
    ("ก\nข\nค\n", "a\nb\nc\n", true), ("\u{feff}ก\r\nข\r\nค", "a\nb\nc", true), ("ก\nข\n\nค\n", "a\nb\nx\nc\n", true),
    ("ก\nข\n", "a\nb\n", false), ("ก\nข\nค\nง\n", "a\nb\nc\nd\n", false), ("ก\nข\nค\n", "a\nb\nC\n", false),
    ("ข\nก\nค\n", "b\na\nc\n", false),
  ])
  func textIsComparedAndNotBytes(source: String, target: String, isSame: Bool) throws {
    try scratch.write("a.th", "ก\nข\nค\n")
    try scratch.write("a.en", "a\nb\nc\n")
    var build = CorpusBuild(languages: thaiEnglish)
    build.frameBytes = 8
    let folder = scratch.path + "/shards"
    try build.run(CorpusSource.resolve(scratch.path + "/a", languages: thaiEnglish), folder: folder)
    let shards = try ShardReader(folder: folder, languages: thaiEnglish)
    #expect(shards.frameCount > 1)
    try scratch.write("b.th", source)
    try scratch.write("b.en.gz", GzipSample.member(Array(target.utf8)))
    let sources = try CorpusSource.resolve(scratch.path + "/b", languages: thaiEnglish)
    #expect(try shards.holdsText(of: sources, languages: thaiEnglish) == isSame)
  }
}

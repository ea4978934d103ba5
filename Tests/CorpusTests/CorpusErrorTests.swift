import Basics
import Testing

@testable import Corpus

struct CorpusErrorTests {
  @Test(arguments: [
    (
      CorpusError.unevenSides(
        source: "corpora/train.th", target: "corpora/train.en", sourceCount: 1041, targetCount: 1040),
      "corpora/train.th has 1041 lines but corpora/train.en has 1040"
    ),
    (.compressionNotRead(path: "a.th", kind: "7z"), "a.th: is compressed with 7z, which mt cannot read"),
    (.formatNotKnown(path: "a"), "a: has a format that mt cannot read; it reads TSV, TMX, XLIFF, PO, MO, CSV, JSONL"),
    (
      .nameAgainstContent(path: "a.tmx", ending: ".tmx", content: "XLIFF"),
      "a.tmx: its name ends in .tmx, but it contains XLIFF"
    ),
    (.notUTF8(path: "a.th", encoding: "UTF-16LE"), "a.th: is not UTF-8; it looks like UTF-16LE"),
    (.notText(path: "a.th", kind: "a PDF document"), "a.th: is a PDF document and not text"),
    (
      .unpairedSide(path: "a.th", missing: "a.en"),
      "a.th: is one side of a corpus, and a.en is not named with it"
    ),
    (.sameFileTwice(first: "a.tsv", second: "a.tsv"), "a.tsv is named twice"),
    (.sameFileTwice(first: "a.tsv", second: "./a.tsv"), "a.tsv and ./a.tsv are the same file"),
    (.onlyCarriageReturns(path: "a.th"), "a.th: its lines end in CR, and only LF ends a line"),
    (
      .languageNotSaid(path: "a.po"),
      "a.po: does not say its languages, neither in itself nor by its name"
    ),
    (
      .noPairsInArchive(path: "a.zip", languages: thaiEnglish),
      "a.zip: is an archive without two files that end in .th and .en"
    ),
    (
      .missingColumn(path: "a.tsv", line: 7, count: 1, missing: "the target in column 2"),
      "a.tsv:7: the line has 1 column, but you asked for the target in column 2"
    ),
    (
      .columnNotFound(path: "a.tsv", column: "lo", present: ["th", "en"]),
      "a.tsv: has no column lo; its columns are th, en"
    ),
    (.columnNotFound(path: "a.tsv", column: "lo", present: []), "a.tsv: has no column lo; it is empty"),
    (.duplicateColumn(path: "a.tsv", column: "th"), "a.tsv: has two columns th"),
    (
      .ambiguousHeader(path: "a.csv", columns: ["German", "ไทย"], languages: thaiEnglish),
      "a.csv: its first line names the columns “German” and “ไทย”, and not exactly one for th and one for en"
    ),
    (
      .notANumber(path: "a.tsv", line: 2, column: "score", text: "x"),
      "a.tsv:2: column score is not a number: “x”"
    ),
    (.blankLine(path: "a.tsv", line: 2), "a.tsv:2: the line is empty, but more lines follow"),
    (
      .unknownEscape(path: "a.tsv", line: 2),
      "a.tsv:2: a backslash is followed by something other than t, n or a backslash"
    ),
    (.sameColumn(path: "a.tsv", first: "th", second: "1"), "a.tsv: both sides are the same column, th and 1"),
    (
      .damagedFrame(path: "shards/shard-00000.tsv.zst", frame: 4, reason: "Data corruption detected"),
      "shards/shard-00000.tsv.zst: frame 4 is damaged: Data corruption detected"
    ),
    (
      .strayFile(path: "shards/notes.txt"),
      "shards/notes.txt: is in a folder of shards, but the manifest does not list it"
    ),
    (
      .everyPairRejected(path: "a.th", rejected: [.wrongScript: 1000, .empty: 41]),
      "a.th: all pairs were left out: 41 with an empty side, 1000 with a side in another script than its language's"
    ),
    (.missingSide(present: "a.th", missing: "a.en"), "a.th is there, but a.en is not"),
    (
      .positionNotInData(DataPosition(epoch: 1, window: 2, batch: 3)),
      "there is no batch 3 in window 2 of epoch 1"
    ),
    (.file(.notFound(path: "a.th")), "a.th: there is no such file"),
    (
      .unusableWeight(path: "a.tsv", line: 2, weight: "nan"), "a.tsv:2: the weight is nan, and not from 0 to 1000"
    ),
    (.folderNotNamed(path: ".."), "the new folder cannot be named '..'"),
    (.withinShards(path: "a/b", shards: "a"), "a/b: would be inside a, which is a folder of shards"),
    (
      .otherFileAmongShards(path: "a/b"),
      "a/b: is in the folder of shards that would be replaced, and mt did not create it"
    ),
    (
      .inputRemoved(path: "a.old/b", folder: "a.old"), "a.old/b: would be removed, because the build writes to a.old"
    ),
    (.rejectsNotNamed(path: "-"), "rejected pairs cannot be written to '-'"),
    (
      .rejectsAreInput(path: "a.tsv", input: "a.tsv"),
      "a.tsv: is an input of the build, so it cannot be the file of rejects"
    ),
    (.rejectsAreInput(path: "b.tsv", input: "a.tsv"), "b.tsv: is the same file as a.tsv, which the build reads"),
    (.rejectsAreInput(path: "b.tsv", input: "-"), "b.tsv: is the same file as standard input, which the build reads"),
    (.rejectsAmongShards(path: "a/b.tsv"), "a/b.tsv: would be inside a folder of shards, which holds shards only"),
    (.interrupted, "the build was interrupted"),
  ])
  func messages(error: CorpusError, message: String) {
    #expect(error.message == message)
    #expect(error.remedy != nil)
  }

  @Test func categories() {
    #expect(CorpusError.formatNotKnown(path: "a").category == .badData)
    #expect(CorpusError.missingSide(present: "a", missing: "b").category == .missingInput)
    #expect(CorpusError.notAFolderOfShards(path: "a").category == .cannotCreate)
    #expect(CorpusError.rejectsAreInput(path: "a", input: "a").category == .usage)
  }

  @Test func remediesAreCommandsWherePossible() {
    #expect(CorpusError.compressionNotRead(path: "a.bz2", kind: "bzip2").remedy == "unpack it first: bunzip2 a.bz2")
    #expect(CorpusError.compressionNotRead(path: "standard input", kind: "zip").remedy == "unpack it first: unzip")
    #expect(
      CorpusError.notUTF8(path: "a", encoding: "windows-874").remedy
        == "say --encoding windows-874, or \"encoding\": \"windows-874\" in a recipe; UTF-8 there reads it as it is")
  }
}

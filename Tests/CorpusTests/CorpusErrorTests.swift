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
    (.gzipNotRead(path: "a.th.gz"), "a.th.gz: gzip is not read yet"),
    (
      .lineTooLong(path: "a.th", line: 3, limit: 1_048_576), "a.th:3: the line has more than 1048576 bytes"
    ),
    (
      .missingColumn(path: "a.tsv", line: 7),
      "a.tsv:7: the line has one column where a source, a tab and a target are expected"
    ),
    (
      .damagedFrame(path: "shards/shard-00000.tsv.zst", frame: 4, reason: "Data corruption detected"),
      "shards/shard-00000.tsv.zst: frame 4 is damaged: Data corruption detected"
    ),
    (
      .strayFile(path: "shards/notes.txt"),
      "shards/notes.txt: stands in a folder of shards, but the manifest does not name it"
    ),
    (
      .everyPairRejected(path: "a.th", rejected: [.wrongScript: 1000, .empty: 41]),
      "a.th: none of its pairs is kept: 41 empty, 1000 wrongScript"
    ),
    (.missingSide(present: "a.th", missing: "a.en"), "a.th is there, but a.en is not"),
    (
      .positionNotInData(DataPosition(epoch: 1, window: 2, batch: 3)),
      "there is no batch 3 in window 2 of epoch 1"
    ),
    (.file(.notFound(path: "a.th")), "a.th: there is no such file"),
  ])
  func messages(error: CorpusError, message: String) {
    #expect(error.message == message)
    #expect(error.remedy != nil)
  }

  @Test func categories() {
    #expect(CorpusError.gzipNotRead(path: "a.gz").category == .badData)
    #expect(CorpusError.missingSide(present: "a", missing: "b").category == .missingInput)
    #expect(CorpusError.notAFolderOfShards(path: "a").category == .cannotCreate)
    #expect(CorpusError.gzipNotRead(path: "a.gz").remedy == "gunzip it: gunzip a.gz")
  }
}

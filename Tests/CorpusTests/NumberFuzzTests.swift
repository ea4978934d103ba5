import Basics
import Glibc
import NumberFuzz
import Testing

@testable import Corpus

/// Whatever numbers a corpus file holds, reading it and training on it end in pairs or in an error.
@Suite(.serialized) struct NumberFuzzTests {
  let scratch = Scratch()

  @Test func numbersOfManifestsGivePairsOrErrors() throws {
    var pairs = somePairs(60)
    for index in stride(from: 0, to: 60, by: 7) { pairs[index].weight = 2.5 }
    let folder = try scratch.shards(pairs, shardBytes: 1500).folder
    let path = folder + "/manifest.json"
    let sound = try AtomicFile.read(path)
    var mutator = NumberMutator()
    var refused = 0
    let cases = try NumberMutator.repeating(200, name: "manifests") {
      try writeQuickly(signed(mutator.mutate(manifest(sound, &mutator))), to: path)
      do throws(CorpusError) {
        let reader = try ShardReader(folder: folder)
        _ = reader.damages()
        _ = try CorpusScan.statistics(of: [.shards(folder: folder)], languages: thaiEnglish, workers: 1)
        _ = try reader.index.matches([], languages: thaiEnglish)
        try train(on: reader, &mutator)
      } catch { refused += 1 }
    }
    try AtomicFile.write(sound, to: path)
    #expect(refused > 0 && refused < cases)
  }

  @Test func numbersOfTablesGivePairsOrErrors() throws {
    let lines = (0..<40).map { "ข้อ \($0)\tline \($0) of 40\t0.\($0)\t\(1 + $0 % 3)" }
    var columns = TableColumns()
    (columns.score, columns.weight) = (.number(3), .number(4))
    var mutator = NumberMutator()
    var refused = 0
    let cases = try NumberMutator.repeating(15, name: "tables") {
      let path = scratch.path + "/table.tsv"
      try writeQuickly(Array(mutator.mutate(lines.joined(separator: "\n") + "\n").utf8), to: path)
      do throws(CorpusError) {
        let folder = scratch.path + "/built"
        var build = CorpusBuild(languages: thaiEnglish)
        build.filters.minScore = 0.05
        try build.run([.file(path: path, format: .tsv, columns: columns)], folder: folder)
        try train(on: ShardReader(folder: folder), &mutator)
      } catch { refused += 1 }
    }
    #expect(refused > 0 && refused < cases)
  }

  @Test func numbersOfCataloguesGivePairsOrErrors() throws {
    let catalogue = """
      msgid ""
      msgstr "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\nLanguage: th\\n"

      msgid "file"
      msgid_plural "files"
      msgstr[0] "แฟ้ม"
      msgstr[1] "แฟ้ม ๆ"
      msgstr[2] "หลายแฟ้ม"

      """
    let xliff = """
      <xliff version="2.0" srcLang="en" trgLang="th"><file id="1"><unit id="2"><segment>
      <source>a&#65;<cp hex="1F600"/>&#x42;</source><target>ก&#3585;<cp hex="0007"/></target></segment></unit></file></xliff>
      """
    var mutator = NumberMutator()
    let english = LanguagePair(source: "en", target: "th")
    _ = try NumberMutator.repeating(200, name: "catalogues") {
      for (name, text) in [("c.po", catalogue), ("c.xliff", xliff)] {
        let path = scratch.path + "/" + name
        try writeQuickly(Array(mutator.mutate(text).utf8), to: path)
        _ = try? CorpusSource.resolve(path, languages: english).flatMap {
          try allPairs($0.makeReader(languages: english))
        }
      }
    }
  }

  /// Some windows and batches, as training takes them, from the beginning or from anywhere.
  private func train(on reader: ShardReader, _ mutator: inout NumberMutator) throws(CorpusError) {
    let weights = [1.0, 0.001, 30.0]
    let mixture = CorpusMixture(
      [(reader, weights[mutator.below(3)]), (reader, weights[mutator.below(3)])],
      temperature: [1.0, 5.0, 100.0][mutator.below(3)])
    var pairs = ShuffledPairs(mixture, windowPairs: 200, seed: 1)
    for _ in 0..<2 { _ = try pairs.next() }
    let places = [0, 1, 1 << 20, Int(UInt32.max), Int.max, -1]
    let place = DataPosition(
      epoch: places[mutator.below(places.count)], window: places[mutator.below(2)], batch: places[mutator.below(3)])
    var batches = BatchIterator(
      mixture, batchTokens: 200, seed: 1, threads: 1, position: mutator.below(2) == 0 ? .start : place,
      encode: wordEncoder)
    for _ in 0..<3 { _ = try batches.next() }
  }

  /// The manifest, or the same in the form of version 1.
  private func manifest(_ sound: [UInt8], _ mutator: inout NumberMutator) -> String {
    let text = String(decoding: sound, as: UTF8.self)
    guard mutator.below(4) == 0 else { return text }
    return #"{"formatVersion":1,"languages":{"source":"th","target":"en"},"pairs":60,"shards":[{"bytes":900,"#
      + #""file":"shard-00000.tsv.zst","frames":[{"compressedBytes":300,"offset":0,"pairs":60,"textBytes":3000}],"#
      + #""hash":"0"}],"sources":[],"tallies":{"emptyPairs":2,"readPairs":62,"repairedSegments":0}}"#
  }

  /// The text with the checksum that fits, if it has one.
  private func signed(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    guard bytes.starts(with: #"{"checksum":""#.utf8), bytes.count > 29 else { return bytes }
    bytes.replaceSubrange(13..<29, with: Array(repeating: UInt8(ascii: "0"), count: 16))
    bytes.replaceSubrange(13..<29, with: ContentHash.digits(bytes.withUnsafeBytes(ContentHash.of)).utf8)
    return bytes
  }
}

/// Without the sync that makes files durable.
func writeQuickly(_ bytes: [UInt8], to path: String) throws {
  unlink(path)
  let file = try #require(fopen(path, "w"))
  let written = fwrite(bytes, 1, bytes.count, file)
  try #require(fclose(file) == 0 && written == bytes.count)
}

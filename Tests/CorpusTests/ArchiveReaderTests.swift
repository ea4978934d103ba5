import Testing

@testable import Corpus

struct ArchiveReaderTests {
  let scratch = Scratch()
  private let englishThai = LanguagePair(source: "en", target: "th")

  private func pairs(_ bytes: [UInt8], _ languages: LanguagePair) throws -> [SentencePair] {
    try allPairs(ArchiveReader(path: scratch.write("a.zip", bytes), languages: languages))
  }

  private let books = [
    SentencePair(source: "one", target: "หนึ่ง"),
    SentencePair(source: "two two two two two two", target: "สอง สอง สอง สอง สอง สอง"),
    SentencePair(source: "three", target: "สาม"),
  ]

  @Test func filesInAnArchivePairUp() throws {
    #expect(try pairs(ZipSample.bytes, englishThai) == books)
    #expect(try pairs(ZipSample.bytes, thaiEnglish) == books.map(\.reversed))
    let two = ZipSample.archive([
      ("b/x.th", "ก\n"), ("LICENSE", "free"), ("a.th", "ข\n\n"), ("a.en", "b\nc"), ("b/x.en", "a"), ("y.th", "alone"),
      ("e.th", ""), ("e.en", ""),
    ])
    #expect(
      try pairs(two, englishThai) == [
        SentencePair(source: "a", target: "ก"), SentencePair(source: "b", target: "ข"),
        SentencePair(source: "c", target: ""),
      ])
  }

  @Test func filesThatDoNotPairUpAreCounted() throws {
    let bytes = ZipSample.archive([("a.th", "ก\n"), ("a.en", "a\n"), ("a.tsv", "ข\tb\n"), ("y.th", "alone")])
    let path = try scratch.write("a.zip", bytes)
    let reader = try ArchiveReader(path: path, languages: thaiEnglish)
    #expect(try allPairs(reader).count == 1)
    #expect(reader.tallies.findings[.archiveMember] == .init(count: 2, path: "\(path)/a.tsv", line: 0))
  }

  @Test func anArchiveIsASource() throws {
    let path = try scratch.write("Books.zip", ZipSample.bytes)
    let sources = try CorpusSource.resolve(all: [path], languages: englishThai)
    #expect(sources == [.archive(path: path)])
    let corpus = try ParallelCorpus.load(sources, languages: englishThai)
    #expect(corpus.pairs == books)
    #expect(corpus.files == [try SourceFile(reading: path)])
    let plain = try scratch.write("download", ZipSample.bytes)
    #expect(try CorpusSource.resolve(plain, languages: englishThai) == [.archive(path: plain)])
    let languages = LanguagePair(source: "de", target: "th")
    #expect(throws: CorpusError.noPairsInArchive(path: path, languages: languages)) {
      try ArchiveReader(path: path, languages: languages)
    }
  }

  @Test func unevenSidesAreNamedWithTheArchive() throws {
    let path = try scratch.write("a.zip", ZipSample.archive([("x.th", "ก\nข\n"), ("x.en", "a\n")]))
    let error = CorpusError.unevenSides(
      source: "\(path)/x.th", target: "\(path)/x.en", sourceCount: 2, targetCount: 1)
    #expect(throws: error) { try allPairs(ArchiveReader(path: path, languages: thaiEnglish)) }
  }

  @Test func damagedArchivesAreRefused() throws {
    for bytes in [ZipSample.bytes, ZipSample.archive([("x.th", "ก ข ค\n"), ("x.en", "a b c\n")])] {
      for count in bytes.indices {
        #expect(throws: CorpusError.self) { try pairs(Array(bytes[..<count]), thaiEnglish) }
      }
      let sound = try pairs(bytes, thaiEnglish)
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] ^= 0x10
        // Names, times and what is read of other files have no checksum.
        do { #expect(try pairs(damaged, thaiEnglish) == sound, "byte \(index)") } catch is CorpusError {}
      }
    }
  }

  @Test func anArchiveHoldsNoMoreThanItSays() throws {
    // Both entries of the list stand for the same bytes.
    let one = ZipSample.archive([
      ("x.th", String(repeating: "ก", count: 100)), ("x.en", String(repeating: "abc", count: 100)),
    ])
    var overlapping = one
    let end = one.count - 22
    let list = Int(one[end + 16]) | Int(one[end + 17]) << 8
    // The second entry gets the offset of the first, and a third and a fourth of the same size follow.
    let entries = Array(one[list..<end])
    overlapping.replaceSubrange(end..., with: entries + entries + one[end...])
    let newEnd = overlapping.count - 22
    overlapping.replaceSubrange((newEnd + 8)..<(newEnd + 12), with: [6, 0, 6, 0])
    let size = 3 * entries.count
    overlapping.replaceSubrange((newEnd + 12)..<(newEnd + 14), with: [UInt8(size & 0xff), UInt8(size >> 8)])
    let path = try scratch.write("a.zip", overlapping)
    #expect(throws: CorpusError.damagedCompression(path: path, reason: "its files lie over each other")) {
      try ZipArchive(path: path)
    }
  }

  @Test func onlyFilesThatAreThereAreRead() throws {
    var encrypted = ZipSample.archive([("x.th", "ก"), ("x.en", "a")])
    let end = encrypted.count - 22
    let list = Int(encrypted[end + 16])
    encrypted[list + 8] |= 1
    let path = "\(scratch.path)/a.zip"
    #expect(throws: CorpusError.damagedCompression(path: path, reason: "x.th is encrypted")) {
      try pairs(encrypted, thaiEnglish)
    }
    encrypted[list + 8] = 0
    encrypted[list + 10] = 14
    #expect(
      throws: CorpusError.damagedCompression(path: path, reason: "x.th is packed by method 14, which is not read")
    ) { try pairs(encrypted, thaiEnglish) }
    #expect(throws: CorpusError.self) { try pairs([0x50, 0x4b, 5, 6] + [UInt8](repeating: 0, count: 18), thaiEnglish) }
    #expect(throws: CorpusError.self) { try pairs([0x50, 0x4b, 3, 4], thaiEnglish) }
  }
}

import Basics
import Glibc
import Testing

@testable import Corpus

/// Whatever a file holds, reading it ends in pairs or in an error.
///
/// `MT_FUZZ_SECONDS=600` reads damaged files of each format for so long, and prints how many they were.
/// `MT_FUZZ_SEEDS=FOLDER` damages the files of a folder, too. `MT_FUZZ_SEED=NUMBER` damages otherwise. `MT_FUZZ_FORMAT=tmx` reads
/// one format alone.
@Suite(.serialized) struct FuzzTests {
  private static let languages = LanguagePair(source: "en", target: "th")
  private static let pairLimit = 1_000_000

  private static let formats = FuzzedFormat.allCases.filter { format in
    getenv("MT_FUZZ_FORMAT").map { String(cString: $0) == "\(format)" } ?? true
  }

  let scratch = Scratch()

  /// What came of reading a file.
  private struct Outcome: Equatable {
    var pairs: [SentencePair] = []
    var error: CorpusError?
  }

  @Test(arguments: formats)
  func damagedFilesGivePairsOrErrors(format: FuzzedFormat) throws {
    let seconds = Self.setting("MT_FUZZ_SECONDS")
    let seeds = try format.seeds + Self.files(of: format)
    var mutator = Mutator(seed: UInt64(Self.setting("MT_FUZZ_SEED") ?? 1), tokens: format.tokens)
    let begin = ContinuousClock.now
    var (cases, readable, pairs) = (0, 0, 0)
    while seconds.map({ ContinuousClock.now - begin < .seconds($0) }) ?? (cases < 150) {
      let caseBegin = ContinuousClock.now
      let outcome = try damagedCase(format, seeds, &mutator)
      try #require(outcome.pairs.count < Self.pairLimit, "case \(cases) of \(format) does not end")
      try #require(ContinuousClock.now - caseBegin < .seconds(20), "case \(cases) of \(format) takes too long")
      cases += 1
      readable += outcome.error == nil ? 1 : 0
      pairs += outcome.pairs.count
    }
    if seconds != nil { print("\(format): \(cases) cases, \(readable) of them readable to the end, \(pairs) pairs") }
    // Shards have checksums: hardly any damage to them goes unseen.
    #expect(readable > 0 || format == .shards, "the damage is too strong to tell anything")
    #expect(readable < cases, "the damage is too weak to tell anything")
  }

  @Test func soundSeedsAreRead() throws {
    for format in FuzzedFormat.allCases {
      for seed in format.seeds where format != .moses {
        let path = try scratch.write("seed.\(format.endings[0])", seed)
        let reader = try Self.reader(format, path, chunkBytes: 1 << 16)
        #expect(Self.read(reader).error == nil)
      }
    }
  }

  private func damagedCase(
    _ format: FuzzedFormat, _ seeds: [[UInt8]], _ mutator: inout Mutator
  ) throws -> Outcome {
    if format == .shards { return try damagedShards(&mutator) }
    let seed = seeds[mutator.below(seeds.count)]
    let other = seeds[mutator.below(seeds.count)]
    let (ending, bytes) = Self.packed(seed, other, &mutator)
    let path = "\(scratch.path)/case.\(format.endings[0])\(ending)"
    try Self.write(bytes, to: path)
    guard format == .moses else { return try outcome(format, path, &mutator) }
    let second = "\(scratch.path)/second.txt"
    try Self.write(mutator.below(2) == 0 ? other : mutator.damage(other, other: seed), to: second)
    return Self.outcome { () throws(CorpusError) in try MosesReader(source: path, target: second) }
  }

  /// The outcome, which for XML must not depend on where the pieces end that are read at a time: but for the words of an
  /// error, which expat chooses by what it has seen. (What comes out of damaged compression before the damage is found
  /// depends on them too.)
  private func outcome(_ format: FuzzedFormat, _ path: String, _ mutator: inout Mutator) throws -> Outcome {
    let outcome = Self.outcome { () throws(CorpusError) in try Self.reader(format, path, chunkBytes: 1 << 16) }
    if (format == .tmx || format == .xliff) && !path.hasSuffix(".zst") && !path.hasSuffix(".gz") {
      let chunkBytes = 1 + mutator.below(100)
      let inPieces = Self.outcome { () throws(CorpusError) in try Self.reader(format, path, chunkBytes: chunkBytes) }
      try #require(
        outcome.pairs == inPieces.pairs && (outcome.error == nil) == (inPieces.error == nil),
        "in pieces of \(chunkBytes) bytes: \(outcome) and \(inPieces)")
    }
    return outcome
  }

  /// Damages one file of a folder of shards.
  private func damagedShards(_ mutator: inout Mutator) throws -> Outcome {
    let folder = "\(scratch.path)/shards"
    if !AtomicFile.exists(folder) { _ = try scratch.shards(somePairs(30), shardBytes: 1500) }
    let names = Folder.names(in: folder) ?? []
    let path = "\(folder)/\(names[mutator.below(names.count)])"
    let sound = try AtomicFile.read(path)
    try Self.write(mutator.damage(sound, other: sound), to: path)
    let outcome = Self.outcome { () throws(CorpusError) in
      if mutator.below(2) == 0 { try ShardReader(folder: folder).verify() }
      return try ShardPairReader(folder: folder)
    }
    try Self.write(sound, to: path)
    return outcome
  }

  private static func reader(
    _ format: FuzzedFormat, _ path: String, chunkBytes: Int
  ) throws(CorpusError) -> any ParallelReader {
    switch format {
    case .moses: return try MosesReader(source: path, target: path)
    case .tsv: return try TSVReader(path: path, languages: thaiEnglish)
    case .csv: return try CSVReader(path: path, languages: languages)
    case .jsonl: return try JSONLinesReader(path: path, languages: languages)
    case .zip: return try ArchiveReader(path: path, languages: languages)
    case .tmx: return TMXReader(try ByteReader(path: path), languages: languages, chunkBytes: chunkBytes)
    case .xliff: return XLIFFReader(try ByteReader(path: path), languages: languages, chunkBytes: chunkBytes)
    case .po: return try POReader(path: path, languages: languages)
    case .mo: return try MOReader(path: path, languages: languages)
    case .shards: return try ShardPairReader(folder: path)
    }
  }

  private static func outcome(_ open: () throws(CorpusError) -> any ParallelReader) -> Outcome {
    do throws(CorpusError) { return read(try open()) } catch { return Outcome(error: error) }
  }

  /// Reads to the end, or to the first error, and once more.
  private static func read(_ reader: any ParallelReader) -> Outcome {
    var outcome = Outcome()
    do throws(CorpusError) {
      while let pair = try reader.next() {
        outcome.pairs.append(pair)
        if outcome.pairs.count == pairLimit { return outcome }
      }
    } catch { outcome.error = error }
    _ = try? reader.next()
    _ = (reader.line, reader.tallies, reader.files)
    return outcome
  }

  /// A damaged seed, compressed before or after the damage or not at all, and what its name ends in.
  private static func packed(_ seed: [UInt8], _ other: [UInt8], _ mutator: inout Mutator) -> (String, [UInt8]) {
    switch mutator.below(8) {
    case 0: return (".zst", mutator.damage(frame(seed), other: frame(other)))
    case 1: return (".zst", frame(mutator.damage(seed, other: other)))
    case 2: return (".gz", mutator.damage(GzipSample.member(seed), other: GzipSample.bytes))
    case 3: return (".gz", GzipSample.member(mutator.damage(seed, other: other)))
    case 4 where mutator.below(4) == 0: return (".gz", mutator.damage(GzipSample.bytes, other: seed))
    default: return ("", mutator.damage(seed, other: other))
    }
  }

  private static func frame(_ text: [UInt8]) -> [UInt8] {
    ZstdCompressor(level: 3).frame(of: text)
  }

  /// Without the sync that makes files durable: a new file takes the place of the old one, of which nothing reaches the disk.
  private static func write(_ bytes: [UInt8], to path: String) throws {
    unlink(path)
    let file = try #require(fopen(path, "w"))
    let written = fwrite(bytes, 1, bytes.count, file)
    try #require(fclose(file) == 0 && written == bytes.count)
  }

  /// The files of the format in the folder that `MT_FUZZ_SEEDS` names, and in those within it, unless they are large.
  private static func files(of format: FuzzedFormat) throws -> [[UInt8]] {
    guard let folder = getenv("MT_FUZZ_SEEDS") else { return [] }
    var folders = [String(cString: folder)]
    var files: [[UInt8]] = []
    while let folder = folders.popLast() {
      for name in Folder.names(in: folder) ?? [] {
        let path = "\(folder)/\(name)"
        if Folder.names(in: path) != nil {
          folders.append(path)
        } else if format.endings.contains(where: { name.hasSuffix(".\($0)") }) {
          let bytes = try AtomicFile.read(path)
          if bytes.count <= Mutator.byteLimit { files.append(bytes) }
        }
      }
    }
    return files
  }

  private static func setting(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }
}

import Basics
import Corpus
import Glibc

/// The shards that a run reads. A corpus of a recipe that is a folder of shards is read where it is; of any other, shards are
/// made in the run's folder, in `shards/N` for corpus number N, and found again on resume.
final class TrainingShards {
  private let run: RunFolder
  private let languages: LanguagePair
  private let workers: Int
  private let mayRebuild: Bool
  private let acceptsFaults: Bool
  /// The hashes of the shards of each corpus that a checkpoint was made from; nil if it does not say.
  private let known: [String]?
  private var holds: [ShardHold] = []

  /// - Parameters:
  ///   - mayRebuild: false where a checkpoint was made from the shards that are there.
  ///   - known: the hashes of the shards of each corpus that the checkpoint was made from.
  ///   - acceptsFaults: whether text that no model should learn from is only warned of.
  init(
    run: RunFolder, languages: LanguagePair, workers: Int, mayRebuild: Bool, known: [String]?, acceptsFaults: Bool
  ) {
    self.known = known
    self.acceptsFaults = acceptsFaults
    self.run = run
    self.languages = languages
    self.workers = workers
    self.mayRebuild = mayRebuild
  }

  /// A reader for each corpus. As long as this object is there, no build replaces the shards that are read where they are.
  func readers(
    _ corpora: [[CorpusSource]], observe: @escaping (TrainingEvent) -> Void
  ) throws(TrainingError) -> [ShardReader] {
    var readers: [ShardReader] = []
    for (number, sources) in corpora.enumerated() {
      if sources.count == 1, case .shards(let folder) = sources[0] {
        holds.append(try asTrainingError { try ShardHold(folder: folder) })
        // They may have been built by force, or by an mt that did not look.
        if mayRebuild {
          for fault in try asTrainingError({ try sampleFaults(of: sources[0]) }) {
            try asTrainingError { try meet(fault, observe) }
          }
        }
        readers.append(try asTrainingError { try ShardReader(folder: folder, languages: languages) })
      } else {
        readers.append(try reader(of: sources, number: number, observe: observe))
      }
    }
    return readers
  }

  private func reader(
    of sources: [CorpusSource], number: Int, observe: @escaping (TrainingEvent) -> Void
  ) throws(TrainingError) -> ShardReader {
    let folder = "\(run.shards)/\(number)"
    return try asTrainingError {
      let manifest = folder + "/" + ShardIndex.fileName
      if AtomicFile.exists(manifest) {
        let reader = try ShardReader(folder: folder, languages: languages)
        let change = try reader.index.change(
          in: sources, languages: languages, notChangedSince: mayRebuild ? nil : manifest)
        guard let change else { return reader }
        if !mayRebuild {
          // Other bytes may be the same text: compressed, say.
          if case .content = change, try hasText(of: sources, reader) { return reader }
          throw refusal(CorpusChange(change))
        }
      }
      let expected = known.flatMap { number < $0.count ? $0[number] : nil }
      if !mayRebuild && expected == nil { throw refusal(.removed(path: manifest)) }
      var build = CorpusBuild(languages: languages)
      build.workers = workers
      let index = try build.run(
        sources, folder: folder,
        onFault: { fault throws(CorpusError) in if self.mayRebuild { try self.meet(fault, observe) } })
      observe(.notice(Self.summary(of: index, sources: sources.count)))
      if !mayRebuild, Self.hash(of: index) != expected {
        // They would stand in the way of the old text.
        for name in ShardPlace.files(in: folder) { unlink(folder + "/" + name) }
        rmdir(folder)
        throw refusal(.unknown)
      }
      return try ShardReader(folder: folder, languages: languages)
    }
  }

  /// Whether the sources still hold the text of the shards; not if they cannot be read to their end.
  private func hasText(of sources: [CorpusSource], _ reader: ShardReader) throws(CorpusError) -> Bool {
    do throws(CorpusError) { return try reader.holdsText(of: sources, languages: languages) } catch {
      if error.category == .badData { return false }
      throw error
    }
  }

  /// A hash of the shards of one corpus.
  static func hash(of index: ShardIndex) -> String {
    var hash = PairHash()
    for shard in index.shards { hash.add(shard.hash) }
    return String(hash.value, radix: 16)
  }

  private func refusal(_ change: CorpusChange) -> TrainingError {
    .corpusChanged(folder: run.path, key: "corpora.train", change: change)
  }

  /// So many pairs of a folder of shards are looked at.
  private static let samplePairs = 20_000

  private func sampleFaults(of source: CorpusSource) throws(CorpusError) -> [TextFault] {
    try CorpusSample(of: source, languages: languages, limit: Self.samplePairs).faults(languages).leading
  }

  private func meet(_ fault: TextFault, _ observe: (TrainingEvent) -> Void) throws(CorpusError) {
    if fault.isCertain && !acceptsFaults { throw .unfitText(fault) }
    observe(.warning(fault.warning))
  }

  private static func summary(of index: ShardIndex, sources: Int) -> String {
    var remarks: [String] = []
    if let empty = index.rejected[.empty] { remarks.append("\(counted(empty, "pair")) with an empty side left out") }
    for finding in Finding.allCases where index.tallies.count(finding) > 0 {
      remarks.append("\(finding.counted(index.tallies.count(finding), grouped)) \(finding.words)")
    }
    return "Wrote shards of \(counted(index.pairs, "pair")) from \(counted(sources, "source"))"
      + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))")
  }
}
